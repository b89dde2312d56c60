import * as z from 'zod';
import { Label, Note, Relation, Span } from '../model/annotation.ts';
import { Document, Status } from '../model/document.ts';
import type { IncomingQuarantine } from '../model/quarantine.ts';
import { Scheme } from '../model/scheme.ts';
import { Segmentation } from '../model/segmentation.ts';
import { Analyst, AnnotationSet } from '../model/set.ts';

/** The name of an annotation set; files use it instead of the id of the set. */
export const SetName = z.string().min(1).max(200);

/** A span in a file: inside its document, with its set by name. Offsets are UTF-16 in the document's text. */
export const SpanRecord = Span.omit({ document: true, set: true }).extend({ set: SetName });
export type SpanRecord = z.infer<typeof SpanRecord>;

/** A relation in a file. Inside a document both ends are spans of that document. */
export const RelationRecord = Relation.omit({ document: true, set: true }).extend({ set: SetName });
export type RelationRecord = z.infer<typeof RelationRecord>;

export const LabelRecord = Label.omit({ document: true, set: true }).extend({ set: SetName });
export type LabelRecord = z.infer<typeof LabelRecord>;

export const NoteRecord = Note.omit({ document: true });
export type NoteRecord = z.infer<typeof NoteRecord>;

export const StatusRecord = z.strictObject({ set: SetName, status: Status, reason: z.string().default('') });
export type StatusRecord = z.infer<typeof StatusRecord>;

/** A document with everything that belongs to it, in the chosen sets. */
export const DocumentRecord = Document.extend({
  spans: z.array(SpanRecord),
  relations: z.array(RelationRecord),
  labels: z.array(LabelRecord),
  statuses: z.array(StatusRecord),
  notes: z.array(NoteRecord),
  /** Tokens and sentences as imported; absent if no file had any. */
  segmentation: Segmentation.optional(),
});
export type DocumentRecord = z.infer<typeof DocumentRecord>;

type OptionalKeys<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/**
 * A span as a reader returns it: with an id if the file has stable ones, without a set if it names none (the importer's
 * then).
 */
export type IncomingSpan = OptionalKeys<SpanRecord, 'id' | 'set'>;
export type IncomingRelation = OptionalKeys<RelationRecord, 'id' | 'set'>;
export type IncomingLabel = OptionalKeys<LabelRecord, 'id' | 'set'>;
export type IncomingNote = OptionalKeys<NoteRecord, 'id'>;
export type IncomingStatus = OptionalKeys<StatusRecord, 'set'>;

/** A document as a reader returns it. A record with an id updates the project's document of that id, if it has one. */
export interface IncomingDocument extends OptionalKeys<Document, 'id'> {
  /**
   * Whether the ids of its spans are only valid within the record, because the file has no globally stable ones. The
   * importer then assigns ids, and identifies existing spans by position and type.
   */
  localIds?: boolean;
  spans: IncomingSpan[];
  relations: IncomingRelation[];
  labels: IncomingLabel[];
  statuses: IncomingStatus[];
  notes: IncomingNote[];
  segmentation?: Segmentation;
  /** Proposals of a model's file that could not be located in the text; absent if the format has no quotes. */
  quarantined?: IncomingQuarantine[];
}

/** What a file states once, before its documents. All optional: a bare file has none. */
export const DatasetHeader = z.object({
  scheme: Scheme.optional(),
  analysts: z.array(Analyst).default([]),
  sets: z.array(AnnotationSet).default([]),
});
export type DatasetHeader = z.infer<typeof DatasetHeader>;
