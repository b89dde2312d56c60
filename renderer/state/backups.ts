import { create } from 'zustand';
import type { ListedCopy } from '../../shared/contract/backups.ts';

/** What is under way with backups; a copy of a large project takes a while. */
interface BackupState {
  readonly making: boolean;
  /** The copy that is being put in place; there is no project meanwhile. */
  readonly restoring: ListedCopy | null;
}

export const useBackups = create<BackupState>()(() => ({ making: false, restoring: null }));
