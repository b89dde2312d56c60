import * as z from 'zod';
import { Attributes, Entity, Slot, Span } from '../model/annotation.ts';
import { TermName } from '../model/attributes/common.ts';
import { Block, DocumentMetadata, DocumentOrigin } from '../model/document.ts';
import { Fragments } from '../model/fragments.ts';
import { ATTRIBUTE_KINDS, type AttributeKinds } from '../model/attributes/index.ts';
import { schemeSchema } from '../model/scheme.ts';
import { Segmentation } from '../model/segmentation.ts';
import { Analyst, AnnotationSet } from '../model/set.ts';
import { Uid } from '../model/uid.ts';
import { OFFSET_UNITS } from '../text/offsets.ts';
import { LabelRecord, NoteRecord, RelationRecord, SetName, StatusRecord } from './records.ts';

/** The format name in the header line; a reader refuses any other. */
export const FORMAT_NAME = 'postil-jsonl';
export const FORMAT_VERSION = 1;

const OffsetUnitName = z.enum(OFFSET_UNITS);
const Offset = z.int().nonnegative();
const Extra = z.record(z.string(), z.unknown());

/**
 * Objects are strict throughout: an unknown field is refused by name instead of dropped. Data of other tools belongs
 * into `extra`.
 */
function headerLine(kinds: AttributeKinds) {
  return z.strictObject({
    kind: z.literal('header'),
    format: z.literal(FORMAT_NAME),
    version: z.literal(FORMAT_VERSION),
    offsetUnit: OffsetUnitName.default('utf-16'),
    scheme: schemeSchema(kinds).optional(),
    analysts: z.array(z.strictObject(Analyst.shape)).default([]),
    sets: z.array(z.strictObject(AnnotationSet.shape)).default([]),
  });
}
export const HeaderLine = headerLine(ATTRIBUTE_KINDS);

export const EntityLine = z.strictObject({ kind: z.literal('entity'), ...Entity.shape });

/** A relation between entities, or across documents. */
export const RelationLine = z.strictObject({ kind: z.literal('relation'), ...RelationRecord.shape });

/**
 * A span of a document line. Contiguous: `start`, `end`. Discontinuous: both as the hull, and `fragments`. Implicit:
 * `fragments` is empty, without start and end. `text` is the covered text, fragments joined by " … "; a reader compares
 * it.
 */
export const SpanLine = z.strictObject({
  id: Uid,
  set: SetName,
  type: TermName,
  start: Offset.optional(),
  end: Offset.optional(),
  fragments: Fragments.optional(),
  text: z.string().optional(),
  attributes: Attributes.default({}),
  untouched: z.array(TermName).default([]),
  slots: z.array(z.strictObject(Slot.shape)).default([]),
  entities: z.array(Uid).default([]),
  score: Span.shape.score,
  owner: Uid.optional(),
  derivedFrom: Uid.optional(),
  extra: Extra.optional(),
  author: z.string().optional(),
});
export type SpanLine = z.infer<typeof SpanLine>;

const metadata = {
  title: DocumentMetadata.shape.title.default(''),
  source: DocumentMetadata.shape.source.default(''),
  url: DocumentMetadata.shape.url.default(''),
  byline: DocumentMetadata.shape.byline.default(''),
  dateline: DocumentMetadata.shape.dateline.default(''),
  published: DocumentMetadata.shape.published.default(''),
  language: DocumentMetadata.shape.language.default(''),
};

export const DocumentLine = z.strictObject({
  kind: z.literal('document'),
  id: Uid,
  ...metadata,
  text: z.string(),
  /** Computed if absent. */
  blocks: z.array(Block).optional(),
  header: z.string().default(''),
  origin: z.strictObject(DocumentOrigin.shape).optional(),
  extra: Extra.optional(),
  /** Overrides the header's unit for this line. */
  offsetUnit: OffsetUnitName.optional(),
  spans: z.array(SpanLine).default([]),
  relations: z.array(z.strictObject(RelationRecord.shape)).default([]),
  labels: z.array(z.strictObject(LabelRecord.shape)).default([]),
  statuses: z.array(StatusRecord).default([]),
  notes: z.array(z.strictObject(NoteRecord.shape)).default([]),
  /** Always in UTF-16 code units, whatever `offsetUnit` is. */
  segmentation: Segmentation.optional(),
});
export type DocumentLine = z.infer<typeof DocumentLine>;

/** A span of a bare record; unknown fields are kept in its `extra`. */
export const BareSpan = z.looseObject({
  id: Uid.optional(),
  set: SetName.optional(),
  type: TermName,
  start: Offset.optional(),
  end: Offset.optional(),
  fragments: Fragments.optional(),
  text: z.string().optional(),
  attributes: Attributes.default({}),
  score: Span.shape.score,
});
export type BareSpan = z.infer<typeof BareSpan>;

/** A line without `kind`, as scripts write it; other fields (`meta` …) are kept in the document's `extra`. */
export const BareRecord = z.looseObject({
  kind: z.never().optional(),
  text: z.string(),
  id: z.union([z.string(), z.number()]).optional(),
  title: DocumentMetadata.shape.title.optional(),
  source: DocumentMetadata.shape.source.optional(),
  url: DocumentMetadata.shape.url.optional(),
  byline: DocumentMetadata.shape.byline.optional(),
  dateline: DocumentMetadata.shape.dateline.optional(),
  published: DocumentMetadata.shape.published.optional(),
  language: DocumentMetadata.shape.language.optional(),
  offsetUnit: OffsetUnitName.optional(),
  offset_unit: OffsetUnitName.optional(),
  spans: z.array(BareSpan).default([]),
});
export type BareRecord = z.infer<typeof BareRecord>;

/** Returns the JSON Schema of one line, as stored in `resources/schema/postil-jsonl.schema.json`. */
export function lineJsonSchema(kinds: AttributeKinds = ATTRIBUTE_KINDS): object {
  const lines = z.union([headerLine(kinds), EntityLine, DocumentLine, RelationLine, BareRecord]);
  return {
    $id: 'https://postil.example/schema/postil-jsonl-1.json',
    title: 'One line of a Postil JSONL file',
    description:
      'UTF-8, one JSON object per line. First the header, then entities, documents and relations. Offsets are ' +
      'half open and count what offsetUnit states (UTF-16 code units by default).',
    ...z.toJSONSchema(lines, { target: 'draft-2020-12', io: 'input' }),
  };
}
