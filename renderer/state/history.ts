import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

/** What the history screen shows of the open article: all changes, or those of one span. */
export const useHistory = create<{ readonly span: Uid | null }>()(() => ({ span: null }));
