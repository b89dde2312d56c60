import type { EditorView } from 'prosemirror-view';
import type { Span } from '../../../shared/model/annotation.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { annotationsOf, shownPieces } from '../annotations.ts';
import { viewportOf } from '../geometry.ts';
import { isInline, typeToken } from '../types.ts';
import { linksBySpan, NO_ARCS, sameFarEnds, type Arcs, type FarEnd, type Link } from './links.ts';
import { Places } from './places.ts';
import { routeArcs, type ArcRequest } from './route.ts';
import { arcShapes, Labels, shape } from './shapes.ts';

/** With more arcs than this near the viewport only those of the selection are named. */
const NAMED = 30;
/** Dots at the head of a span, at most: further relations are told in the inspector. */
const DOTS = 3;

/** An end of a relation of the selected span: how high on the page it begins, or in which direction it lies. */
interface Watched {
  readonly far: Omit<FarEnd, 'direction'>;
  readonly place: number | FarEnd['direction'];
}

/**
 * Relations over the text: arcs for those that are to be drawn, dots at the heads of spans for the others, the flag
 * of a span at which a relation was begun, and the dot from which one can be dragged. Drawn for the blocks near the
 * viewport, once a frame, with the rest of what lies beside the decorations.
 */
export class ArcLayer {
  /** Dragging from it relates the selected span. */
  readonly dot: HTMLElement;
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #scroller: Element;
  readonly #svg: SVGSVGElement;
  readonly #drag: SVGElement;
  readonly #flag: HTMLElement;
  #arcs: Arcs = NO_ARCS;
  #bySpan: ReadonlyMap<Uid, readonly Link[]> = new Map();
  /** As last told; nothing has been told of this document before the first drawing. */
  #far: readonly FarEnd[] | null = null;
  #onFar: (ends: readonly FarEnd[]) => void = () => undefined;
  /** Heights on the page of what the selected span is related to, to tell what is out of sight after scrolling. */
  #watched: readonly Watched[] = [];

