import type { ReviewSource } from '../../../shared/contract/review.ts';
import { CaseState } from '../../../shared/model/review.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { fold } from '../../../shared/text/fold.ts';
import type { QueueCondition } from '../../state/review.ts';
import { labelOptions } from '../../ui/Select.tsx';
import { typeFilterOptions } from '../../ui/type-options.ts';
import { TEXTS } from './texts.ts';

const KINDS = ['mention', 'claim', 'event', 'relation'] as const;
/** Scores that are offered before a number is typed, in percent. */
const SCORES = [90, 75, 50] as const;
/** Characters without which words are no condition in the condition language. */
const SIGNS = /[=<>~]/;

interface Choices {
  readonly scheme: Scheme;
  readonly sources: readonly ReviewSource[];
  /** The article of the case on the screen. */
  readonly article: { readonly id: Uid; readonly title: string } | null;
}

/** Returns what a chip shows for a condition: what it is about, and its value. */
export function chipOf(
  { field, value, label }: QueueCondition,
  scheme: Scheme,
): { readonly about: string; readonly value: string } {
  const words = label ?? (field === 'type' ? labelOf(scheme, value) : value);
  switch (field) {
    case 'least':
      return { about: TEXTS.score, value: TEXTS.atLeast(value) };
    case 'most':
      return { about: TEXTS.score, value: TEXTS.below(value) };
    case 'disputed':
      return { about: '', value: TEXTS.disputed };
    case 'text':
      return { about: TEXTS.fields.text, value: TEXTS.quotedWords(words) };
    case 'source':
    case 'type':
    case 'kind':
    case 'state':
    case 'document':
    case 'more':
      return { about: TEXTS.fields[field], value: words };
  }
}

/** Returns the conditions to offer for what is typed into the field: all, or those with each of the words. */
export function conditionsFor(typed: string, choices: Choices): QueueCondition[] {
  const words = typed.trim();
  const parts = fold(words).split(/\s+/).filter(Boolean);
  const nameOf = (condition: QueueCondition) => {
    const { about, value } = chipOf(condition, choices.scheme);
    return fold(` ${about} ${value}`);
  };
  const all = plainConditions(choices).filter((each) => parts.every((part) => nameOf(each).includes(part)));
  // Those with words that begin so come first.
  const begin = (each: QueueCondition) => parts.every((part) => nameOf(each).includes(` ${part}`));
  const matching = [...all.filter(begin), ...all.filter((each) => !begin(each))];
  if (words === '') return matching;
  const number = Number(/^(?:score\s*)?(\d{1,3})\s*%?$/i.exec(words)?.[1] ?? NaN);
  const scores: QueueCondition[] =
    number <= 100
      ? [
          { field: 'least', value: String(number) },
          { field: 'most', value: String(number) },
        ]
      : [];
  const text: QueueCondition = { field: 'text', value: words };
  return SIGNS.test(words)
    ? [{ field: 'more', value: words }, text]
    : [...scores, ...matching.filter(({ field }) => scores.length === 0 || field !== 'least'), text];
}

function plainConditions({ scheme, sources, article }: Choices): QueueCondition[] {
  return [
    ...KINDS.map((value): QueueCondition => ({ field: 'kind', value })),
    ...sources
      .filter(({ started }) => started)
      .map(({ name, superseded }): QueueCondition => ({
        field: 'source',
        value: name,
        ...(superseded && { label: TEXTS.earlierRun(name) }),
      })),
    ...(article ? [{ field: 'document', value: article.id, label: article.title } as const] : []),
    { field: 'disputed', value: '' },
    ...SCORES.map((percent): QueueCondition => ({ field: 'least', value: String(percent) })),
    ...CaseState.options.map((value): QueueCondition => ({ field: 'state', value })),
    // Lists indent a type below another one.
    ...[...typeFilterOptions(scheme.types), ...labelOptions(scheme.relations)].map(
      ([value, label]): QueueCondition => ({ field: 'type', value, label: label.trim() }),
    ),
  ];
}

/** Returns the label of a type, which includes those below it. */
function labelOf({ types, relations }: Scheme, name: string): string {
  const options = [...typeFilterOptions(types), ...labelOptions(relations)];
  return options.find(([value]) => value === name)?.[1].trim() ?? name;
}
