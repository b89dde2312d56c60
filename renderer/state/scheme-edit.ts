import { create } from 'zustand';
import type { PartName } from '../../shared/scheme-edit/names.ts';

interface SchemeEdit {
  /** The part of the scheme that is shown; `null` for the scheme as a whole. */
  readonly part: PartName | null;
  /** Why the last edit was refused, as text. */
  readonly refusal: string | null;
}

/** State of the scheme screen, kept while another screen is shown. */
export const useSchemeEdit = create<SchemeEdit>()(() => ({ part: null, refusal: null }));

export function showPart(part: PartName | null): void {
  useSchemeEdit.setState({ part, refusal: null });
}
