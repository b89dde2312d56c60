import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

/** What is being written in the notes: a new one on a place, a reply to one, or one anew. */
export type Writing =
  | { readonly on: 'document' }
  | { readonly on: 'span' | 'relation' | 'reply' | 'edit'; readonly id: Uid }
  | null;

interface Notes {
  readonly writing: Writing;
  /** The thread that the notes screen shows whole. */
  readonly current: Uid | null;
}

/** One form is open at a time, wherever it stands. */
export const useNotes = create<Notes>()(() => ({ writing: null, current: null }));

export function write(writing: Writing): void {
  useNotes.setState({ writing });
}

/** Whether the open form is this one. */
export function isWriting(now: Writing, on: 'span' | 'relation' | 'reply' | 'edit', id: Uid): boolean {
  return now !== null && now.on === on && now.id === id;
}
