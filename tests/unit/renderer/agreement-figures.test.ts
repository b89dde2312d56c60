import { expect, test } from 'vitest';
import { casesOf, findingOf, worstFirst } from '../../../renderer/features/agreement/figures.ts';
import { scoreOf } from '../../../shared/comparison/scores.ts';

const score = (correct: number, source: number, target: number) =>
  scoreOf({ correct, recalled: correct, source, target });
const empty = { micro: score(0, 0, 0), macro: { precision: 0, recall: 0, f1: 0 } };
const report = (types: Parameters<typeof worstFirst>[0]) =>
  ({
    source: { name: 'probe' },
    target: { name: 'Ada' },
    agreement: { agreed: 30, cases: 40 },
    exact: { ...empty, types },
  }) as unknown as Parameters<typeof findingOf>[0];

test('the worst type comes first, and types with few cases last', () => {
  const ranked = worstFirst({
    good: score(9, 10, 10),
    rare: score(0, 4, 5),
    bad: score(2, 12, 12),
    alsoBad: score(4, 24, 24),
  });
  expect(ranked.map(({ name, cases, isFew }) => [name, cases, isFew])).toEqual([
    ['alsoBad', 44, false],
    ['bad', 22, false],
    ['good', 11, false],
    ['rare', 9, true],
  ]);
});

test('what both sets have counts once, and overlaps in part', () => {
  expect(casesOf(score(3, 4, 5))).toBe(6);
  expect(casesOf(scoreOf({ correct: 1.5, recalled: 2.5, source: 3, target: 3 }))).toBe(5);
});

test('the first sentence states the finding', () => {
  const label = (type: string) => type.toUpperCase();
  expect(findingOf(report({ person: score(9, 10, 10), org: score(6, 12, 12) }), 'exact', label)).toBe(
    '“probe” and “Ada” agree at 30 of 40 positions (75 %). They differ most in ORG: F1 50.0 % of 18 cases.',
  );
  expect(findingOf(report({ person: score(10, 10, 10) }), 'exact', label)).toContain('do not differ');
  expect(findingOf(report({ person: score(1, 2, 2) }), 'exact', label)).toContain('No type has 10 cases');
});
