import type { Box } from '../geometry.ts';

/** A point in pixels of the page. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an arc ends. */
export type Anchor =
  /** Above the text at `x`, reached from the channel between that line and the one before. */
  | { readonly at: 'text'; readonly line: Channel; readonly x: number }
  /** At the outer side of a bracket in the margin. */
  | { readonly at: 'margin'; readonly x: number; readonly y: number }
  /**
   * Outside of the part that is laid out: the arc runs down or up the margin and visibly continues. It is drawn as far as
   * `y`; if its real end is beyond `past`, the difference cannot be seen.
   */
  | { readonly at: 'edge'; readonly y: number; readonly past: number }
  /** In another document, or not located: a short stub with a ring, beside the other end. */
  | { readonly at: 'away' };

/** The space between the text of a line and that of the line before; the same object for all arcs that use it. */
export interface Channel {
  /** Lowest ink of the line before. */
  readonly top: number;
  /** Highest ink of the line. */
  readonly bottom: number;
}

/** Space beside the text for the vertical parts of arcs: from the lane next to the text outwards. */
export interface Gutter {
  readonly near: number;
  readonly far: number;
}

/** The gutters that arcs may use. `brackets` is outside of the brackets; the other two are next to the text. */
export interface Gutters {
  readonly brackets: Gutter;
  readonly left: Gutter;
  readonly right: Gutter;
}

export interface ArcRequest {
  readonly id: string;
  readonly from: Anchor;
  readonly to: Anchor;
}

/** The route of an arc, and the position of its label: the middle of its longest stretch. */
export interface Route {
  readonly id: string;
  readonly points: readonly Point[];
  readonly label: {
    readonly x: number;
    readonly y: number;
    readonly vertical: boolean;
    readonly room: number;
  };
}

/** Distance of two tracks in a channel, and of the first track from the text, so that an arrow head fits. */
const TRACK = 2.4;
const FIRST = 3;
/** Possible distances of two lanes in a gutter; the largest one with room for all lanes is used. */
const LANES = [10, 6.5, 4.5, 3];
const LEAST_LANE = 3;
/** Minimum distance of two stretches in one row. */
const APART = 6;
/** Length of a stub for an end in another document. */
const STUB = 18;

interface Plan {
  readonly request: ArcRequest;
  /** The channel if both ends are above one line, so that the arc never leaves it. */
  readonly channel: Channel | null;
  readonly gutter: keyof Gutters | null;
  readonly tracks: Map<Anchor, number>;
  /** Above which lines the arc runs, how far, and in which track of each channel. */
  stretches: readonly Stretch[];
  lane: number;
  route: Route | null;
}

interface Stretch {
  readonly channel: Channel;
  readonly anchors: readonly Anchor[];
  readonly low: number;
  readonly high: number;
  track: number;
}

type Pitch = Readonly<Record<keyof Gutters, number>>;
const WIDE: Pitch = { brackets: LANES[0]!, left: LANES[0]!, right: LANES[0]! };
/** Rows of a channel or a gutter, with the stretches that are occupied in each. */
type Taken = [low: number, high: number][][];

/**
 * Routes arcs through the gutters beside the text and the channels between its lines, never over text. Arcs that would
 * overlap are separated as long as there is room, the shorter ones nearer to the text.
 *
 * Keeps its routes: an arc whose ends have not moved gets the same route object, so that scrolling neither moves arcs nor
 * costs time for arcs that are already drawn.
 */
export class Router {
  #plans: ReadonlyMap<string, Plan> = new Map();
  #gutters: Gutters | null = null;
  #pitch: Pitch = WIDE;

