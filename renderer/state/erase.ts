import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

/** What a dialog asks about before it is deleted for good. */
export interface EraseTarget {
  readonly of: 'document' | 'entity';
  readonly id: Uid;
}

interface ErasingState {
  readonly target: EraseTarget | null;
  /** Name of what is being deleted; there is no project meanwhile. */
  readonly running: string | null;
}

export const useErasing = create<ErasingState>()(() => ({ target: null, running: null }));
