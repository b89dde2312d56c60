import * as z from 'zod';
import { Uid } from '../model/uid.ts';
import { command, query } from './define.ts';

const Body = z.string().trim().min(1).max(20_000);

/** What one person wrote: who and when come from the change that wrote it first. */
export const NoteText = z.object({
  id: Uid,
  body: z.string(),
  /** Name of the author; empty if an import does not state it. */
  author: z.string(),
  /** ISO 8601. */
  at: z.string(),
});
export type NoteText = z.infer<typeof NoteText>;

/** A note with what was answered to it, and the place it is about. */
export const NoteThread = NoteText.extend({
  question: z.enum(['open', 'answered']).nullable(),
  document: Uid,
  documentTitle: z.string(),
  span: Uid.nullable(),
  relation: Uid.nullable(),
  /** Where a jump leads: the span itself, or the start of the relation. */
  target: Uid.nullable(),
  /** Type of the span or relation; empty for the document. */
  type: z.string(),
  /** Words of the span, or of both ends of the relation; empty for the document. */
  words: z.string(),
  replies: z.array(NoteText),
});
export type NoteThread = z.infer<typeof NoteThread>;

/** Which notes: all, or narrowed by every field that is given. */
export const NoteFilter = z.object({
  document: Uid.optional(),
  /** Questions to the lead that are open or answered, or notes that are none. */
  question: z.enum(['open', 'answered', 'none']).optional(),
  /** Who wrote the note. */
  analyst: Uid.optional(),
  /** Words in the note or its replies; case and diacritics do not count. */
  search: z.string().max(500).optional(),
});
export type NoteFilter = z.infer<typeof NoteFilter>;

/** Calls about notes on documents, spans and relations, which may be questions to the lead. */
export const noteCalls = {
  /** Threads, the newest first; in one document in the order of their writing. */
  'notes.list': query(
    NoteFilter.extend({
      offset: z.int().nonnegative().optional(),
      limit: z.int().positive().max(1000).optional(),
    }),
    z.object({ total: z.int(), rows: z.array(NoteThread) }),
  ),
  'notes.counts': query(
    z.object({}),
    z.object({
      open: z.int(),
      answered: z.int(),
      all: z.int(),
      analysts: z.array(z.object({ id: Uid, name: z.string() })),
    }),
  ),
  /** Writes a note on a span or relation, on the document without either, or as a reply. */
  'notes.add': command(
    z.object({
      id: Uid.optional(),
      document: Uid,
      span: Uid.optional(),
      relation: Uid.optional(),
      replyTo: Uid.optional(),
      body: Body,
      question: z.boolean().optional(),
    }),
    z.object({ id: Uid }),
  ),
  'notes.edit': command(z.object({ id: Uid, body: Body }), z.object({})),
  /** A note goes with its replies. */
  'notes.delete': command(z.object({ id: Uid }), z.object({ deleted: z.int() })),
  /** A reply that answers the question. */
  'notes.answer': command(z.object({ id: Uid, body: Body }), z.object({ reply: Uid })),
  /** Makes a note an open question, an answered one, or none (`null`). */
  'notes.mark': command(
    z.object({ id: Uid, question: z.enum(['open', 'answered']).nullable() }),
    z.object({}),
  ),
};
