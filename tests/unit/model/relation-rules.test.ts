import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allowedRelations,
  findCircle,
  openRelations,
  problemOfEnds,
  wayTo,
} from '../../../shared/model/relation-rules.ts';
import { Scheme } from '../../../shared/model/scheme.ts';
import { newsScheme } from '../../../shared/presets/news.ts';

const scheme = Scheme.parse({
  name: 'Test',
  layers: [{ name: 'all', label: 'All' }],
  types: ['A', 'B'].map((name) => ({ name, label: name, layer: 'all', hue: 0 })),
  relations: [
    { name: 'directed', label: 'goes to', ends: 'span', from: ['A'], to: ['A', 'B'] },
    { name: 'even', label: 'is even with', ends: 'span', from: ['A'], to: ['B'], symmetric: true },
    { name: 'any', label: 'has to do with', ends: 'span' },
    { name: 'things', label: 'are things', ends: 'entity' },
  ],
});
const names = (from: string | undefined, to: string | undefined, ends: 'span' | 'entity' = 'span') =>
  allowedRelations(scheme, ends, from, to).map(({ type, reverse }) => `${reverse ? '-' : ''}${type.name}`);

describe('allowed relations', () => {
  test('both directions, a symmetric type once, any where nothing is said', () => {
    expect(names('A', 'B')).toEqual(['directed', 'even', 'any', '-any']);
    expect(names('B', 'A')).toEqual(['even', 'any', '-directed', '-any']);
    expect(names('A', 'A')).toEqual(['directed', 'any', '-directed', '-any']);
    expect(names('B', 'B')).toEqual(['any', '-any']);
    expect(names(undefined, 'A')).toEqual(['any', '-any']);
    expect(names('A', 'B', 'entity')).toEqual(['things', '-things']);
  });

  test('from one end: what it may start and what it may end, with what the other end must be', () => {
    const open = (type: string | undefined, ends: 'span' | 'entity' = 'span') =>
      openRelations(scheme, ends, type).map(
        (each) => `${each.reverse ? '-' : ''}${each.type.name}: ${each.others.join(' ')}`,
      );
    expect(open('A')).toEqual(['directed: A B', 'even: B', 'any: ', '-directed: A', '-any: ']);
    expect(open('B')).toEqual(['even: A', 'any: ', '-directed: A', '-any: ']);
    expect(open(undefined)).toEqual(['any: ', '-any: ']);
    expect(open('A', 'entity')).toEqual(['things: ', '-things: ']);
  });

  test('what one end leaves open is what both ends allow', () => {
    const types = [...newsScheme.types.map(({ name }) => name), undefined];
    for (const ends of ['span', 'entity'] as const) {
      for (const from of types) {
        const left = openRelations(newsScheme, ends, from);
        for (const to of types) {
          const fits = left
            .filter(({ others }) => others.length === 0 || (to !== undefined && others.includes(to)))
            .map(({ type, reverse }) => `${reverse} ${type.name}`);
          expect(fits, `${from} and ${to}`).toEqual(
            allowedRelations(newsScheme, ends, from, to).map(
              ({ type, reverse }) => `${reverse} ${type.name}`,
            ),
          );
        }
      }
    }
  });

  test('what is allowed is not refused, and the other way round', () => {
    for (const from of ['PERSON', 'CLAIM', 'GPE', undefined]) {
      for (const to of ['PERSON', 'CLAIM', 'TITLE', undefined]) {
        for (const type of newsScheme.relations) {
          const allowed = allowedRelations(newsScheme, type.ends, from, to).some(
            (each) => each.type === type && !each.reverse,
          );
          expect(
            problemOfEnds(newsScheme, type, from, to) === null,
            `${type.name} from ${from} to ${to}`,
          ).toBe(
            allowed ||
              (type.symmetric &&
                allowedRelations(newsScheme, type.ends, from, to).some((each) => each.type === type)),
          );
        }
      }
    }
  });

  test('a refusal names both ends and what is allowed', () => {
    const [directed] = scheme.relations;
    expect(problemOfEnds(scheme, directed!, 'B', undefined)).toBe(
      '“goes to” starts at A, not at B, and leads to one of A, B, not to something without a type.',
    );
  });
});

type Edge = [number, number];
const edges = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 25 });

/** Computes reachability by the Floyd–Warshall algorithm, for comparison. */
function reachable(of: readonly Edge[]): boolean[][] {
  const reach = Array.from({ length: 10 }, () => new Array<boolean>(10).fill(false));
  for (const [from, to] of of) reach[from]![to] = true;
  for (let k = 0; k < 10; k++)
    for (let i = 0; i < 10; i++) for (let j = 0; j < 10; j++) reach[i]![j] ||= reach[i]![k]! && reach[k]![j]!;
  return reach;
}

describe('circles', () => {
  test('one is found when there is one, and its edges are there', () => {
    fc.assert(
      fc.property(edges, (of) => {
        const circle = findCircle(of);
        const any = reachable(of).some((row, i) => row[i]);
        expect(circle !== null).toBe(any);
        if (!circle) return;
        expect(circle[0]).toBe(circle.at(-1));
        expect(circle.length).toBeGreaterThan(1);
        for (let i = 1; i < circle.length; i++)
          expect(of.some(([from, to]) => from === circle[i - 1] && to === circle[i])).toBe(true);
      }),
    );
  });

  test('the way is there when one can be gone, and every step of it is an edge', () => {
    fc.assert(
      fc.property(edges, fc.nat(9), fc.nat(9), (of, start, goal) => {
        const way = wayTo(start, goal, (node) => of.filter(([from]) => from === node).map(([, to]) => to));
        expect(way !== null).toBe(start === goal || reachable(of)[start]![goal]);
        if (!way) return;
        expect([way[0], way.at(-1)]).toEqual([start, goal]);
        for (let i = 1; i < way.length; i++)
          expect(of.some(([from, to]) => from === way[i - 1] && to === way[i])).toBe(true);
      }),
    );
  });

  test('a chain of 50,000 links is no matter of the call stack', () => {
    const chain: Edge[] = Array.from({ length: 50_000 }, (_, i) => [i, i + 1]);
    expect(findCircle(chain)).toBeNull();
    expect(findCircle([...chain, [50_000, 0]])).toHaveLength(50_002);
  });
});