  /** Returns the routes of all these arcs, in their order, and forgets all other routes. */
  route(requests: readonly ArcRequest[], gutters: Gutters): Route[] {
    if (!this.#gutters || !sameGutters(gutters, this.#gutters)) {
      this.#plans = new Map();
      this.#pitch = WIDE;
      this.#gutters = gutters;
    }
    const known = this.#gutters;
    const plans = new Map<string, Plan>();
    const fresh: Plan[] = [];
    for (const request of requests) {
      const old = this.#plans.get(request.id);
      const keep = old && holds(old.request.from, request.from) && holds(old.request.to, request.to);
      const each = keep ? old : plan(request, known);
      plans.set(request.id, each);
      if (!keep) fresh.push(each);
    }
    this.#plans = plans;
    assignTracks(plans.values(), fresh);
    const pitch = assignLanes([...plans.values()], fresh, known, this.#pitch);
    const before = this.#pitch;
    this.#pitch = pitch;
    return [...plans.values()].map((each) => {
      const same = each.gutter === null || pitch[each.gutter] === before[each.gutter];
      return (each.route = (same && each.route) || draw(each, known, pitch));
    });
  }
}

/** Returns routes for arcs, without any earlier routes. */
export function routeArcs(requests: readonly ArcRequest[], gutters: Gutters): Route[] {
  return new Router().route(requests, gutters);
}

/** Positions closer than this count as equal: boxes on pages that are scrolled far are not exact. */
const NEAR = 0.2;
const near = (a: number, b: number) => Math.abs(a - b) < NEAR;

function sameGutters(a: Gutters, b: Gutters): boolean {
  return (Object.keys(a) as (keyof Gutters)[]).every(
    (name) => near(a[name].near, b[name].near) && near(a[name].far, b[name].far),
  );
}

/** Whether an end that was drawn for one anchor fits another: it is at the same position, or equally out of sight. */
function holds(drawn: Anchor, now: Anchor): boolean {
  if (now.at === 'text') return drawn.at === 'text' && drawn.line === now.line && near(drawn.x, now.x);
  if (now.at === 'margin') return drawn.at === 'margin' && near(drawn.x, now.x) && near(drawn.y, now.y);
  if (now.at === 'away' || drawn.at === 'away') return now.at === drawn.at;
  const y = drawn.at === 'text' ? drawn.line.bottom : drawn.y;
  return now.y < now.past ? y <= now.past : y >= now.past;
}

function plan(request: ArcRequest, gutters: Gutters): Plan {
  const { from, to } = request;
  const sameLine = from.at === 'text' && to.at === 'text' && from.line === to.line;
  const gutter = sameLine ? null : gutterFor(from, to, gutters);
  const stretches: Stretch[] = [];
  const add = (channel: Channel, anchors: Anchor[], a: number, b: number) =>
    stretches.push({ channel, anchors, low: Math.min(a, b), high: Math.max(a, b), track: 0 });
  if (sameLine) add(from.line, [from, to], from.x, to.x);
  else if (gutter) {
    for (const end of [from, to]) if (end.at === 'text') add(end.line, [end], end.x, gutters[gutter].near);
  }
  return {
    request,
    channel: sameLine ? from.line : null,
    gutter,
    tracks: new Map(),
    stretches,
    lane: 0,
    route: null,
  };
}

/** Returns the gutter of an arc: outside of brackets, otherwise on the side that is nearer to both ends. */
function gutterFor(from: Anchor, to: Anchor, { left, right }: Gutters): keyof Gutters {
  const ends = [from, to];
  if (ends.some(({ at }) => at === 'margin')) return 'brackets';
  const xs = ends.flatMap((end) => (end.at === 'text' ? [end.x] : []));
  const toLeft = xs.reduce((sum, x) => sum + x - left.near, 0);
  const toRight = xs.reduce((sum, x) => sum + right.near - x, 0);
  return toLeft < toRight ? 'left' : 'right';
}

/** Assigns tracks in channels to new arcs, the shorter stretches nearer to the text. */
function assignTracks(plans: Iterable<Plan>, fresh: readonly Plan[]): void {
  const channels = new Map<Channel, Taken>();
  const takenIn = (channel: Channel): Taken => {
    let taken = channels.get(channel);
    if (!taken) channels.set(channel, (taken = []));
    return taken;
  };
  const open = new Set(fresh);
  for (const each of plans) {
    if (open.has(each)) continue;
    for (const { channel, low, high, track } of each.stretches)
      (takenIn(channel)[track] ??= []).push([low, high]);
  }
  const stretches = fresh.flatMap((each) => each.stretches.map((stretch) => ({ each, stretch })));
  stretches.sort((a, b) => a.stretch.high - a.stretch.low - (b.stretch.high - b.stretch.low));
  for (const { each, stretch } of stretches) {
    const { channel, anchors, low, high } = stretch;
    stretch.track = firstFree(takenIn(channel), low, high, tracksIn(channel));
    for (const anchor of anchors) each.tracks.set(anchor, trackY(channel, stretch.track));
  }
}

function tracksIn({ top, bottom }: Channel): number {
  return Math.max(1, Math.min(3, Math.floor((bottom - top - FIRST - 1) / TRACK) + 1));
}

/** The vertical position of a track; the middle of the channel if it is too low for the track. */
function trackY({ top, bottom }: Channel, track: number): number {
  const wanted = bottom - FIRST - track * TRACK;
  return wanted > top ? wanted : (top + bottom) / 2;
}

/**
 * Assigns lanes to new arcs and returns the distance of two lanes for each gutter. The distance only decreases, in steps,
 * because each change redraws all arcs of the gutter.
 */
function assignLanes(plans: readonly Plan[], fresh: readonly Plan[], gutters: Gutters, before: Pitch): Pitch {
  const pitch = { ...before };
  const open = new Set(fresh);
  for (const name of Object.keys(gutters) as (keyof Gutters)[]) {
    const room = Math.abs(gutters[name].far - gutters[name].near);
    const capacity = Math.floor(room / LEAST_LANE) + 1;
    const taken: Taken = [];
    const own = plans
      .filter((each) => each.gutter === name)
      .map((each) => ({ each, reach: reachOf(each) }))
      .sort((a, b) => a.reach[1] - a.reach[0] - (b.reach[1] - b.reach[0]));
    for (const { each, reach } of own) if (!open.has(each)) (taken[each.lane] ??= []).push([...reach]);
    for (const { each, reach } of own) if (open.has(each)) each.lane = firstFree(taken, ...reach, capacity);
    const fits = (distance: number) => (taken.length - 1) * distance <= room;
    pitch[name] = Math.min(before[name], LANES.find(fits) ?? LEAST_LANE);
  }
  return pitch;
}

/** The vertical range in which an arc uses its gutter. */
function reachOf(each: Plan): readonly [number, number] {
  const { from, to } = each.request;
  const [a, b] = [laneY(each, from), laneY(each, to)];
  const low = Math.min(a ?? b ?? 0, b ?? a ?? 0);
  const high = Math.max(a ?? b ?? 0, b ?? a ?? 0);
  return [low, a === null || b === null ? high + STUB : high];
}

/** The vertical position at which an end leaves the gutter; `null` for an end that is away. */
function laneY({ tracks }: Plan, end: Anchor): number | null {
  if (end.at === 'away') return null;
  return end.at === 'text' ? (tracks.get(end) ?? trackY(end.line, 0)) : end.y;
}

/** Occupies the stretch in the first row where it is free, and returns that row; the last row is shared if all are full. */
function firstFree(taken: Taken, low: number, high: number, capacity: number): number {
  for (let row = 0; row < capacity; row++) {
    const others = (taken[row] ??= []);
    if (others.every(([from, to]) => to + APART < low || from - APART > high) || row === capacity - 1) {
      others.push([low, high]);
      return row;
    }
  }
  return 0;
}

function draw(each: Plan, gutters: Gutters, pitch: Pitch): Route {
  const { id, from, to } = each.request;
  const points: Point[] = [];
  if (each.gutter === null) {
    points.push(...access(each, from), ...access(each, to).reverse());
  } else {
    const { near, far } = gutters[each.gutter];
    const x = near + Math.sign(far - near || 1) * each.lane * pitch[each.gutter];
    const start = laneY(each, from);
    const goal = laneY(each, to);
    points.push(
      ...access(each, from),
      { x, y: start ?? (goal ?? 0) + STUB },
      { x, y: goal ?? (start ?? 0) + STUB },
      ...access(each, to).reverse(),
    );
  }
  return { id, points, label: labelOf(points) };
}

/** Points from the end itself to where it enters the gutter, without the last one. */
function access(each: Plan, end: Anchor): Point[] {
  if (end.at === 'margin') return [{ x: end.x, y: end.y }];
  if (end.at !== 'text') return [];
  return [
    { x: end.x, y: end.line.bottom },
    { x: end.x, y: laneY(each, end) ?? end.line.bottom },
  ];
}

function labelOf(points: readonly Point[]): Route['label'] {
  let best = { x: 0, y: 0, vertical: false, room: -1 };
  for (const [i, b] of points.entries()) {
    const a = points[i - 1];
    if (!a) continue;
    const room = Math.abs(b.x - a.x) + Math.abs(b.y - a.y);
    if (room <= best.room) continue;
    best = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, vertical: a.x === b.x, room };
  }
  return best;
}

