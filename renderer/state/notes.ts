import { create } from 'zustand';
import type { NoteThread } from '../../shared/contract/notes.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** What is being written: a new note on a target, a reply to one, or an edit of one. */
export type Writing =
  | { readonly on: 'document' }
  | { readonly on: 'span' | 'relation' | 'reply' | 'edit'; readonly id: Uid }
  | null;

interface Notes {
  readonly writing: Writing;
  /** The thread that the notes screen shows in full. */
  readonly current: Uid | null;
  readonly thread: NoteThread | null;
}

/** Only one form is open at a time, on whichever screen. */
export const useNotes = create<Notes>()(() => ({ writing: null, current: null, thread: null }));

export function write(writing: Writing): void {
  useNotes.setState({ writing });
}

/** Whether this form is the open one. */
export function isWriting(now: Writing, on: 'span' | 'relation' | 'reply' | 'edit', id: Uid): boolean {
  return now !== null && now.on === on && now.id === id;
}
