import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  channelsOf,
  roundedPath,
  routeArcs,
  Router,
  type Anchor,
  type ArcRequest,
  type Gutters,
  type Point,
} from '../../../../renderer/editor/arcs/route.ts';
import type { Box } from '../../../../renderer/editor/geometry.ts';
import { cases } from '../../../support/slow.ts';

const WIDTH = 560;
const gutters: Gutters = {
  brackets: { near: -36, far: -54 },
  left: { near: -3.5, far: -7.5 },
  right: { near: WIDTH + 6, far: WIDTH + 48 },
};

/** Returns the lines of a page whose ink is `ink` high and `gap` apart; the word boxes span the whole line. */
function page(count: number, ink = 20, gap = 9): Box[] {
  return Array.from({ length: count }, (_, i) => ({
    left: 0,
    right: WIDTH,
    top: 20 + i * (ink + gap),
    bottom: 20 + i * (ink + gap) + ink,
  }));
}

const lineCount = 12;
const place = fc.oneof(
  fc.record({
    at: fc.constant('text' as const),
    line: fc.nat(lineCount - 1),
    x: fc.integer({ min: 4, max: WIDTH - 4 }),
  }),
  fc.record({ at: fc.constant('margin' as const), y: fc.integer({ min: 20, max: 350 }) }),
  fc.record({ at: fc.constant('edge' as const), down: fc.boolean() }),
  fc.record({ at: fc.constant('away' as const) }),
);
type Place = typeof place extends fc.Arbitrary<infer Value> ? Value : never;

/** Returns whether a straight segment passes through the inside of a box; touching its edge is allowed. */
function crosses(a: Point, b: Point, box: Box): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  return right > box.left && left < box.right && bottom > box.top && top < box.bottom;
}

const stretches = (points: readonly Point[]): [Point, Point][] =>
  points.slice(1).map((point, i) => [points[i]!, point]);

function requestsOn(lines: readonly Box[], pairs: readonly (readonly [Place, Place])[]): ArcRequest[] {
  const channels = channelsOf(lines);
  const anchor = (each: Place): Anchor => {
    if (each.at === 'text') return { at: 'text', line: channels[each.line]!, x: each.x };
    if (each.at === 'margin') return { at: 'margin', x: -16, y: each.y };
    if (each.at === 'away') return { at: 'away' };
    return each.down ? { at: 'edge', y: 500, past: 400 } : { at: 'edge', y: -80, past: -40 };
  };
  return pairs.map(([from, to], i) => ({ id: String(i), from: anchor(from), to: anchor(to) }));
}

const seen = ({ at }: Place) => at === 'text' || at === 'margin';

describe('routing', () => {
  test('no stretch of any arc goes through a word, and all run straight along or down', () => {
    const pairs = fc.array(
      fc.tuple(place, place).filter(([a, b]) => seen(a) || seen(b)),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(pairs, fc.integer({ min: 2, max: 14 }), (chosen, gap) => {
        const lines = page(lineCount, 20, gap);
        for (const { points } of routeArcs(requestsOn(lines, chosen), gutters)) {
          expect(points.length).toBeGreaterThan(1);
          for (const [a, b] of stretches(points)) {
            expect(a.x === b.x || a.y === b.y, `${JSON.stringify([a, b])} is slanted`).toBe(true);
            for (const box of lines)
              expect(crosses(a, b, box), `${JSON.stringify([a, b])} over ${JSON.stringify(box)}`).toBe(false);
          }
        }
      }),
      { numRuns: cases(300) },
    );
  });

  test('an arc ends where its ends are', () => {
    const lines = page(6);
    const [first, second] = channelsOf(lines);
    const [{ points } = { points: [] }] = routeArcs(
      requestsOn(lines, [
        [
          { at: 'text', line: 0, x: 100 },
          { at: 'text', line: 1, x: 300 },
        ],
      ]),
      gutters,
    );
    expect(points[0]).toEqual({ x: 100, y: first!.bottom });
    expect(points.at(-1)).toEqual({ x: 300, y: second!.bottom });
  });

  test('on one line it stays in the channel above it', () => {
    const lines = page(3);
    const [{ points } = { points: [] }] = routeArcs(
      requestsOn(lines, [
        [
          { at: 'text', line: 1, x: 400 },
          { at: 'text', line: 1, x: 100 },
        ],
      ]),
      gutters,
    );
    expect(points).toHaveLength(4);
    for (const { y } of points) {
      expect(y).toBeGreaterThan(lines[0]!.bottom);
      expect(y).toBeLessThanOrEqual(lines[1]!.top);
    }
  });

  test('words near the right end of their lines are linked on the right, brackets on the left', () => {
    const lines = page(6);
    const [text, claims] = routeArcs(
      requestsOn(lines, [
        [
          { at: 'text', line: 0, x: 500 },
          { at: 'text', line: 3, x: 450 },
        ],
        [
          { at: 'margin', y: 60 },
          { at: 'margin', y: 140 },
        ],
      ]),
      gutters,
    );
    expect(Math.max(...text!.points.map(({ x }) => x))).toBe(gutters.right.near);
    expect(Math.min(...claims!.points.map(({ x }) => x))).toBe(gutters.brackets.near);
    expect(claims!.label).toMatchObject({ vertical: true, y: 100, x: gutters.brackets.near });
  });

  test('arcs that run beside one another have lanes of their own while there is room', () => {
    const lines = page(12);
    const routes = routeArcs(
      requestsOn(
        lines,
        Array.from({ length: 6 }, (_, i) => [
          { at: 'margin', y: 30 + i } as const,
          { at: 'margin', y: 300 - i } as const,
        ]),
      ),
      gutters,
    );
    const lanes = routes.map(({ points }) => points[1]!.x);
    expect(new Set(lanes).size).toBe(6);
    for (const x of lanes) {
      expect(x).toBeLessThanOrEqual(gutters.brackets.near);
      expect(x).toBeGreaterThanOrEqual(gutters.brackets.far);
    }
  });

  test('an end in another document is a stub, one out of sight leads to the edge', () => {
    const lines = page(6);
    const [away, edge] = routeArcs(
      requestsOn(lines, [
        [{ at: 'margin', y: 60 }, { at: 'away' }],
        [
          { at: 'edge', down: true },
          { at: 'margin', y: 60 },
        ],
      ]),
      gutters,
    );
    expect(away!.points.at(-1)!.y).toBeLessThan(100);
    expect(edge!.points[0]!.y).toBe(500);
  });
});

