import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComparedSpan } from '../../../shared/comparison/compared.ts';
import { Comparison } from '../../../shared/comparison/comparison.ts';
import { expanded, intervalsOf } from '../../../shared/comparison/intervals.ts';
import { MEASURES } from '../../../shared/comparison/measure.ts';
import { seededRandom } from '../../../shared/comparison/random.ts';
import { normalTail, studentQuantile } from '../../../shared/comparison/student.ts';
import { Tally } from '../../../shared/comparison/tally.ts';
import { finish, side, spans } from '../../support/compared.ts';

type Documents = readonly (readonly [source: string[], target: string[]])[];

function compare(documents: Documents, samples = 200) {
  const comparison = new Comparison();
  for (const [source, target] of documents) comparison.addDocument(side(...source), side(...target));
  return finish(comparison.result({ samples, seed: 7, level: 0.95 }));
}

describe('scores, counted by hand', () => {
  const {
    spans: scores,
    confusion,
    agreement,
    documents,
  } = compare([
    // right, wrong type, wrong bounds, invented
    [
      ['PER 0-5', 'ORG 10-15', 'PER 20-25', 'PER 90-95'],
      ['PER 0-5', 'PER 10-15', 'PER 20-29', 'LOC 40-45'],
    ],
    [['ORG 0-5'], ['ORG 0-5']],
    [['LOC 0-5'], []],
  ]);

  test('micro', () => {
    expect(scores.exact.micro).toMatchObject({
      precision: 2 / 6,
      recall: 2 / 5,
      source: 6,
      target: 5,
      correct: 2,
    });
    // Correct words: three whole spans, one half.
    expect(scores.overlap.micro).toMatchObject({ precision: 3.5 / 6, recall: 3.5 / 5 });
    expect(scores.type.micro).toMatchObject({ precision: 3 / 6, recall: 3 / 5 });
    expect(scores.bounds.micro).toMatchObject({ precision: 3 / 6, recall: 3 / 5 });
  });

  test('per type and macro', () => {
    expect(scores.exact.types['PER']).toMatchObject({ precision: 1 / 3, recall: 1 / 3, undefined: [] });
    expect(scores.exact.types['ORG']).toMatchObject({ precision: 1 / 2, recall: 1 });
    expect(scores.exact.types['LOC']).toMatchObject({ precision: 0, recall: 0, f1: 0 });
    expect(scores.exact.macro.f1).toBeCloseTo((1 / 3 + 2 / 3 + 0) / 3, 12);
    // An ORG in place of a PER: the words are correct, so they count for the precision of ORG and the recall of PER.
    expect(scores.overlap.types['ORG']).toMatchObject({ precision: 1, recall: 1, correct: 2, recalled: 1 });
    expect(scores.overlap.types['PER']).toMatchObject({ precision: 1.5 / 3, recall: 2.5 / 3 });
  });

  test('confusion with missed and invented', () => {
    expect(confusion.types).toEqual(['LOC', 'ORG', 'PER']);
    expect(confusion.cells).toEqual([
      { target: 'LOC', source: null, count: 1 },
      { target: 'ORG', source: 'ORG', count: 1 },
      { target: 'PER', source: 'ORG', count: 1 },
      { target: 'PER', source: 'PER', count: 2 },
      { target: null, source: 'LOC', count: 1 },
      { target: null, source: 'PER', count: 1 },
    ]);
  });

  test('agreement and coverage', () => {
    expect(agreement).toMatchObject({ cases: 7, agreed: 2, both: 4, sameType: 3 });
    expect(agreement.observed).toBeCloseTo(2 / 7, 12);
    // Agreement by chance: source PER 2/4, ORG 2/4; target PER 3/4, ORG 1/4.
    expect(agreement.kappa).toBeCloseTo((3 / 4 - 1 / 2) / (1 - 1 / 2), 12);
    expect(documents).toEqual({ compared: 3, both: 2, sourceOnly: 1, targetOnly: 0 });
  });
});

describe('nothing to divide by', () => {
  test('is 0, and told', () => {
    const { spans: scores, intervals, scores: report, agreement } = compare([[['PER 0-5'], []]]);
    expect(scores.exact.micro).toMatchObject({ precision: 0, recall: 0, f1: 0, undefined: ['recall'] });
    expect(intervals).toBeNull();
    expect(report).toBeNull();
    expect(agreement.kappa).toBeNull();
    const none = compare([]);
    expect(none.spans.exact.micro.undefined).toEqual(['precision', 'recall', 'f1']);
    expect(none.spans.exact.macro.f1).toBe(0);
    expect(none.agreement.observed).toBe(0);
  });

  test('two sets without words in common have a kappa of null, and one type too', () => {
    expect(compare([[['PER 0-5'], ['PER 10-15']]]).agreement.kappa).toBeNull();
    expect(compare([[['PER 0-5'], ['PER 0-5']]]).agreement.kappa).toBeNull();
  });
});

