import { create } from 'zustand';
import type { PartName } from '../../shared/scheme-edit/names.ts';

interface SchemeEdit {
  /** The part of the scheme that is shown; `null`: the scheme as a whole. */
  readonly part: PartName | null;
  /** Why the last edit was refused, in words. */
  readonly refusal: string | null;
}

/** What the screen of the scheme shows: it is the same when one comes back to it. */
export const useSchemeEdit = create<SchemeEdit>()(() => ({ part: null, refusal: null }));

export function showPart(part: PartName | null): void {
  useSchemeEdit.setState({ part, refusal: null });
}
