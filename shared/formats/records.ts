import * as z from 'zod';
import { Label, Note, Relation, Span } from '../model/annotation.ts';
import { Document, Status } from '../model/document.ts';
import type { IncomingQuarantine } from '../model/quarantine.ts';
import { Scheme } from '../model/scheme.ts';
import { Segmentation } from '../model/segmentation.ts';
import { Analyst, AnnotationSet } from '../model/set.ts';

/** The name of an annotation set; files use it instead of the id of the set. */
export const SetName = z.string().min(1).max(200);

/** A span as files carry it: inside its document, its set by name. Offsets UTF-16 into the document's text. */
export const SpanRecord = Span.omit({ document: true, set: true }).extend({ set: SetName });
export type SpanRecord = z.infer<typeof SpanRecord>;

/** A relation as files carry it. Inside a document both ends are spans of that document. */
export const RelationRecord = Relation.omit({ document: true, set: true }).extend({ set: SetName });
export type RelationRecord = z.infer<typeof RelationRecord>;

export const LabelRecord = Label.omit({ document: true, set: true }).extend({ set: SetName });
export type LabelRecord = z.infer<typeof LabelRecord>;

export const NoteRecord = Note.omit({ document: true });
export type NoteRecord = z.infer<typeof NoteRecord>;

export const StatusRecord = z.strictObject({ set: SetName, status: Status, reason: z.string().default('') });
export type StatusRecord = z.infer<typeof StatusRecord>;

/** A document with everything that belongs to it, in as many sets as were chosen. */
export const DocumentRecord = Document.extend({
  spans: z.array(SpanRecord),
  relations: z.array(RelationRecord),
  labels: z.array(LabelRecord),
  statuses: z.array(StatusRecord),
  notes: z.array(NoteRecord),
  /** Tokens and sentences as imported; absent where no file brought any. */
  segmentation: Segmentation.optional(),
});
export type DocumentRecord = z.infer<typeof DocumentRecord>;

type OptionalKeys<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** What readers return: ids where the file has stable ones, no set where it names none (the importer's then). */
export type IncomingSpan = OptionalKeys<SpanRecord, 'id' | 'set'>;
export type IncomingRelation = OptionalKeys<RelationRecord, 'id' | 'set'>;
export type IncomingLabel = OptionalKeys<LabelRecord, 'id' | 'set'>;
export type IncomingNote = OptionalKeys<NoteRecord, 'id'>;
export type IncomingStatus = OptionalKeys<StatusRecord, 'set'>;

/** A document as a reader returns it. A record with an id is the project's document of that id, if it has one. */
export interface IncomingDocument extends OptionalKeys<Document, 'id'> {
  /**
   * Whether the ids of its spans only serve to refer to them within the record, because the file has none that
   * are the same everywhere. The importer then gives the ids, and knows again by place and type what it has.
   */
  localIds?: boolean;
  spans: IncomingSpan[];
  relations: IncomingRelation[];
  labels: IncomingLabel[];
  statuses: IncomingStatus[];
  notes: IncomingNote[];
  segmentation?: Segmentation;
  /** What a model's file proposes and has no place in the text; absent where the format quotes no words. */
  quarantined?: IncomingQuarantine[];
}

/** What a file states once, before its documents. All of it optional: a bare file has none. */
export const DatasetHeader = z.object({
  scheme: Scheme.optional(),
  analysts: z.array(Analyst).default([]),
  sets: z.array(AnnotationSet).default([]),
});
export type DatasetHeader = z.infer<typeof DatasetHeader>;
