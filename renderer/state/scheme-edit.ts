import { create } from 'zustand';
import type { PartName } from '../../shared/scheme-edit/names.ts';

interface SchemeEdit {
  /** The part of the scheme that is shown; `null` for the scheme as a whole. */
  readonly part: PartName | null;
  /** Why the last edit was refused, as text. */
  readonly refusal: string | null;
  /** What an edit that is about to be made may give another meaning; null if nothing is asked. */
  readonly asking: MeaningQuestion | null;
  /** The type whose queue is open: what a split has left of it. */
  readonly queue: string | null;
}

/** The question whether an edit gives types another meaning, so that their annotations are to be re-checked. */
export interface MeaningQuestion {
  readonly parts: readonly { readonly part: PartName; readonly label: string; readonly count: number }[];
  /** Goes on with the edit. */
  answer(another: boolean): void;
}

/** State of the scheme screen, kept while another screen is shown. */
export const useSchemeEdit = create<SchemeEdit>()(() => ({
  part: null,
  refusal: null,
  asking: null,
  queue: null,
}));

export function showPart(part: PartName | null): void {
  useSchemeEdit.setState({ part, refusal: null });
}

/** Opens the queue of a type that is being split; null closes it. */
export function openQueue(type: string | null): void {
  useSchemeEdit.setState({ queue: type });
}
