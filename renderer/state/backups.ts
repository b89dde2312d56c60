import { create } from 'zustand';
import type { ListedCopy } from '../../shared/contract/backups.ts';

/** Running work on backups; copying a large project takes a while. */
interface BackupState {
  readonly making: boolean;
  /** The copy that is being restored; no project is open meanwhile. */
  readonly restoring: ListedCopy | null;
}

export const useBackups = create<BackupState>()(() => ({ making: false, restoring: null }));
