import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

/** What the dialog asks to delete permanently. */
export interface EraseTarget {
  readonly of: 'document' | 'entity';
  readonly id: Uid;
}

interface ErasingState {
  readonly target: EraseTarget | null;
  /** Name of what is being deleted; no project is open meanwhile. */
  readonly running: string | null;
}

export const useErasing = create<ErasingState>()(() => ({ target: null, running: null }));
