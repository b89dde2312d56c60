import { expect, test } from 'vitest';
import { examplesOf, nextStep, type Situation, type StepId } from '../../renderer/features/start/steps.ts';
import { blankScheme } from '../../shared/presets/blank.ts';
import { newsScheme } from '../../shared/presets/news.ts';

const none = {
  tagged: [],
  linked: false,
  filled: [],
  proposals: true,
  accepted: false,
  rejected: false,
  undone: false,
  redone: false,
};
const begin: Situation = {
  taken: none,
  documents: 0,
  annotated: true,
  looked: false,
  exported: false,
  skipped: [],
};

/** What an analyst does at each step. */
const DOING: Record<StepId, (situation: Situation) => Situation> = {
  paste: (s) => ({ ...s, documents: 1 }),
  read: (s) => ({ ...s, looked: true }),
  tag: (s) => ({ ...s, taken: { ...s.taken, tagged: ['PERSON'] } }),
  link: (s) => ({ ...s, taken: { ...s.taken, linked: true } }),
  claim: (s) => ({ ...s, taken: { ...s.taken, tagged: ['PERSON', 'CLAIM'] } }),
  'first slot': (s) => ({ ...s, taken: { ...s.taken, filled: ['claimer'] } }),
  'second slot': (s) => ({ ...s, taken: { ...s.taken, filled: ['claimer', 'object'] } }),
  accept: (s) => ({ ...s, taken: { ...s.taken, accepted: true } }),
  reject: (s) => ({ ...s, taken: { ...s.taken, rejected: true } }),
  undo: (s) => ({ ...s, taken: { ...s.taken, undone: true } }),
  redo: (s) => ({ ...s, taken: { ...s.taken, redone: true } }),
  export: (s) => ({ ...s, exported: true }),
  row: (s) => ({ ...s, skipped: ['row'] }),
};

/** Takes one step after the other; returns them with their minutes. */
function walk(start: Situation, scheme = newsScheme): string[] {
  const seen: string[] = [];
  let situation = start;
  for (
    let next = nextStep(situation, examplesOf(scheme));
    next;
    next = nextStep(situation, examplesOf(scheme))
  ) {
    seen.push(`${next.minute}/${next.minutes} ${next.step}`);
    situation = DOING[next.step](situation);
  }
  return seen;
}

test('the steps follow each other as they are done', () => {
  expect(walk(begin)).toEqual([
    '1/5 paste',
    '1/5 read',
    '2/5 tag',
    '2/5 link',
    '3/5 claim',
    '3/5 first slot',
    '3/5 second slot',
    '4/5 accept',
    '4/5 reject',
    '5/5 undo',
    '5/5 redo',
    '5/5 export',
    '5/5 row',
  ]);
});

test('what a project or its scheme does not have is left out', () => {
  expect(walk({ ...begin, annotated: false, taken: { ...none, proposals: false } }, blankScheme)).toEqual([
    '1/3 paste',
    '2/3 tag',
    '3/3 undo',
    '3/3 redo',
    '3/3 export',
    '3/3 row',
  ]);
});

test('the news scheme shows a person, and a claim with the digits of claimer and object', () => {
  const { name, claim, slots } = examplesOf(newsScheme);
  expect([name?.name, claim?.name]).toEqual(['PERSON', 'CLAIM']);
  expect(slots.map((slot) => `${slot.key} ${slot.name}`)).toEqual(['1 claimer', '3 object']);
});

test('a skipped step is not shown again', () => {
  expect(nextStep({ ...begin, documents: 1, skipped: ['read', 'tag'] }, examplesOf(newsScheme))?.step).toBe(
    'link',
  );
});