describe('intervals', () => {
  const documents: Documents = Array.from({ length: 40 }, (_, i): [string[], string[]] => [
    i % 4 === 0 ? ['PER 0-6', 'ORG 10-15'] : ['PER 0-5', 'ORG 10-15'],
    ['PER 0-5', 'ORG 10-15'],
  ]);

  test('hold the score, are the same for a seed, and are about as wide as the binomial says', () => {
    const { intervals, spans: scores } = compare(documents, 1_000);
    const [low, high] = intervals!.measures.exact.types['PER']!.f1;
    const f1 = scores.exact.types['PER']!.f1;
    expect(f1).toBe(0.75);
    expect(low).toBeLessThan(f1);
    expect(high).toBeGreaterThan(f1);
    // One PER per document: the normal approximation is ± 1.96 · √(0.75 · 0.25 / 40) = ± 0.134.
    expect(high - low).toBeGreaterThan(0.2);
    expect(high - low).toBeLessThan(0.34);
    expect(compare(documents, 1_000).intervals).toEqual(intervals);
  });

  test('of a few documents hold the score of all nearly as often as they say', () => {
    const random = seededRandom(11);
    const share = () => random(1_000_000) / 1_000_000;
    // Articles of 2 to 26 spans with different shares of correct ones; 0.75 on average.
    const article = () => ({ spans: 2 + random(25), right: 0.5 + share() / 2 });
    const coverage = (documents: number, draws: number) => {
      let held = 0;
      for (let draw = 0; draw < draws; draw++) {
        const tally = new Tally();
        for (let i = 0; i < documents; i++) {
          const { spans, right } = article();
          tally.nextDocument();
          for (let n = 0; n < spans; n++)
            if (share() < right) tally.addPair('PER', 'PER', { sameType: true, sameBounds: true });
            else {
              tally.addInvented('PER');
              tally.addMissed('PER');
            }
        }
        const [low, high] = finish(intervalsOf(tally, { samples: 400, seed: draw + 1, level: 0.95 }))!
          .measures.exact.micro.f1;
        if (low <= 0.75 && 0.75 <= high) held++;
      }
      return held / draws;
    };
    // Here, the plain middle 95 % of the draws contains it in only 87 % of the cases.
    expect(coverage(8, 400)).toBeGreaterThan(0.91);
    expect(coverage(30, 150)).toBeGreaterThan(0.91);
  });

  test('have more of the draws between their bounds, the fewer documents there are, and say when there are few', () => {
    expect(expanded(0.95, 2)).toBeGreaterThan(0.9999);
    // Student's t with 7 degrees of freedom is 2.3646; multiplied by √(8/7), it leaves 0.574 % on either side of the normal
    // curve.
    expect(expanded(0.95, 8)).toBeCloseTo(0.98853, 4);
    expect(expanded(0.95, 2_000)).toBeCloseTo(0.9502, 3);
    expect(studentQuantile(0.95, 1)).toBeCloseTo(12.7062, 3);
    expect(studentQuantile(0.95, 9)).toBeCloseTo(2.2622, 4);
    expect(studentQuantile(0.99, 30)).toBeCloseTo(2.75, 3);
    expect(normalTail(1.959964)).toBeCloseTo(0.025, 6);
    expect(compare(documents.slice(0, 9)).intervals).toMatchObject({ few: true, documents: 9 });
    expect(compare(documents.slice(0, 10)).intervals).toMatchObject({ few: false });
  });

  test('have no width where all documents are alike', () => {
    expect(compare(documents).intervals!.measures.exact.types['ORG']!.f1).toEqual([1, 1]);
  });

  test('of a type leave out draws without it', () => {
    const { intervals } = compare([...documents, [['LAW 50-55'], ['LAW 50-55']]]);
    expect(intervals!.measures.exact.types['LAW']!.f1).toEqual([1, 1]);
  });

  test('are as wide when documents are resampled in groups', () => {
    const many: Documents = Array.from({ length: 4_500 }, (_, i): [string[], string[]] => [
      [i % 3 === 0 ? 'PER 0-6' : 'PER 0-5'],
      ['PER 0-5'],
    ]);
    const { intervals } = compare(many, 600);
    expect(intervals).toMatchObject({ documents: 4_500, units: 2_000 });
    const [low, high] = intervals!.measures.exact.micro.f1;
    // 2 · 1.96 · √(2/3 · 1/3 / 4500) = 0.0275; dealing the cases out in turn changes it slightly.
    expect(high - low).toBeGreaterThan(0.014);
    expect(high - low).toBeLessThan(0.041);
  });
});

