import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LabelComparison, type LabelledSide } from '../../../shared/comparison/labels.ts';
import {
  cohenKappa,
  jaccardDistance,
  krippendorffAlpha,
  masiDistance,
  type CodedPair,
} from '../../../shared/comparison/reliability.ts';
import type { AttributeValue } from '../../../shared/model/attributes/index.ts';
import { finish } from '../../support/compared.ts';
import { sharedFolder } from '../../support/shared-folder.ts';

/** A row for each value of the source, a column for each value of the target. */
function fromTable(table: readonly (readonly number[])[]): CodedPair[] {
  return table
    .flatMap((row, source) => row.map((count, target) => ({ source, target, count })))
    .filter(({ count }) => count > 0);
}

/** One letter for each unit. */
function fromLetters(source: string, target: string): CodedPair[] {
  return [...source].map((_, i) => ({
    source: source.charCodeAt(i),
    target: target.charCodeAt(i),
    count: 1,
  }));
}

function sideOf(values: readonly AttributeValue[], finished = true): LabelledSide {
  return { labels: new Map(values.length > 0 ? [['topic', values]] : []), finished };
}

type Sides = readonly [LabelledSide, LabelledSide];

function compare(documents: readonly Sides[], many = false) {
  const comparison = new LabelComparison([{ name: 'topic', many, listed: true }]);
  for (const [source, target] of documents) comparison.addDocument(source, target);
  return finish(comparison.result())['topic']!;
}

/** Documents from two rows of words: several values are joined by “+”, “-” is none. */
function documentsOf(source: string, target: string, finished = true): Sides[] {
  const read = (row: string) =>
    row.split(' ').map((word) => sideOf(word === '-' ? [] : word.split('+'), finished));
  const [sources, targets] = [read(source), read(target)];
  return sources.map((side, i) => [side, targets[i]!]);
}

describe('published figures', () => {
  test('kappa of Cohen 1960', () => {
    const table = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    expect(cohenKappa(fromTable(table))).toBeCloseTo(0.491525, 6);
  });

  test('kappa of a table in which one value prevails (Feinstein and Cicchetti 1990, Gwet)', () => {
    const table = [
      [118, 5],
      [2, 0],
    ];
    expect(cohenKappa(fromTable(table))).toBeCloseTo(-0.023392, 6);
  });

  // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", sections A and B.
  test('alpha of two observers with two values', () => {
    expect(krippendorffAlpha(fromLetters('0100000010', '1110010000'))).toBeCloseTo(0.095, 3);
  });

  test('alpha of two observers with five values', () => {
    expect(krippendorffAlpha(fromLetters('aabbdcccedda', 'babbbccceddd'))).toBeCloseTo(0.692, 3);
  });

  // Passonneau 2006: 1, 2/3, 1/3 and 0 times the Jaccard similarity.
  test.each([
    ['ab', 'ab', 0],
    ['a', 'ab', 2 / 3],
    ['ab', 'bc', 8 / 9],
    ['a', 'b', 1],
    ['', 'a', 1],
    ['', '', 0],
  ])('MASI distance of {%s} and {%s}', (a, b, distance) => {
    expect(masiDistance(new Set(a), new Set(b))).toBeCloseTo(distance, 12);
    expect(masiDistance(new Set(b), new Set(a))).toBeCloseTo(distance, 12);
  });

  const gwet = join(sharedFolder(), 'oracles/gwet');
  test('tables of irrCAC have the observed agreement that it computed', (context) => {
    if (!existsSync(gwet)) return context.skip('the oracles are not beside the project');
    for (const file of ['fixture_01_paradox_2x2', 'fixture_02_cohen_ex1', 'fixture_03_cohen_ex2']) {
      const { table, cases } = JSON.parse(readFileSync(join(gwet, `${file}.json`), 'utf8')) as {
        table: number[][];
        cases: { measure: string; pa: number }[];
      };
      const documents = fromTable(table).flatMap(({ source, target, count }) =>
        Array.from({ length: count }, (): Sides => [sideOf([`v${source}`]), sideOf([`v${target}`])]),
      );
      expect(compare(documents).measures.observed!.value).toBeCloseTo(
        cases.find(({ measure }) => measure === 'AC1')!.pa,
        6,
      );
    }
  });
});

