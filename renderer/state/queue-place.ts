import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

interface QueuePlace {
  readonly document: Uid | null;
  /** Its index in the list of documents, -1 if it is not known or the list does not contain it. */
  readonly at: number;
  readonly total: number;
}

/** The place of the open document in the list, as the list of documents shows it. */
export const useQueuePlace = create<QueuePlace>()(() => ({ document: null, at: -1, total: 0 }));