describe('scores of the model', () => {
  test('calibration and thresholds, counted by hand', () => {
    const { scores } = compare([
      [
        ['PER 0-5 @0.95', 'PER 10-15 @0.85', 'PER 20-25 @0.85', 'ORG 30-35 @0.29', 'ORG 40-45'],
        ['PER 0-5', 'PER 10-15', 'ORG 30-36'],
      ],
    ]);
    expect(scores!.all.count).toBe(4);
    expect(scores!.all.bins[8]).toMatchObject({ count: 2, right: 1 });
    expect(scores!.all.bins[8]!.meanScore).toBeCloseTo(0.85, 12);
    expect(scores!.all.bins[9]).toMatchObject({ count: 1, right: 1 });
    expect(scores!.all.bins[2]).toMatchObject({ count: 1, right: 0 });
    // |0.95 − 1| · ¼ + |0.85 − ½| · ½ + |0.29 − 0| · ¼
    expect(scores!.all.expectedError).toBeCloseTo(0.05 / 4 + 0.35 / 2 + 0.29 / 4, 12);
    expect(scores!.all.brier).toBeCloseTo((0.05 ** 2 + 0.15 ** 2 + 0.85 ** 2 + 0.29 ** 2) / 4, 12);
    const at = (type: string, threshold: number) =>
      scores!.thresholds.types[type]!.find((step) => step.threshold === threshold);
    expect(at('PER', 0.9)).toEqual({ threshold: 0.9, accepted: 1, right: 1 });
    expect(at('PER', 0.85)).toEqual({ threshold: 0.85, accepted: 3, right: 2 });
    expect(at('ORG', 0.3)).toEqual({ threshold: 0.3, accepted: 0, right: 0 });
    expect(at('ORG', 0.25)).toEqual({ threshold: 0.25, accepted: 1, right: 0 });
    expect(scores!.thresholds.all[0]).toEqual({ threshold: 0, accepted: 4, right: 2 });
  });

  test('scores of 0 and 1 have a bin', () => {
    const { scores } = compare([[['A 0-1 @1', 'A 2-3 @0'], ['A 0-1']]]);
    expect(scores!.all).toMatchObject({ expectedError: 0, brier: 0 });
  });
});

describe('claims and relations', () => {
  const people = (prefix: string, ends: readonly number[]): ComparedSpan[] =>
    ends.map((end, i) => ({ id: `${prefix}${i}`, type: 'PER', group: 'e', fragments: [[i * 20, end]] }));

  test('slots are compared within claims that stand for each other', () => {
    const comparison = new Comparison();
    const claim = (id: string, start: number, slots: ComparedSpan['slots']): ComparedSpan => ({
      id,
      type: 'CLAIM',
      group: 'c',
      fragments: [[start, start + 30]],
      slots: slots!,
    });
    comparison.addDocument(
      {
        relations: [],
        spans: [
          ...people('s', [5, 25]),
          { id: 'cue', type: 'CUE', fragments: [[7, 11]], owner: 'sc' },
          claim('sc', 100, [
            { slot: 'claimer', filler: { span: 's0' } },
            { slot: 'cue', filler: { span: 'cue' } },
            { slot: 'object', filler: { value: 'text:trade' } },
            { slot: 'time', filler: { value: 'empty:not stated' } },
          ]),
          claim('sd', 200, [{ slot: 'claimer', filler: { span: 's1' } }]),
        ],
      },
      {
        relations: [],
        spans: [
          ...people('t', [5, 28]),
          { id: 'tcue', type: 'CUE', fragments: [[7, 12]], owner: 'tc' },
          // The bounds differ from those of the source's claim, but it counts as the same claim.
          claim('tc', 110, [
            { slot: 'claimer', filler: { span: 't0' } },
            { slot: 'cue', filler: { span: 'tcue' } },
            { slot: 'object', filler: { value: 'text:tariffs' } },
            { slot: 'time', filler: { value: 'empty:not stated' } },
          ]),
          claim('td', 300, [{ slot: 'claimer', filler: { span: 't1' } }]),
        ],
      },
    );
    const { slots, spans: scores, confusion } = finish(comparison.result());
    expect(slots.exact.types['claimer']).toMatchObject({ correct: 1, source: 2, target: 2 });
    expect(slots.exact.types['cue']).toMatchObject({ correct: 0, source: 1, target: 1 });
    expect(slots.overlap.types['cue']).toMatchObject({ correct: 0.5 });
    expect(slots.type.types['cue']).toMatchObject({ correct: 1 });
    expect(slots.exact.types['object']).toMatchObject({ correct: 0, source: 1, target: 1 });
    expect(slots.exact.types['time']).toMatchObject({ correct: 1 });
    expect(slots.exact.micro).toMatchObject({ correct: 2, source: 5, target: 5 });
    // Cues are not counted as spans of their own.
    expect(scores.exact.types['CUE']).toBeUndefined();
    expect(confusion.types).toEqual(['CLAIM', 'PER']);
  });

  test('a mention stands for the entity it links to', () => {
    const comparison = new Comparison();
    const claim = (
      id: string,
      filler: NonNullable<ComparedSpan['slots']>[number]['filler'],
    ): ComparedSpan => ({
      id,
      type: 'CLAIM',
      fragments: [[50, 90]],
      slots: [{ slot: 'claimer', filler }],
    });
    const [mention] = spans('PER 0-5');
    comparison.addDocument(
      { relations: [], spans: [{ ...mention!, id: 'm', entities: ['ada'] }, claim('s', { span: 'm' })] },
      { relations: [], spans: [claim('t', { value: 'entity:ada' })] },
    );
    const { slots } = finish(comparison.result());
    expect(slots.type.micro).toMatchObject({ precision: 1, recall: 1 });
    expect(slots.exact.micro).toMatchObject({ precision: 0, recall: 0 });
  });

  test('relations are compared by their ends, direction and type', () => {
    const comparison = new Comparison(new Set(['s0']));
    const relation = (id: string, type: string, from: string, to: string) =>
      ({ id, type, ends: 'span', from, to }) as const;
    comparison.addDocument(
      {
        spans: people('s', [5, 25, 45]),
        relations: [
          relation('1', 'supports', 's0', 's1'),
          relation('2', 'refutes', 's1', 's2'),
          relation('3', 'supports', 's2', 's0'),
        ],
      },
      {
        spans: people('t', [5, 25, 48]),
        relations: [
          relation('4', 'supports', 't0', 't1'),
          relation('5', 'supports', 't1', 't2'),
          relation('6', 'supports', 't0', 't2'),
        ],
      },
    );
    comparison.addLoose(
      [{ id: '7', type: 'part-of', ends: 'entity', from: 'x', to: 'y' }],
      [{ id: '8', type: 'part-of', ends: 'entity', from: 'x', to: 'y' }],
    );
    const { relations } = finish(comparison.result());
    expect(relations.exact.micro).toMatchObject({ correct: 2, source: 4, target: 4 });
    // refutes instead of supports, one end with other bounds: half for the ends, nothing for the type.
    expect(relations.overlap.micro).toMatchObject({ correct: 2.5 });
    expect(relations.type.micro).toMatchObject({ correct: 2 });
    expect(relations.exact.types['refutes']).toMatchObject({ correct: 0, source: 1, target: 0 });
  });
});

