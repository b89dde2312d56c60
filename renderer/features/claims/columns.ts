import { create } from 'zustand';
import type { ClaimOrder } from '../../../shared/contract/claims.ts';
import { ClaimGroupings, type ClaimGrouping } from '../../../shared/model/claim-groups.ts';
import { objectSlot } from '../../../shared/model/frames.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { TEXTS } from './texts.ts';

/** The columns of the claims table, in their order. */
const COLUMNS = [
  { id: 'claimer', order: 'claimer', width: 'minmax(96px, 1.1fr)' },
  { id: 'cue', order: 'cue', width: 'minmax(60px, 0.6fr)' },
  { id: 'claim', order: 'gloss', width: 'minmax(180px, 2.8fr)' },
  { id: 'object', order: 'object', width: 'minmax(84px, 1fr)' },
  { id: 'kind', order: 'kind', width: '84px' },
  { id: 'epistemic', order: 'epistemic', width: '106px' },
  { id: 'stance', order: 'stance', width: 'minmax(70px, 0.6fr)' },
  { id: 'sentiment', order: 'sentiment', width: '100px' },
  { id: 'topic', order: 'topic', width: 'minmax(80px, 0.8fr)' },
  { id: 'article', order: 'published', width: 'minmax(110px, 1.1fr)' },
] as const satisfies readonly { readonly id: string; readonly order: ClaimOrder; readonly width: string }[];
export type Column = (typeof COLUMNS)[number];
export type ColumnId = Column['id'];

/** Columns that can be hidden, if the scheme has them at all. */
const CHOICES = ['object', 'kind', 'epistemic', 'stance', 'sentiment', 'topic'] as const;
export type ColumnChoice = (typeof CHOICES)[number];

const STORAGE = 'postil-claim-columns';

/** The columns that the analyst has hidden or shown; the others are as usual. */
export const useColumnChoices = create<Partial<Record<ColumnChoice, boolean>>>()(() => {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE) ?? '{}') as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      CHOICES.filter((id) => typeof stored[id] === 'boolean').map((id) => [id, stored[id]]),
    );
  } catch {
    return {};
  }
});
useColumnChoices.subscribe((choices) => localStorage.setItem(STORAGE, JSON.stringify(choices)));

/** Usually shown: what a claim is about, and how it is meant. */
const USUAL: readonly ColumnChoice[] = ['object', 'kind', 'epistemic'];

/** Whether a column is shown. */
export function isShown(
  id: ColumnChoice,
  choices: Readonly<Partial<Record<ColumnChoice, boolean>>>,
): boolean {
  return choices[id] ?? USUAL.includes(id);
}

/** Returns the columns that claims of the scheme can have, and that can be hidden. */
export function columnChoices({ types }: Scheme): ColumnChoice[] {
  const claims = types.filter(({ family }) => family === 'claim');
  return CHOICES.filter((id) =>
    claims.some((type) =>
      id === 'object' ? objectSlot(type) : type.attributes.some(({ name }) => name === id),
    ),
  );
}

/** Returns what claims of the scheme can be grouped by. */
export function groupings(scheme: Scheme): ClaimGrouping[] {
  const possible: readonly string[] = columnChoices(scheme);
  return ClaimGroupings.filter((by) => by === 'claimer' || possible.includes(by));
}

/** Returns the columns to show, with their labels: those of the scheme where it has them. */
export function shownColumns(
  scheme: Scheme,
  choices: Readonly<Partial<Record<ColumnChoice, boolean>>>,
): (Column & { readonly label: string })[] {
  const possible = columnChoices(scheme);
  const isChoice = (id: ColumnId): id is ColumnChoice => CHOICES.some((choice) => choice === id);
  return COLUMNS.filter(({ id }) => !isChoice(id) || (possible.includes(id) && isShown(id, choices))).map(
    (column) => ({ ...column, label: TEXTS.columns[column.id] }),
  );
}