// Expected values: krippendorff 0.8, scikit-learn 1.9.1 (cohen_kappa_score), NLTK 3.10.4 (AnnotationTask.alpha with its masi_distance
// and jaccard_distance; with empty sets, which those divide by, a MASI distance written out).
describe('figures of other programs', () => {
  test('a label with one value, missing here and there', () => {
    const found = compare(
      documentsOf(
        'war war trade aid aid - war trade aid trade war aid',
        'war trade trade aid war aid war trade aid - war aid',
      ),
    );
    expect(found.documents).toEqual({ both: 10, agreed: 8, sourceOnly: 1, targetOnly: 1 });
    expect(found.measures.observed!.value).toBe(0.8);
    expect(found.measures.alphaNominal!.value).toBeCloseTo(0.7099236641221374, 12);
    expect(found.measures.cohenKappa).toMatchObject({ n: 10, reason: null });
    expect(found.measures.cohenKappa!.value).toBeCloseTo(0.696969696969697, 12);
    const { low, high } = found.measures.cohenKappa!;
    expect(low).toBeLessThan(0.697);
    expect(high).toBeGreaterThan(0.697);
    const byValue = Object.fromEntries(found.values.map((each) => [String(each.value), each]));
    expect(byValue['war']).toMatchObject({ source: 4, target: 4, both: 3, n: 5, prevalence: 0.4, f1: 0.75 });
    expect(byValue['war']!.kappa.value).toBeCloseTo(0.5833333333333333, 12);
    expect(byValue['trade']!.kappa.value).toBeCloseTo(0.736842105263158, 12);
    expect(byValue['aid']!.kappa.value).toBeCloseTo(0.7826086956521738, 12);
    expect(found.confusion.find(({ source, target }) => source === 'aid' && target === 'war')!.count).toBe(1);
    expect(found.confusion.reduce((sum, { count }) => sum + count, 0)).toBe(10);
  });

  const SOURCE = 'war war+aid trade trade+aid aid+trade war+aid+trade war aid war trade+war';
  const TARGET = 'war war trade+war trade+aid war+trade war+aid aid aid war+trade trade+war';
  test('a label with several values', () => {
    const { measures, documents, confusion } = compare(documentsOf(SOURCE, TARGET), true);
    expect(documents).toEqual({ both: 10, agreed: 4, sourceOnly: 0, targetOnly: 0 });
    expect(measures.jaccard!.value).toBeCloseTo(0.65, 12);
    expect(measures.alphaJaccard!.value).toBeCloseTo(0.41666666666666663, 12);
    expect(measures.alphaMasi!.value).toBeCloseTo(0.3687707641196013, 12);
    expect(measures.cohenKappa).toBeUndefined();
    expect(confusion).toEqual([]);
  });

  test('no value of a label with several is an empty set in a finished document, else missing', () => {
    const [source, target] = [`${SOURCE} - aid -`, `${TARGET} - - war`];
    const finished = compare(documentsOf(source, target), true);
    expect(finished.documents).toEqual({ both: 13, agreed: 5, sourceOnly: 0, targetOnly: 0 });
    expect(finished.measures.alphaMasi!.value).toBeCloseTo(0.3564136706613402, 12);
    expect(finished.measures.alphaJaccard!.value).toBeCloseTo(0.3978102189781024, 12);
    const open = compare(documentsOf(source, target, false), true);
    expect(open.documents).toEqual({ both: 10, agreed: 4, sourceOnly: 1, targetOnly: 1 });
    expect(open.measures.alphaMasi!.value).toBeCloseTo(0.3687707641196013, 12);
    // With one value, a finished document without it is missing all the same.
    expect(compare(documentsOf('a - b', 'a b -')).documents).toEqual({
      both: 1,
      agreed: 1,
      sourceOnly: 1,
      targetOnly: 1,
    });
  });
});

describe('undefined figures explain themselves', () => {
  test('nothing shared', () => {
    const { measures, documents, values } = compare(documentsOf('war - aid', '- war -'));
    expect(documents).toEqual({ both: 0, agreed: 0, sourceOnly: 2, targetOnly: 1 });
    for (const measure of Object.values(measures))
      expect(measure).toEqual({ value: null, low: null, high: null, n: 0, reason: 'nothing-shared' });
    expect(values).toEqual([]);
  });

  test('only one value', () => {
    for (const many of [false, true]) {
      const { measures } = compare(documentsOf('war war war', 'war war war'), many);
      for (const [name, { value, reason, n }] of Object.entries(measures)) {
        const isRate = name === 'observed' || name === 'jaccard';
        expect({ value, reason, n }).toEqual({
          value: isRate ? 1 : null,
          reason: isRate ? null : 'one-value',
          n: 3,
        });
      }
    }
  });

  test('a label that nobody uses has no figures', () => {
    const comparison = new LabelComparison([{ name: 'topic', many: true, listed: true }]);
    comparison.addDocument(sideOf([]), sideOf([]));
    expect(finish(comparison.result())).toEqual({});
  });
});

/** Alpha from its definition: all pairs of values within units, and all pairs of values at all. */
function alphaByPairs(
  units: readonly (readonly [string, string])[],
  distance: (a: string, b: string) => number,
) {
  const all = units.flat();
  const sum = (values: readonly string[]) =>
    values.reduce(
      (total, a, i) => total + values.reduce((each, b, j) => each + (i === j ? 0 : distance(a, b)), 0),
      0,
    );
  const observed = units.reduce((total, unit) => total + sum(unit), 0) / all.length;
  const expected = sum(all) / (all.length * (all.length - 1));
  return expected === 0 ? null : 1 - observed / expected;
}

test('alpha, and its symmetry, on random documents', () => {
  const set = fc.subarray(['a', 'b', 'c', 'd']).map((values) => values.join('+') || '-');
  fc.assert(
    fc.property(fc.array(fc.tuple(set, set), { minLength: 1, maxLength: 12 }), (units) => {
      const rows = [0, 1].map((side) => units.map((unit) => unit[side]!).join(' '));
      const found = compare(documentsOf(rows[0]!, rows[1]!), true) as ReturnType<typeof compare> | undefined;
      if (!found) return expect(units.flat().every((each) => each === '-')).toBe(true);
      const setOf = (each: string) => new Set(each === '-' ? [] : each.split('+'));
      for (const [name, distance] of [
        ['alphaJaccard', jaccardDistance],
        ['alphaMasi', masiDistance],
      ] as const) {
        const expected = alphaByPairs(units, (a, b) => distance(setOf(a), setOf(b)));
        const { value } = found.measures[name]!;
        if (expected === null) expect(value).toBeNull();
        else expect(value).toBeCloseTo(expected, 9);
      }
      const swapped = compare(documentsOf(rows[1]!, rows[0]!), true);
      expect(swapped.measures.alphaMasi!.value ?? 0).toBeCloseTo(found.measures.alphaMasi!.value ?? 0, 9);
    }),
    { numRuns: 60 },
  );
});
