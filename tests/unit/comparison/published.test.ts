import { describe, expect, test } from 'vitest';
import { Comparison } from '../../../shared/comparison/comparison.ts';
import { matchSpans } from '../../../shared/comparison/match.ts';
import { credit, MEASURES, type Measure } from '../../../shared/comparison/measure.ts';
import { finish, fromTags, side, spans } from '../../support/compared.ts';

function compare(documents: readonly { truth: ReturnType<typeof side>; found: ReturnType<typeof side> }[]) {
  const comparison = new Comparison();
  for (const { truth, found } of documents) comparison.addDocument(found, truth);
  return finish(comparison.result());
}

describe('seqeval', () => {
  // README of seqeval 1.2.2, https://github.com/chakki-works/seqeval: f1_score 0.50, and the report per type.
  test('the example of its README', () => {
    const { exact } = compare([
      {
        truth: fromTags(['O', 'O', 'O', 'B-MISC', 'I-MISC', 'I-MISC', 'O']),
        found: fromTags(['O', 'O', 'B-MISC', 'I-MISC', 'I-MISC', 'I-MISC', 'O']),
      },
      { truth: fromTags(['B-PER', 'I-PER', 'O']), found: fromTags(['B-PER', 'I-PER', 'O']) },
    ]).spans;
    expect(exact.micro).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(exact.macro).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(exact.types['MISC']).toMatchObject({ precision: 0, recall: 0, f1: 0, target: 1 });
    expect(exact.types['PER']).toMatchObject({ precision: 1, recall: 1, f1: 1, target: 1 });
  });

  // Changelog of seqeval 1.0.0 (pull request 61): f1_score(average=None) is array([0.5, 1.]).
  test('the example of its change log', () => {
    const { exact } = compare([
      {
        truth: fromTags(['O', 'O', 'B-MISC', 'I-MISC', 'B-MISC', 'O', 'O']),
        found: fromTags(['O', 'O', 'B-MISC', 'I-MISC', 'B-MISC', 'I-MISC', 'O']),
      },
      { truth: fromTags(['B-PER', 'I-PER', 'O']), found: fromTags(['B-PER', 'I-PER', 'O']) },
    ]).spans;
    expect(exact.types['MISC']!.f1).toBe(0.5);
    expect(exact.types['PER']!.f1).toBe(1);
    expect(exact.macro.f1).toBe(0.75);
    expect(exact.micro.f1).toBeCloseTo(2 / 3, 12);
  });
});

// The scenarios of SemEval-2013 task 9.1 in the README of nervaluate, https://github.com/MantisAI/nervaluate (after D. S.
// Batista, https://www.davidsbatista.net/blog/2018/05/09/Named_Entity_Evaluation/). The offsets are ours, because the table
// gives only words.
const SCENARIOS = [
  { row: 'III', truth: ['BRAND 0-7'], found: [], type: 'MIS', overlap: 'MIS', bounds: 'MIS', exact: 'MIS' },
  { row: 'II', truth: [], found: ['BRAND 10-17'], type: 'SPU', overlap: 'SPU', bounds: 'SPU', exact: 'SPU' },
  {
    row: 'V',
    truth: ['DRUG 23-31'],
    found: ['DRUG 20-31'],
    type: 'COR',
    overlap: 'PAR',
    bounds: 'INC',
    exact: 'INC',
  },
  {
    row: 'IV',
    truth: ['DRUG 40-51'],
    found: ['BRAND 40-51'],
    type: 'INC',
    overlap: 'COR',
    bounds: 'COR',
    exact: 'INC',
  },
  {
    row: 'I',
    truth: ['DRUG 60-69'],
    found: ['DRUG 60-69'],
    type: 'COR',
    overlap: 'COR',
    bounds: 'COR',
    exact: 'COR',
  },
  {
    row: 'VI',
    truth: ['GROUP 75-89'],
    found: ['DRUG 70-89'],
    type: 'INC',
    overlap: 'PAR',
    bounds: 'INC',
    exact: 'INC',
  },
] as const;

describe('SemEval-2013 task 9.1', () => {
  test.each(SCENARIOS)('scenario $row', (scenario) => {
    const { pairs, sourceOnly, targetOnly } = matchSpans(spans(...scenario.found), spans(...scenario.truth));
    for (const measure of MEASURES) {
      const verdict =
        sourceOnly.length > 0 ? 'SPU' : targetOnly.length > 0 ? 'MIS' : inWords(credit(measure, pairs[0]!));
      expect(verdict, measure).toBe(scenario[measure]);
    }
  });

  // The table of totals in the example has one more correct entity than the table of scenarios.
  test('the totals of the worked example', () => {
    const scores = compare([
      {
        truth: side(...SCENARIOS.flatMap(({ truth }) => truth), 'DRUG 100-109'),
        found: side(...SCENARIOS.flatMap(({ found }) => found), 'DRUG 100-109'),
      },
    ]).spans;
    const published: Record<Measure, number> = { type: 0.5, overlap: 4 / 6, bounds: 0.5, exact: 2 / 6 };
    for (const measure of MEASURES) {
      expect(scores[measure].micro.precision, measure).toBeCloseTo(published[measure], 12);
      expect(scores[measure].micro.recall, measure).toBeCloseTo(published[measure], 12);
      expect(scores[measure].micro.f1, measure).toBeCloseTo(published[measure], 12);
    }
  });
});

function inWords(value: number): string {
  return value === 1 ? 'COR' : value === 0.5 ? 'PAR' : 'INC';
}
