import type { Link } from './links.ts';
import { roundedPath, type Point, type Route } from './route.ts';

const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 5;
/** Length and half width of an arrow head. */
const HEAD = { long: 5, wide: 3 };

/** Creates an SVG element for the layer of arcs. The hue is set as a property: names never get into a style. */
export function shape(
  name: string,
  className: string,
  attributes: Readonly<Record<string, string | number>>,
  hue?: number,
): SVGElement {
  const element = document.createElementNS(SVG, name);
  if (className) element.setAttribute('class', className);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (hue !== undefined) element.style.setProperty('--arc-hue', String(hue));
  return element;
}

/** A shape to be drawn. The element drawn under its key is kept as long as its content is the same. */
export interface Shape {
  readonly key: string;
  readonly of: readonly unknown[];
  readonly make: () => SVGElement;
}

interface Drawn {
  readonly of: readonly unknown[];
  readonly element: SVGElement;
}

/** Shapes that are updated one by one: with many of them, redrawing all costs more than everything else in a frame. */
export class ShapeGroup {
  readonly element = shape('g', '', {});
  #drawn = new Map<string, Drawn>();
  #planned: readonly Shape[] = [];

  /** Sets what to draw. */
  plan(shapes: readonly Shape[]): void {
    this.#planned = shapes;
  }

  draw(): void {
    const next = new Map<string, Drawn>();
    const fresh: SVGElement[] = [];
    for (const { key, of, make } of this.#planned) {
      const old = this.#drawn.get(key);
      if (old?.of.every((part, i) => part === of[i])) {
        next.set(key, old);
        this.#drawn.delete(key);
      } else {
        const element = make();
        next.set(key, { of, element });
        fresh.push(element);
      }
    }
    for (const { element } of this.#drawn.values()) element.remove();
    if (fresh.length > 0) this.element.append(...fresh);
    this.#drawn = next;
  }
}

/** Shapes of one arc: an outline that separates it from what it crosses, the line, and its arrow head or ring. */
export function arcShape(
  link: Link,
  route: Route,
  { strong, away }: { strong: boolean; away: boolean },
): SVGElement {
  const d = roundedPath(route.points, RADIUS);
  const className = `arc${strong ? ' strong' : ''}${link.proposed ? ' proposed' : ''}`;
  const arc = shape('g', strong ? 'hued strong' : 'hued', {}, link.hue);
  arc.append(shape('path', 'arc-halo', { d }), shape('path', className, { d }));
  const { points } = route;
  const last = points.at(-1);
  const before = points.at(-2);
  if (last && before && away) {
    const end = isLoose(points) ? last : points[0]!;
    arc.append(shape('circle', `${className} ring`, { cx: end.x, cy: end.y, r: 2.5 }));
  }
  if (last && before && !link.symmetric)
    arc.append(shape('path', `${className} head`, { d: headAt(before, last) }));
  return arc;
}

/** Whether the loose end of a stub is its last point, so that the arc leads away from here. */
function isLoose(points: readonly Point[]): boolean {
  return (points.at(-1)?.y ?? 0) > (points[0]?.y ?? 0);
}

function headAt(from: Point, tip: Point): string {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [dx, dy] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const long = Math.min(HEAD.long, Math.max(3, length));
  const base = { x: tip.x - dx * long, y: tip.y - dy * long };
  const side = { x: -dy * HEAD.wide, y: dx * HEAD.wide };
  const n = (value: number) => Math.round(value * 100) / 100;
  return `M${n(tip.x)} ${n(tip.y)}L${n(base.x + side.x)} ${n(base.y + side.y)}L${n(base.x - side.x)} ${n(base.y - side.y)}Z`;
}

/** Heights of labels in pixels: smaller in a channel than in the margin. */
const SIZE = { channel: 7.5, margin: 9 };

/** Occupied label positions, so that labels do not overlap. */
export class Labels {
  readonly #taken: { x: number; y: number; wide: number; high: number }[] = [];

  /** Places the label of an arc in its longest stretch; if that position is occupied, a little further along. */
  place(link: Link, { label }: Route): Shape[] {
    const size = label.vertical ? SIZE.margin : SIZE.channel;
    const long = link.label.length * size * 0.68 + 6;
    if (!label.vertical && label.room < long) return [];
    const free = Math.max(0, (label.room - long) / 2);
    // The name would hide a short arc, so it is placed beside it, further out.
    const short = label.vertical && label.room < long + 2 * RADIUS + HEAD.long;
    const aside = short ? Math.sign(label.x || -1) * (size / 2 + 3) : 0;
    for (const share of [0, -0.5, 0.5, -1, 1]) {
      const at = {
        x: label.x + (label.vertical ? aside : share * free),
        y: label.y + (label.vertical ? share * free : 0),
        wide: label.vertical ? size + 2 : long,
        high: label.vertical ? long : size,
      };
      if (this.#taken.some((other) => overlap(at, other))) continue;
      this.#taken.push(at);
      return [
        {
          key: link.id,
          of: [link.label, link.hue, at.x, at.y, label.vertical],
          make: () => this.#draw(link, at, label.vertical, size),
        },
      ];
    }
    return [];
  }

  #draw(link: Link, { x, y }: Point, vertical: boolean, size: number): SVGElement {
    const text = shape('text', 'arc-label', { x, y, 'font-size': size }, link.hue);
    if (vertical) text.setAttribute('transform', `rotate(-90 ${x} ${y})`);
    text.textContent = link.label;
    return text;
  }
}

interface Taken {
  readonly x: number;
  readonly y: number;
  readonly wide: number;
  readonly high: number;
}

function overlap(a: Taken, b: Taken): boolean {
  return Math.abs(a.x - b.x) * 2 < a.wide + b.wide && Math.abs(a.y - b.y) * 2 < a.high + b.high;
}