/** Returns an SVG path through points, with rounded corners. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const [first] = points;
  if (!first) return '';
  const n = (value: number) => Math.round(value * 100) / 100;
  let path = `M${n(first.x)} ${n(first.y)}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [a, b, c] = [points[i - 1]!, points[i]!, points[i + 1]!];
    const before = Math.hypot(b.x - a.x, b.y - a.y);
    const after = Math.hypot(c.x - b.x, c.y - b.y);
    const r = Math.min(radius, before / 2, after / 2);
    if (r < 0.25) {
      path += `L${n(b.x)} ${n(b.y)}`;
      continue;
    }
    const toward = (p: Point, length: number): Point => ({
      x: b.x + ((p.x - b.x) * r) / length,
      y: b.y + ((p.y - b.y) * r) / length,
    });
    const [start, end] = [toward(a, before), toward(c, after)];
    path += `L${n(start.x)} ${n(start.y)}Q${n(b.x)} ${n(b.y)} ${n(end.x)} ${n(end.y)}`;
  }
  const last = points.at(-1)!;
  return points.length > 1 ? `${path}L${n(last.x)} ${n(last.y)}` : path;
}

/** Returns the channels above the lines of a block, given the boxes of their text from top to bottom. */
export function channelsOf(lines: readonly Box[]): Channel[] {
  return lines.map(({ top }, i) => {
    const before = lines[i - 1];
    // The distance between two blocks is larger than this.
    return { top: before ? Math.min(before.bottom, top) : top - 12, bottom: top };
  });
}
