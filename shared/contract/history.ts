import * as z from 'zod';
import { ChangeKind } from '../model/change.ts';
import { Uid } from '../model/uid.ts';
import { jobInTurn, query } from './define.ts';

/** Identifies a long call, to cancel it and to report its progress. */
const Job = z.object({ job: Uid.optional() });

/** What a change did to one row of a document, in words. */
export const RowChange = z.object({
  did: z.enum(['added', 'removed', 'changed']),
  /** Kind of the row: span, slot, relation, label, note, status, text, … */
  kind: z.string(),
  /** The span where it can be seen, if it is still there. */
  span: Uid.nullable(),
  /** Type of the span or relation, name of the slot or label. */
  what: z.string(),
  /** Words of the span, of the filler, of both ends, of the note. */
  words: z.string(),
  /** What is otherwise, where the row was there before and after; empty text for nothing. */
  fields: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
});
export type RowChange = z.infer<typeof RowChange>;

/** One change of a document's history. */
export const HistoryEntry = z.object({
  change: Uid,
  /** ISO 8601. */
  at: z.string(),
  /** Name of who made it; empty where the project does not know it. */
  analyst: z.string(),
  label: z.string(),
  kind: ChangeKind,
  /** It was undone later. */
  undone: z.boolean(),
  /** It undid or redid another change. */
  isUndo: z.boolean(),
  /** An import: its rows are not listed. */
  batch: z.boolean(),
  rows: z.array(RowChange),
  /** So many rows more. */
  more: z.int(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** What going back to a point in time does to a document. */
export const WayBack = z.object({
  /** Rows that come back, go, or become what they were, by kind. */
  counts: z.array(z.object({ kind: z.string(), added: z.int(), removed: z.int(), changed: z.int() })),
  /** Who else’s changes are taken back with it, and how many. */
  others: z.array(z.object({ name: z.string(), changes: z.int() })),
  /** Why rows cannot be as they were, with how many. */
  left: z.array(z.object({ reason: z.string(), count: z.int() })),
});
export type WayBack = z.infer<typeof WayBack>;

/** A deleted document. */
export const DeletedDocument = z.object({
  id: Uid,
  title: z.string(),
  /** ISO 8601: when it was deleted. */
  at: z.string(),
  analyst: z.string(),
});
export type DeletedDocument = z.infer<typeof DeletedDocument>;

/** A change as it is named to a person. */
const NamedChange = z.object({ change: Uid, label: z.string(), kind: ChangeKind });

/** What undo or redo would revert, before it is done. */
export const Question = NamedChange.extend({
  /** ISO 8601: when it was made. */
  at: z.string(),
  /** Name of who made it; empty where the project does not know it. */
  analyst: z.string(),
  /** Made, or for redo undone, since the program was started. */
  thisSession: z.boolean(),
  documents: z.int(),
  /** Rows that come back, go, or become what they were, by kind. */
  counts: WayBack.shape.counts,
  /** The last edit of this session, which can be undone instead. */
  instead: NamedChange.nullable(),
});
export type Question = z.infer<typeof Question>;

/** Where something was undone or redone. */
export const UndoPlace = z.object({
  /** Absent where it was in no document, or in one that is not there. */
  document: Uid.nullable(),
  title: z.string(),
  /** A span that is there. */
  span: Uid.nullable(),
  /** Where a span was that is gone: UTF-16 code units. */
  at: z.int().nullable(),
  entity: Uid.nullable(),
});
export type UndoPlace = z.infer<typeof UndoPlace>;

const Done = z.object({
  /** Words of the change that was undone or redone; `null` when there was none. */
  label: z.string().nullable(),
  /** How many documents it touched. */
  documents: z.int(),
  change: Uid.nullable(),
  kind: ChangeKind.nullable(),
  /** The name that the contract has for what made the change. */
  command: z.string(),
  place: UndoPlace.nullable(),
  /** Newer changes that were left as they are, since they are undone or redone by name only; the newest first. */
  stays: z.array(NamedChange),
  /** Nothing was done: this is to be asked first. */
  asks: Question.nullable(),
});

/**
 * What is taken back. With `change` exactly that one, whoever made it. Without, this analyst's latest, in one document or anywhere: with
 * `ask` as the window does it, which asks about what is older than this session or no edit, bulk change or correction; else the
 * latest of these three kinds, whenever it was made.
 */
const Scope = z.object({
  document: Uid.optional(),
  change: Uid.optional(),
  ask: z.boolean().optional(),
  /** The open document: the position of the change in it is returned if the change touched it. */
  here: Uid.optional(),
});

/** Undo and redo of this analyst, in one document or anywhere; the past of documents. */
export const historyCalls = {
  'history.undo': jobInTurn(Scope.extend(Job.shape), Done),
  'history.redo': jobInTurn(Scope.extend(Job.shape), Done),
  /** Words of what undo and redo would take back next, of whatever kind. */
  'history.next': query(
    z.object({ document: Uid.optional() }),
    z.object({ undo: z.string().nullable(), redo: z.string().nullable() }),
  ),
  /** Changes of a document, or of one of its spans, the newest first; `before` pages on. */
  'history.list': query(
    z.object({
      document: Uid,
      span: Uid.optional(),
      before: Uid.optional(),
      limit: z.int().positive().max(500).optional(),
    }),
    z.object({ entries: z.array(HistoryEntry), more: z.boolean() }),
  ),
  /** What `history.goBack` would do. */
  'history.wayBack': query(z.object({ document: Uid, change: Uid }), WayBack),
  /** Makes a document what it was just after a change, in all sets, as one change that can be undone. */
  'history.goBack': jobInTurn(Job.extend({ document: Uid, change: Uid }), WayBack),
  /** Deleted documents, those deleted last first. */
  'history.trash': query(
    z.object({ offset: z.int().nonnegative().optional(), limit: z.int().positive().max(1000).optional() }),
    z.object({ total: z.int(), rows: z.array(DeletedDocument) }),
  ),
  /** Brings deleted documents back as they were, with all that was on them. */
  'history.restore': jobInTurn(
    Job.extend({ documents: z.array(Uid).min(1).max(10_000) }),
    z.object({ restored: z.int(), left: WayBack.shape.left }),
  ),
};
