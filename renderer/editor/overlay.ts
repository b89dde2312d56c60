import { isRightToLeft } from './direction.ts';
import type { EditorView } from 'prosemirror-view';
import type { Span } from '../../shared/model/annotation.ts';
import type { Fragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { annotationsOf } from './annotations.ts';
import { lineBoxes, visibleRanges, type Box } from './geometry.ts';
import { put } from './put.ts';
import { isInline, typeToken } from './types.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** Which end of a span a handle moves. */
export type End = 'start' | 'end';

const ENDS = ['start', 'end'] as const satisfies readonly End[];

/** A path over the text. */
interface Shape {
  readonly className: string;
  readonly data: string;
}

interface HandlePlace {
  readonly className: string;
  readonly height: string;
  readonly transform: string;
}

/** Where the handles are; one that is missing is hidden. */
type HandlePlaces = { readonly [Each in End]?: HandlePlace };

/**
 * Drawings over the text for the selected and the hovered span only: the outline, the dashed connectors between fragments,
 * the names of the slots that other spans fill, and the two handles. Never covers the letters.
 */
export class Overlay {
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #svg: SVGSVGElement;
  readonly #labels: HTMLElement;
  readonly handles: Readonly<Record<End, HTMLElement>>;
  /** The shapes that are drawn. */
  #drawn = '';

  constructor(view: EditorView, page: HTMLElement) {
    this.#view = view;
    this.#page = page;
    this.#svg = document.createElementNS(SVG, 'svg');
    this.#svg.classList.add('overlay');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#labels = layer('slot-names');
    this.handles = { start: layer('handle start'), end: layer('handle end') };
    page.append(this.#svg, this.#labels, this.handles.start, this.handles.end);
    for (const handle of Object.values(this.handles)) put(handle, { hidden: true });
  }

  /**
   * Redraws everything. `fragments` are those of the selected span, or the new ones during a drag of its ends. Reads
   * layout; call it once a frame.
   */
  update(selected: Span | null, fragments: Fragments, hovered: Span | null): void {
    const shapes: Shape[] = [];
    const labels: HTMLElement[] = [];
    if (!hovered && !selected) return this.#write(shapes, labels, {});
    const origin = this.#page.getBoundingClientRect();
    if (hovered && hovered.id !== selected?.id)
      shapes.push(...this.#connectors(hovered, hovered.fragments, origin));
    let handles: HandlePlaces = {};
    if (selected) {
      shapes.push(
        ...this.#outline(selected, fragments, origin),
        ...this.#connectors(selected, fragments, origin),
      );
      handles = this.#placeHandles(selected, fragments, origin);
      labels.push(...this.#slotNames(selected, origin));
    }
    this.#write(shapes, labels, handles);
  }

  /** Writes what differs from what is drawn. */
  #write(shapes: readonly Shape[], labels: readonly HTMLElement[], handles: HandlePlaces): void {
    for (const end of ENDS) {
      const { height, ...place } = handles[end] ?? {};
      const handle = this.handles[end];
      put(handle, { hidden: height === undefined, ...place });
      if (height !== undefined && handle.style.height !== height) handle.style.height = height;
    }
    const drawn = JSON.stringify(shapes);
    if (drawn !== this.#drawn)
      this.#svg.replaceChildren(...shapes.map(({ className, data }) => path(className, data)));
    this.#drawn = drawn;
    if (labels.length > 0 || this.#labels.hasChildNodes()) this.#labels.replaceChildren(...labels);
  }

  destroy(): void {
    this.#svg.remove();
    this.#labels.remove();
    this.handles.start.remove();
    this.handles.end.remove();
  }

  #lines(fragment: Fragments[number], { left, top }: DOMRect): Box[] {
    const { positions, visible } = annotationsOf(this.#view.state);
    return visibleRanges(this.#view, positions, visible, fragment)
      .flatMap(lineBoxes)
      .map((box) => ({
        left: box.left - left,
        right: box.right - left,
        top: box.top - top,
        bottom: box.bottom - top,
      }));
  }

  #token(span: Span): string {
    return typeToken(annotationsOf(this.#view.state).store.typeOf(span));
  }

  #outline(span: Span, fragments: Fragments, origin: DOMRect): Shape[] {
    const type = annotationsOf(this.#view.state).store.typeOf(span);
    if (!isInline(type)) return [];
    return fragments.flatMap((fragment) => {
      const lines = this.#lines(fragment, origin);
      return lines.map((box, i) => ({
        className: `outline type-${typeToken(type)}`,
        data: outlineOf(box, i === 0, i === lines.length - 1),
      }));
    });
  }

  /**
   * The gaps of a discontinuous span, underlined line by line with dashes: they lead to the next fragment and cross no
   * word.
   */
  #connectors(span: Span, fragments: Fragments, origin: DOMRect): Shape[] {
    const shapes: Shape[] = [];
    for (const [i, [start]] of fragments.entries()) {
      const before = fragments[i - 1];
      if (!before) continue;
      for (const { left, right, bottom } of this.#lines([before[1], start], origin)) {
        shapes.push({
          className: `connector type-${this.#token(span)}`,
          data: `M${left} ${bottom - 1}H${right}`,
        });
      }
    }
    return shapes;
  }

  #slotNames(span: Span, origin: DOMRect): HTMLElement[] {
    const { store } = annotationsOf(this.#view.state);
    const labels: HTMLElement[] = [];
    // A span that fills several slots (a place that is also a recipient) shows all their names.
    for (const [filler, names] of Map.groupBy(span.slots, fillerSpan)) {
      const filled = filler === null ? undefined : store.get(filler);
      const fragment = filled?.fragments[0];
      const box = fragment && this.#lines(fragment, origin)[0];
      if (!filled || !box) continue;
      const label = layer(`slot-name type-${this.#token(filled)}`);
      label.textContent = names.map(({ name }) => name).join(', ');
      label.style.transform = `translate(${box.left}px, ${box.top}px)`;
      labels.push(label);
    }
    return labels;
  }

  #placeHandles(span: Span, fragments: Fragments, origin: DOMRect): HandlePlaces {
    const token = this.#token(span);
    const { positions, visible } = annotationsOf(this.#view.state);
    const first = fragments[0];
    const last = fragments.at(-1);
    const places: { [Each in End]?: HandlePlace } = {};
    if (!first || !last) return places;
    const isVisible = (offset: number, side: -1 | 1) => {
      const block = positions.blockFor(offset, side);
      return block >= visible[0] && block <= visible[1];
    };
    const head = isVisible(first[0], 1) ? this.#lines(first, origin)[0] : undefined;
    const tail = isVisible(last[1], -1) ? this.#lines(last, origin).at(-1) : undefined;
    for (const [end, box] of [
      ['start', head],
      ['end', tail],
    ] as const) {
      if (!box) continue;
      const rightToLeft = isRightToLeft(this.#view, end === 'start' ? first[0] : last[1]);
      const x = (end === 'start') === rightToLeft ? box.right : box.left;
      const atEnd = (end === 'end') !== rightToLeft ? box.right : box.left;
      places[end] = {
        className: `handle ${end} type-${token}`,
        height: `${box.bottom - box.top}px`,
        transform: `translate(${end === 'start' ? x : atEnd}px, ${box.top}px)`,
      };
    }
    return places;
  }
}

function fillerSpan({ filler }: Span['slots'][number]): Uid | null {
  return 'span' in filler ? filler.span : null;
}

function layer(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.setAttribute('aria-hidden', 'true');
  return element;
}

function path(className: string, data: string): SVGElement {
  const element = document.createElementNS(SVG, 'path');
  element.setAttribute('class', className);
  element.setAttribute('d', data);
  return element;
}

/** The outline of one line; open on a side where the span continues on another line. */
function outlineOf({ left, top, right, bottom }: Box, opens: boolean, closes: boolean): string {
  const l = Math.round(left) - 1.5;
  const r = Math.round(right) + 1.5;
  const t = Math.round(top) - 0.5;
  const b = Math.round(bottom) + 0.5;
  const head = opens
    ? `M${r - 3} ${t}H${l + 3}Q${l} ${t} ${l} ${t + 3}V${b - 3}Q${l} ${b} ${l + 3} ${b}H${r - 3}`
    : '';
  if (opens && closes) return `${head}Q${r} ${b} ${r} ${b - 3}V${t + 3}Q${r} ${t} ${r - 3} ${t}Z`;
  if (opens) return head;
  if (!closes) return `M${l} ${t}H${r}M${l} ${b}H${r}`;
  return `M${l} ${t}H${r - 3}Q${r} ${t} ${r} ${t + 3}V${b - 3}Q${r} ${b} ${r - 3} ${b}H${l}`;
}
