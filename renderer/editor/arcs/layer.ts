import type { EditorView } from 'prosemirror-view';
import type { Span } from '../../../shared/model/annotation.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { annotationsOf, shownPieces } from '../annotations.ts';
import { viewportOf, type Box } from '../geometry.ts';
import { put } from '../put.ts';
import { isInline, typeToken } from '../types.ts';
import { linksBySpan, NO_ARCS, sameFarEnds, type Arcs, type FarEnd, type Link } from './links.ts';
import { Places } from './places.ts';
import { Router, type Anchor, type ArcRequest, type Route } from './route.ts';
import { arcShape, Labels, shape, ShapeGroup, type Shape } from './shapes.ts';

/** With more arcs than this near the viewport, only those of the selection have a name. */
const NAMED = 30;
/** Number of different offsets for the ends of arcs at one span; further ends start at the first offset again. */
const SLOTS = 4;
/** Maximum number of dots at the head of a span; the inspector lists all its relations. */
const DOTS = 3;

/** An end of a relation of the selected span: its vertical position on the page, or its direction. */
interface Watched {
  readonly far: Omit<FarEnd, 'direction'>;
  readonly place: number | FarEnd['direction'];
}

const NO_ROOM = { top: 0, height: 0 };

/** An arc with its route. */
interface Routed {
  readonly link: Link;
  readonly route: Route;
  readonly strong: boolean;
  /** Whether one of its ends is in another document, or could not be located. */
  readonly away: boolean;
}

/** A mark of the selected or the marked span: its type's token and its position on the page. */
interface Mark {
  readonly token: string;
  readonly x: number;
  readonly y: number;
}

/**
 * Relations over the text: the arcs to be drawn, dots at the heads of spans for the other relations, the flag of a span at
 * which a relation was started, and the dot from which one can be dragged. Drawn for the blocks near the viewport, once a
 * frame, together with everything else that is not a decoration. Shapes that have not changed are kept.
 */
