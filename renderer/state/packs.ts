import { create } from 'zustand';
import type { PackReport } from '../../shared/contract/entities.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** What the dialog of an imported pack shows. */
interface PackState {
  readonly running: Uid | null;
  readonly name: string;
  readonly report: PackReport | null;
  readonly error: string | null;
}

export const usePack = create<PackState>()(() => ({ running: null, name: '', report: null, error: null }));
