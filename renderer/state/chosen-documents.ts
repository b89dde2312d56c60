import { create } from 'zustand';
import type { InputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';

export type ListInput = Omit<InputOf<'documents.list'>, 'offset' | 'limit'>;

interface ChosenDocuments {
  /** The list that they were chosen in; in another one nothing is chosen. */
  readonly list: ListInput | null;
  /** Whether the whole list is chosen, except `ids`; otherwise `ids` are. */
  readonly all: boolean;
  readonly ids: ReadonlySet<Uid>;
  /** Index of the row where a range begins. */
  readonly anchor: number | null;
}

const NOTHING: ChosenDocuments = { list: null, all: false, ids: new Set(), anchor: null };

/** The documents chosen in the list, to do something with all of them. */
export const useChosenDocuments = create<ChosenDocuments>()(() => NOTHING);

/** Returns what is chosen in a list. The order of the list does not matter. */
export function chosenIn(chosen: ChosenDocuments, list: ListInput): ChosenDocuments {
  return chosen.list !== null && keyOf(chosen.list) === keyOf(list) ? chosen : NOTHING;
}

function keyOf({ set, search, status }: ListInput): string {
  return JSON.stringify([set, search, status]);
}

export function isChosen({ all, ids }: ChosenDocuments, id: Uid): boolean {
  return all !== ids.has(id);
}

/** Returns how many are chosen in a list of so many documents. */
export function countChosen({ list, all, ids }: ChosenDocuments, total: number): number {
  if (list === null) return 0;
  return all ? Math.max(0, total - ids.size) : ids.size;
}

export function chooseNothing(): void {
  if (useChosenDocuments.getState() !== NOTHING) useChosenDocuments.setState(NOTHING, true);
}
