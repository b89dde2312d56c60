import * as z from 'zod';
import { Uid } from './uid.ts';

export const BlockKind = z.enum(['headline', 'paragraph', 'quote', 'item']);
export type BlockKind = z.infer<typeof BlockKind>;

/**
 * A block `[kind, start, end)` of the document text in UTF-16 code units. Blocks are sorted and disjoint;
 * what lies between them (line breaks) are separators and belong to no block.
 */
export const Block = z.tuple([BlockKind, z.int().nonnegative(), z.int().nonnegative()]);
export type Block = readonly [kind: BlockKind, start: number, end: number];

/** The fields of a document that an analyst may read and correct. Empty means not known. */
export const DocumentMetadata = z.object({
  title: z.string().max(1000),
  source: z.string().max(1000),
  url: z.string().max(4000),
  byline: z.string().max(1000),
  dateline: z.string().max(1000),
  /** Publication date in ISO 8601, as precise as the source states it. */
  published: z.string().max(40),
  language: z.string().max(35),
});
export type DocumentMetadata = z.infer<typeof DocumentMetadata>;
export const METADATA_FIELDS = [
  'title',
  'source',
  'url',
  'byline',
  'dateline',
  'published',
  'language',
] as const satisfies readonly (keyof DocumentMetadata)[];

export const emptyMetadata: DocumentMetadata = {
  title: '',
  source: '',
  url: '',
  byline: '',
  dateline: '',
  published: '',
  language: '',
};

/** Where a document came from: by this, import recognises a file that it has read before. */
export const DocumentOrigin = z.object({
  name: z.string(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be']).optional(),
  /** Line ends that were CRLF or CR in the file. */
  carriageReturns: z.int().nonnegative().optional(),
});
export type DocumentOrigin = z.infer<typeof DocumentOrigin>;

/** One article with its text. `header` is what was cut off the top, verbatim: `header + text` is the source. */
export const Document = DocumentMetadata.extend({
  id: Uid,
  text: z.string(),
  blocks: z.array(Block),
  header: z.string(),
  origin: DocumentOrigin,
  /** Values of other tools that have no field here; kept and given out again. */
  extra: z.record(z.string(), z.unknown()).optional(),
});
export type Document = z.infer<typeof Document>;

/** Progress of a document in one annotation set. A document without a row is new. */
export const Status = z.enum(['new', 'in progress', 'done', 'skipped']);
export type Status = z.infer<typeof Status>;

/** A line of the document list. `lead` is the beginning of the text, shown where there is no title. */
export const DocumentSummary = z.object({
  id: Uid,
  title: z.string(),
  lead: z.string(),
  name: z.string(),
  source: z.string(),
  published: z.string(),
  length: z.int(),
  status: Status,
  reason: z.string(),
  spans: z.int(),
  /** Open questions to the lead. */
  questions: z.int(),
});
export type DocumentSummary = z.infer<typeof DocumentSummary>;
