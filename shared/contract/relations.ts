import * as z from 'zod';
import { Attributes, Relation } from '../model/annotation.ts';
import { AttributeValueSchema } from '../model/attributes/index.ts';
import { TermName } from '../model/attributes/common.ts';
import { Uid } from '../model/uid.ts';
import { command, editOf, query } from './define.ts';

/** One end of a relation with what a list shows of it. `text`: a span's words, or an entity's name. */
export const RelationEnd = z.object({
  kind: z.enum(['span', 'entity']),
  id: Uid,
  text: z.string(),
  /** Absent for an entity without one. */
  type: z.string().optional(),
  document: Uid.optional(),
  documentTitle: z.string().optional(),
  /** UTF-16 code units of the document text; absent for an implicit span. */
  start: z.int().optional(),
});
export type RelationEnd = z.infer<typeof RelationEnd>;

const ListedRelation = z.object({ relation: Relation, from: RelationEnd, to: RelationEnd });
export type ListedRelation = z.infer<typeof ListedRelation>;

/** A span of any document as it is peeked at: its words with some of the text around them. */
export const PeekedSpan = z.object({
  id: Uid,
  document: Uid,
  documentTitle: z.string(),
  set: Uid,
  type: TermName,
  text: z.string(),
  before: z.string(),
  after: z.string(),
  /** `null` for an implicit span. */
  start: z.int().nullable(),
});
export type PeekedSpan = z.infer<typeof PeekedSpan>;

export const RelationOrder = z.enum(['document', 'type', 'from', 'to', 'added']);
export type RelationOrder = z.infer<typeof RelationOrder>;

/** Calls about relations between spans, in one document or across documents, and between entities. */
export const relationCalls = {
  /** The ends are spans or entities by what the type links. `id` may be minted by the client. */
  'relations.create': command(
    z.object({
      id: Uid.optional(),
      set: Uid.optional(),
      type: TermName,
      from: Uid,
      to: Uid,
      attributes: Attributes.optional(),
    }),
    z.object({ relation: Relation }),
  ),
  /** Only what is given changes. An attribute of `null` is removed. */
  'relations.update': command(
    z.object({
      id: Uid,
      type: TermName.optional(),
      attributes: z.record(TermName, AttributeValueSchema.nullable()).optional(),
      reverse: z.boolean().optional(),
    }),
    z.object({ relation: Relation }),
  ),
  /** Notes on the relations go with them. */
  'relations.delete': command(
    z.object({ ids: z.array(Uid).min(1) }),
    z.object({ deleted: z.int() }),
    ({ ids }) => editOf(ids),
  ),
  'relations.list': query(
    z.object({
      set: Uid.optional(),
      /** With an end in this document. */
      document: Uid.optional(),
      type: TermName.optional(),
      /** A span or an entity at either end. */
      end: Uid.optional(),
      /** Part of the words or the name at either end; case and diacritics do not count. */
      search: z.string().max(500).optional(),
      order: RelationOrder.optional(),
      descending: z.boolean().optional(),
      offset: z.int().nonnegative().optional(),
      limit: z.int().positive().max(10_000).optional(),
    }),
    z.object({
      total: z.int(),
      rows: z.array(ListedRelation),
    }),
  ),
  /**
   * What a span is linked with by relations of a type, directly or through others: a chain of mentions of one thing
   * across all documents, in their order, the span itself included.
   */
  'relations.chain': query(
    z.object({ span: Uid, type: TermName }),
    z.object({ members: z.array(PeekedSpan), truncated: z.boolean() }),
  ),
  /** Spans of any document, with context; unknown ids are left out. */
  'spans.peek': query(z.object({ ids: z.array(Uid).max(500) }), z.object({ spans: z.array(PeekedSpan) })),
};