  constructor(view: EditorView, page: HTMLElement, scroller: Element) {
    this.#view = view;
    this.#page = page;
    this.#scroller = scroller;
    this.#svg = shape('svg', 'overlay arcs', { 'aria-hidden': 'true' }) as SVGSVGElement;
    this.#drag = shape('path', 'arc-drag', {});
    this.dot = element('relate-dot');
    this.dot.title = 'Drag to another span to relate the two';
    this.#flag = element('from-flag');
    this.#flag.textContent = 'from';
    this.dot.hidden = true;
    this.#flag.hidden = true;
    page.append(this.#svg, this.#flag, this.dot);
  }

  /** What is to be drawn from now on; the painter draws it with the next frame. */
  set(arcs: Arcs, onFar: (ends: readonly FarEnd[]) => void): void {
    if (arcs.links !== this.#arcs.links) this.#bySpan = linksBySpan(arcs.links);
    this.#arcs = arcs;
    this.#onFar = onFar;
  }

  /** Draws a line from the dot to a point of the viewport while it is dragged; `null` takes it away. */
  drag(to: { x: number; y: number } | null): void {
    if (!to) return this.#drag.remove();
    const origin = this.#page.getBoundingClientRect();
    const dot = this.dot.getBoundingClientRect();
    const from = { x: dot.left + dot.width / 2 - origin.left, y: dot.top + dot.height / 2 - origin.top };
    this.#drag.setAttribute('d', `M${from.x} ${from.y}L${to.x - origin.left} ${to.y - origin.top}`);
    if (!this.#drag.isConnected) this.#svg.append(this.#drag);
  }

  /** Redraws everything. Reads layout; call it once a frame, after the brackets are placed. */
  update(selected: Span | null): void {
    const { links, ofSelection, marked } = this.#arcs;
    const dragging = this.#drag.isConnected;
    if (links.length === 0 && !marked && !selected) {
      this.#svg.replaceChildren();
      this.dot.hidden = this.#flag.hidden = true;
      return this.#watch([]);
    }
    const places = new Places(this.#view, this.#page, this.#scroller);
    const own = selected ? (this.#bySpan.get(selected.id) ?? []) : [];
    const strong = new Set(ofSelection ? own : []);
    const near = this.#linksNear();
    const drawn = [...near].filter((link) => link.drawn || strong.has(link));
    for (const link of strong) if (!near.has(link)) drawn.push(link);
    const shapes = [...this.#stubs(near, new Set(drawn), places), ...this.#arcShapes(drawn, strong, places)];
    this.#svg.replaceChildren(...shapes);
    if (dragging) this.#svg.append(this.#drag);
    this.#placeFlag(places);
    this.#placeDot(selected, places);
    this.#watch(ofSelection ? own.flatMap((link) => this.#farEnd(link, selected!.id, places)) : []);
  }

  /** After scrolling: tells anew which ends are out of sight, without drawing. */
  scrolled(): void {
    if (this.#watched.length > 0) this.#tell();
  }

  destroy(): void {
    this.#svg.remove();
    this.#flag.remove();
    this.dot.remove();
  }

  /** Links with an end near the viewport, in the order of the text. */
  #linksNear(): Set<Link> {
    const near = new Set<Link>();
    if (this.#bySpan.size === 0) return near;
    const annotations = annotationsOf(this.#view.state);
    const [first, last] = annotations.visible;
    for (let block = first; block <= last; block++) {
      for (const { span, first: begins } of shownPieces(annotations, block))
        if (begins) for (const link of this.#bySpan.get(span.id) ?? []) near.add(link);
    }
    return near;
  }

  #shown(id: Uid): Span | undefined {
    const { store, hiddenLayers } = annotationsOf(this.#view.state);
    const span = store.get(id);
    return span && !hiddenLayers.has(store.typeOf(span).layer) ? span : undefined;
  }

  #arcShapes(drawn: readonly Link[], strong: ReadonlySet<Link>, places: Places): SVGElement[] {
    const used = new Map<Uid, number>();
    const slot = (id: Uid) => {
      const n = used.get(id) ?? 0;
      used.set(id, n + 1);
      return n % 4;
    };
    const byId = new Map<string, { link: Link; request: ArcRequest }>();
    for (const link of drawn) {
      const [from, to] = places.anchors(this.#shown(link.from), this.#shown(link.to), [
        slot(link.from),
        slot(link.to),
      ]);
      const seen = [from, to].some(({ at }) => at === 'text' || at === 'margin');
      if (seen) byId.set(link.id, { link, request: { id: link.id, from, to } });
    }
    const routes = routeArcs(
      [...byId.values()].map(({ request }) => request),
      places.gutters,
    );
    const labels = new Labels();
    const shapes: SVGElement[] = [];
    const names: SVGElement[] = [];
    // What belongs to the selection lies on top.
    const order = routes.toSorted(
      (a, b) => Number(strong.has(byId.get(a.id)!.link)) - Number(strong.has(byId.get(b.id)!.link)),
    );
    for (const route of order) {
      const { link, request } = byId.get(route.id)!;
      const away = request.from.at === 'away' || request.to.at === 'away';
      shapes.push(...arcShapes(link, route, { strong: strong.has(link), away }));
    }
    for (const route of order.reverse()) {
      const { link } = byId.get(route.id)!;
      if (routes.length <= NAMED || strong.has(link)) names.push(...labels.place(link, route));
    }
    return [...shapes, ...names];
  }

  /** Dots at spans whose relations are not drawn: quiet, but enough to see that there are some. */
  #stubs(near: ReadonlySet<Link>, drawn: ReadonlySet<Link>, places: Places): SVGElement[] {
    const dots = new Map<Uid, number[]>();
    for (const link of near) {
      if (drawn.has(link)) continue;
      for (const end of [link.from, link.to]) {
        const hues = dots.get(end);
        if (!hues) dots.set(end, [link.hue]);
        else if (!hues.includes(link.hue) && hues.length < DOTS) hues.push(link.hue);
      }
    }
    return [...dots].flatMap(([id, hues]) => {
      const span = this.#shown(id);
      const bracket = places.bracket(id);
      const head = span && !bracket ? places.head(span) : null;
      if (!span || (!bracket && !head)) return [];
      return hues.map((hue, i) => {
        const at = bracket
          ? { cx: places.outside(bracket), cy: bracket.top + 5 + i * 6 }
          : { cx: head!.left + 2 + i * 5, cy: head!.top + (head!.bottom - head!.top) * 0.04 };
        return shape('circle', 'stub', { ...at, r: 1.75 }, hue);
      });
    });
  }

  #placeFlag(places: Places): void {
    const span = this.#arcs.marked && this.#shown(this.#arcs.marked);
    const head = span && places.head(span);
    this.#flag.hidden = !head;
    if (!span || !head) return;
    const { store } = annotationsOf(this.#view.state);
    this.#flag.className = `from-flag type-${typeToken(store.typeOf(span))}`;
    this.#flag.style.transform = `translate(${head.left}px, ${head.top}px)`;
  }

  #placeDot(selected: Span | null, places: Places): void {
    const head = selected && places.head(selected);
    this.dot.hidden = !head;
    if (!selected || !head) return;
    const type = annotationsOf(this.#view.state).store.typeOf(selected);
    const bracket = isInline(type) ? undefined : places.bracket(selected.id);
    const at = bracket
      ? { x: bracket.left + 4, y: (bracket.top + bracket.bottom) / 2 }
      : { x: (head.left + head.right) / 2, y: head.top };
    this.dot.className = `relate-dot type-${typeToken(type)}`;
    this.dot.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }

  #farEnd(link: Link, selected: Uid, places: Places): Watched {
    const other = link.from === selected ? link.to : link.from;
    const far = { link: link.id, span: other };
    const span = this.#shown(other);
    const fragment = span?.fragments[0];
    if (!span || !fragment) return { far, place: 'away' };
    const head = places.head(span);
    if (head) return { far, place: (head.top + head.bottom) / 2 };
    const { positions, visible } = annotationsOf(this.#view.state);
    return { far, place: positions.blockFor(fragment[0], 1) < visible[0] ? 'up' : 'down' };
  }

  #watch(watched: readonly Watched[]): void {
    this.#watched = watched;
    this.#tell();
  }

  #tell(): void {
    const { top, height } = viewportOf(this.#scroller);
    const shift = this.#watched.length === 0 ? 0 : this.#page.getBoundingClientRect().top - top;
    const far = this.#watched.flatMap(({ far: end, place }): FarEnd[] => {
      if (typeof place === 'string') return [{ ...end, direction: place }];
      if (place + shift < 0) return [{ ...end, direction: 'up' }];
      return place + shift > height ? [{ ...end, direction: 'down' }] : [];
    });
    if (this.#far && sameFarEnds(far, this.#far)) return;
    this.#far = far;
    this.#onFar(far);
  }
}

function element(className: string): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  made.setAttribute('aria-hidden', 'true');
  return made;
}