describe('routing again', () => {
  const lines = page(lineCount);
  const channels = channelsOf(lines);
  const text = (line: number, x: number): Anchor => ({ at: 'text', line: channels[line]!, x });
  const margin = (y: number): Anchor => ({ at: 'margin', x: -16, y });
  const arc = (id: string, from: Anchor, to: Anchor): ArcRequest => ({ id, from, to });

  test('arcs whose ends are where they were keep their routes, whatever comes and goes', () => {
    const router = new Router();
    const first = [arc('a', text(0, 100), text(3, 300)), arc('b', margin(40), margin(200))];
    const [a, b] = router.route(first, gutters);
    const [b2, c] = router.route(
      [arc('b', margin(40), margin(200)), arc('c', margin(60), margin(120))],
      gutters,
    );
    expect(b2).toBe(b);
    // The shorter one is added later and still gets its own lane.
    expect(c!.points[1]!.x).not.toBe(b!.points[1]!.x);
    const [again] = router.route(first, gutters);
    expect(again).not.toBe(a);
    expect(again).toEqual(a);
  });

  test('arcs whose ends are elsewhere are laid anew', () => {
    const changes: readonly [Anchor, Anchor][] = [
      [margin(40), margin(41)],
      [text(2, 100), text(2, 101)],
      [text(2, 100), text(3, 100)],
      [text(2, 100), { at: 'text', line: { ...channels[2]! }, x: 100 }],
      [text(2, 100), { at: 'away' }],
      [{ at: 'away' }, text(2, 100)],
      [{ at: 'edge', y: 1600, past: 400 }, text(11, 100)],
    ];
    for (const [before, after] of changes) {
      const router = new Router();
      const [old] = router.route([arc('a', text(0, 200), before)], gutters);
      expect(router.route([arc('a', text(0, 200), after)], gutters)[0]).not.toBe(old);
      expect(router.route([arc('a', after, text(0, 200))], gutters)[0]!.points[0]).not.toEqual(
        old!.points[0],
      );
    }
  });

  test('an end out of sight holds as long as it lies beyond what is drawn', () => {
    const to = (past: number): ArcRequest[] => [arc('a', text(1, 50), { at: 'edge', y: past + 1200, past })];
    const router = new Router();
    const [old] = router.route(to(400), gutters);
    expect(router.route(to(900), gutters)[0]).toBe(old);
    expect(router.route(to(1600), gutters)[0]).toBe(old);
    expect(router.route(to(1601), gutters)[0]).not.toBe(old);
    // Words above the viewport are out of sight as well, and their arcs still end at their position.
    const left = new Router();
    const [shown] = left.route([arc('a', text(1, 50), text(8, 90))], gutters);
    const up = (past: number): Anchor => ({ at: 'edge', y: past - 1200, past });
    expect(left.route([arc('a', up(lines[1]!.top + 1), text(8, 90))], gutters)[0]).toBe(shown);
    expect(left.route([arc('a', up(lines[1]!.top - 1), text(8, 90))], gutters)[0]).not.toBe(shown);
  });

  test('where the gutters are elsewhere, all arcs are laid anew', () => {
    const router = new Router();
    const [old] = router.route([arc('a', margin(40), margin(200))], gutters);
    const wider = { ...gutters, brackets: { near: -40, far: -58 } };
    expect(router.route([arc('a', margin(40), margin(200))], wider)[0]!.points[1]!.x).not.toBe(
      old!.points[1]!.x,
    );
  });
});

describe('rounded paths', () => {
  test('corners become curves and the ends stay', () => {
    expect(
      roundedPath(
        [
          { x: 0, y: 0 },
          { x: 0, y: 10 },
          { x: 20, y: 10 },
        ],
        4,
      ),
    ).toBe('M0 0L0 6Q0 10 4 10L20 10');
  });

  test('a corner without room is left as it is', () => {
    expect(
      roundedPath(
        [
          { x: 0, y: 0 },
          { x: 0, y: 0.2 },
          { x: 5, y: 0.2 },
        ],
        4,
      ),
    ).toBe('M0 0L0 0.2L5 0.2');
    expect(roundedPath([], 4)).toBe('');
  });
});