export class ArcLayer {
  /** The dot from which a relation of the selected span is dragged. */
  readonly dot: HTMLElement;
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #scroller: Element;
  readonly #places: Places;
  readonly #svg: SVGSVGElement;
  /** From back to front: what belongs to the selection is above the rest, and names are above all arcs. */
  readonly #groups = {
    stubs: new ShapeGroup(),
    rest: new ShapeGroup(),
    strong: new ShapeGroup(),
    names: new ShapeGroup(),
  };
  readonly #drag: SVGElement;
  readonly #flag: HTMLElement;
  #router = new Router();
  #arcs: Arcs = NO_ARCS;
  #marks: { readonly dot: Mark | null; readonly flag: Mark | null } = { dot: null, flag: null };
  #bySpan: ReadonlyMap<Uid, readonly Link[]> = new Map();
  /** As last reported; null if nothing has been reported of this document yet. */
  #far: readonly FarEnd[] | null = null;
  #onFar: (ends: readonly FarEnd[]) => void = () => undefined;
  /** Vertical positions of the spans related to the selected one, to find those that scrolling moves out of sight. */
  #watched: readonly Watched[] = [];

  constructor(view: EditorView, page: HTMLElement, scroller: Element) {
    this.#view = view;
    this.#page = page;
    this.#scroller = scroller;
    this.#places = new Places(view, page, scroller);
    this.#svg = shape('svg', 'overlay arcs', { 'aria-hidden': 'true' }) as SVGSVGElement;
    this.#svg.append(...Object.values(this.#groups).map(({ element }) => element));
    this.#drag = shape('path', 'arc-drag', {});
    this.dot = element('relate-dot');
    this.dot.title = 'Drag to another span to relate the two';
    this.#flag = element('from-flag');
    this.#flag.textContent = 'from';
    this.dot.hidden = true;
    this.#flag.hidden = true;
    page.append(this.#svg, this.#flag, this.dot);
  }

  /** Sets what to draw; the painter draws it with the next frame. */
  set(arcs: Arcs, onFar: (ends: readonly FarEnd[]) => void): void {
    if (arcs.links !== this.#arcs.links) this.#bySpan = linksBySpan(arcs.links);
    this.#arcs = arcs;
    this.#onFar = onFar;
  }

  /** Draws a line from the dot to a point of the viewport during a drag; `null` removes it. */
  drag(to: { x: number; y: number } | null): void {
    if (!to) return this.#drag.remove();
    const origin = this.#svg.getBoundingClientRect();
    const dot = this.dot.getBoundingClientRect();
    const from = { x: dot.left + dot.width / 2 - origin.left, y: dot.top + dot.height / 2 - origin.top };
    this.#drag.setAttribute('d', `M${from.x} ${from.y}L${to.x - origin.left} ${to.y - origin.top}`);
    if (!this.#drag.isConnected) this.#svg.append(this.#drag);
  }

  /** Forgets all positions, because another document is shown, or the same one in another font. */
  reset(): void {
    this.#places.reset();
    this.#router = new Router();
  }

  /**
   * Works out what to draw, given the brackets as the margin has placed them. Reads layout and writes nothing; call it once
   * a frame.
   */
  measure(selected: Span | null, brackets: ReadonlyMap<Uid, Box>): void {
    const { links, ofSelection, marked } = this.#arcs;
    if (links.length === 0 && !marked && !selected) return this.#clear();
    this.#places.measure(brackets);
    const own = selected ? (this.#bySpan.get(selected.id) ?? []) : [];
    const strong = new Set(ofSelection ? own : []);
    const near = this.#linksNear();
    const drawn = new Set([...near].filter((link) => link.drawn || strong.has(link)));
    for (const link of strong) drawn.add(link);
    const routed = this.#routed(drawn, strong);
    this.#groups.stubs.plan(this.#stubs(near, drawn));
    this.#groups.rest.plan(routed.filter((each) => !each.strong).map(arcOf));
    this.#groups.strong.plan(routed.filter((each) => each.strong).map(arcOf));
    this.#groups.names.plan(names(routed));
    this.#marks = { dot: selected && this.#dotOf(selected), flag: this.#flagOf() };
    this.#watch(ofSelection ? own.flatMap((link) => this.#farEnd(link, selected!.id)) : []);
  }

  /** Draws what {@link measure} worked out. */
  draw(): void {
    for (const group of Object.values(this.#groups)) group.draw();
    this.#svg.style.transform = `translateY(${this.#places.shift}px)`;
    const { dot, flag } = this.#marks;
    mark(this.dot, 'relate-dot', dot);
    mark(this.#flag, 'from-flag', flag);
  }

  /** After scrolling: reports again which ends are out of sight, without drawing. */
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

  #clear(): void {
    for (const group of Object.values(this.#groups)) group.plan([]);
    this.#marks = { dot: null, flag: null };
    this.#watch([]);
  }

  /** The routes of arcs, those of the selection first. */
  #routed(drawn: ReadonlySet<Link>, strong: ReadonlySet<Link>): Routed[] {
    const byId = new Map<string, { link: Link; request: ArcRequest }>();
    for (const link of drawn) {
      const [from, to] = this.#places.anchors(this.#shown(link.from), this.#shown(link.to), [
        this.#slot(link, link.from, drawn),
        this.#slot(link, link.to, drawn),
      ]);
      const seen = [from, to].some(({ at }) => at === 'text' || at === 'margin');
      if (seen) byId.set(link.id, { link, request: { id: link.id, from, to } });
    }
    const routes = this.#router.route(
      [...byId.values()].map(({ request }) => request),
      this.#places.gutters,
    );
    const isAway = ({ at }: Anchor) => at === 'away';
    return routes
      .map((route) => {
        const { link, request } = byId.get(route.id)!;
        return { link, route, strong: strong.has(link), away: isAway(request.from) || isAway(request.to) };
      })
      .sort((a, b) => Number(b.strong) - Number(a.strong));
  }

  /** Index of this end among those that share a span. Independent of what is in view; otherwise arcs would jump. */
  #slot(link: Link, end: Uid, drawn: ReadonlySet<Link>): number {
    let slot = 0;
    for (const other of this.#bySpan.get(end) ?? []) {
      if (other === link) break;
      if (drawn.has(other)) slot++;
    }
    return slot % SLOTS;
  }

  /** Small dots at spans whose relations are not drawn, to show that there are some. */
  #stubs(near: ReadonlySet<Link>, drawn: ReadonlySet<Link>): Shape[] {
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
      const bracket = this.#places.bracket(id);
      const head = span && !bracket ? this.#places.head(span) : null;
      if (!span || (!bracket && !head)) return [];
      return hues.map((hue, i): Shape => {
        const { cx, cy } = bracket
          ? { cx: this.#places.outside(bracket), cy: bracket.top + 5 + i * 6 }
          : { cx: head!.left + 2 + i * 5, cy: head!.top + (head!.bottom - head!.top) * 0.04 };
        return {
          key: `${id} ${i}`,
          of: [Math.round(cx * 4), Math.round(cy * 4), hue],
          make: () => shape('circle', 'stub', { cx, cy, r: 1.75 }, hue),
        };
      });
    });
  }

  #flagOf(): Mark | null {
    const span = this.#arcs.marked && this.#shown(this.#arcs.marked);
    const head = span && this.#places.head(span);
    if (!span || !head) return null;
    const { store } = annotationsOf(this.#view.state);
    return { token: typeToken(store.typeOf(span)), x: head.left, y: head.top + this.#places.shift };
  }

  #dotOf(selected: Span): Mark | null {
    const head = this.#places.head(selected);
    if (!head) return null;
    const type = annotationsOf(this.#view.state).store.typeOf(selected);
    const bracket = isInline(type) ? undefined : this.#places.bracket(selected.id);
    const at = bracket
      ? { x: bracket.left + 4, y: (bracket.top + bracket.bottom) / 2 }
      : { x: (head.left + head.right) / 2, y: head.top };
    return { token: typeToken(type), x: at.x, y: at.y + this.#places.shift };
  }

  #farEnd(link: Link, selected: Uid): Watched {
    const other = link.from === selected ? link.to : link.from;
    const far = { link: link.id, span: other };
    const span = this.#shown(other);
    const fragment = span?.fragments[0];
    if (!span || !fragment) return { far, place: 'away' };
    const head = this.#places.head(span);
    if (head) return { far, place: (head.top + head.bottom) / 2 + this.#places.shift };
    const { positions, visible } = annotationsOf(this.#view.state);
    return { far, place: positions.blockFor(fragment[0], 1) < visible[0] ? 'up' : 'down' };
  }

  #watch(watched: readonly Watched[]): void {
    this.#watched = watched;
    this.#tell();
  }

  #tell(): void {
    // Reading the viewport's box costs time, and usually nothing is watched.
    const { top, height } = this.#watched.length === 0 ? NO_ROOM : viewportOf(this.#scroller);
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

function arcOf({ link, route, strong, away }: Routed): Shape {
  return {
    key: link.id,
    of: [route, away, link.hue, link.symmetric, link.proposed],
    make: () => arcShape(link, route, { strong, away }),
  };
}

function names(routed: readonly Routed[]): Shape[] {
  const labels = new Labels();
  return routed.flatMap(({ link, route, strong }) =>
    routed.length <= NAMED || strong ? labels.place(link, route) : [],
  );
}

function mark(element: HTMLElement, className: string, at: Mark | null): void {
  if (!at) return put(element, { hidden: true });
  put(element, {
    hidden: false,
    className: `${className} type-${at.token}`,
    transform: `translate(${at.x}px, ${at.y}px)`,
  });
}