const line = fc
  .tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 6 }))
  .map(([type, start, length]) => `${type} ${start}-${start + length}`);
const document = fc.tuple(fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 8 }));

describe('properties', () => {
  test('swapping the sets swaps precision and recall and keeps F1', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 4 }), (documents) => {
        const one = compare(documents, 2).spans;
        const other = compare(
          documents.map(([source, target]) => [target, source]),
          2,
        ).spans;
        for (const measure of MEASURES) {
          expect(other[measure].micro.precision).toBeCloseTo(one[measure].micro.recall, 12);
          expect(other[measure].micro.recall).toBeCloseTo(one[measure].micro.precision, 12);
          expect(other[measure].micro.f1).toBeCloseTo(one[measure].micro.f1, 12);
          for (const [type, score] of Object.entries(one[measure].types))
            expect(other[measure].types[type]!.precision).toBeCloseTo(score.recall, 12);
        }
      }),
    );
  });

  test('exact is never above type or bounds, nor bounds above overlap', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 4 }), (documents) => {
        const { exact, type, bounds, overlap } = compare(documents, 2).spans;
        expect(exact.micro.f1).toBeLessThanOrEqual(type.micro.f1);
        expect(exact.micro.f1).toBeLessThanOrEqual(bounds.micro.f1);
        expect(bounds.micro.f1).toBeLessThanOrEqual(overlap.micro.f1);
      }),
    );
  });

  test('the exact score is what a plain count of identical spans gives, and the matrix adds up', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 4 }), (documents) => {
        let correct = 0;
        for (const [source, target] of documents) {
          const left = [...target];
          for (const one of source) {
            const at = left.indexOf(one);
            if (at >= 0) left.splice(at, 1);
            if (at >= 0) correct++;
          }
        }
        const { spans: scores, confusion } = compare(documents, 2);
        expect(scores.exact.micro.correct).toBe(correct);
        const sum = (side: 'source' | 'target') =>
          confusion.cells.reduce((total, cell) => total + (cell[side] === null ? 0 : cell.count), 0);
        expect(sum('source')).toBe(documents.flatMap(([source]) => source).length);
        expect(sum('target')).toBe(documents.flatMap(([, target]) => target).length);
      }),
    );
  });
});
