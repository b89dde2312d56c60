import * as z from 'zod';
import { AttributeValueSchema } from '../model/attributes/index.ts';
import { TermName } from '../model/attributes/common.ts';
import { Document, DocumentMetadata, DocumentSummary, Status } from '../model/document.ts';
import { Uid } from '../model/uid.ts';
import { command, jobInTurn, query } from './define.ts';

/** So many documents one call may name. */
export const MOST_DOCUMENTS = 100_000;
const Documents = z.array(Uid).min(1).max(MOST_DOCUMENTS);

/** Which documents: all, by status in a set, by search words, by their ids, by what is to be looked at again or still lacking. */
export const DocumentFilter = z.object({
  set: Uid.optional(),
  status: z.array(Status).optional(),
  search: z.string().max(500).optional(),
  documents: Documents.optional(),
  /** Only those with a value of a document label in the set; null: with none. */
  label: z.object({ name: TermName, value: AttributeValueSchema.nullable() }).optional(),
  /** Only those with annotations of the set that are to be looked at again. */
  recheck: z.boolean().optional(),
  /** Only those with open items in the set. */
  openItems: z.boolean().optional(),
});

const Order = z.enum(['added', 'title', 'published', 'length', 'open items']);

/** Such documents in an order. */
export const SortedFilter = DocumentFilter.extend({
  order: Order.optional(),
  descending: z.boolean().optional(),
});

/** A row of the document list. */
const ListedDocument = DocumentSummary.extend({
  /** Open items in the set, see `documents.openItems`. */
  openItems: z.int(),
});

/** Calls about documents; statuses and counts are those of one set. */
export const documentCalls = {
  'documents.list': query(
    SortedFilter.extend({
      offset: z.int().nonnegative().optional(),
      limit: z.int().positive().max(10_000).optional(),
    }),
    z.object({ total: z.int(), rows: z.array(ListedDocument) }),
  ),
  /** The ids of a part of such a list, to choose many documents at once. */
  'documents.ids': query(
    SortedFilter.extend({
      offset: z.int().nonnegative().optional(),
      limit: z.int().positive().max(MOST_DOCUMENTS),
    }),
    z.object({ ids: z.array(Uid) }),
  ),
  /** The position of a document in such a list, null if the list does not contain it, and the documents before and after it. */
  'documents.around': query(
    SortedFilter.extend({ document: Uid }),
    z.object({ at: z.int().nullable(), previous: Uid.nullable(), next: Uid.nullable() }),
  ),
  /** Documents by words of their titles, then of the names of their files, then of their texts; those found first are enough. */
  'documents.find': query(
    z.object({ search: z.string().max(500), limit: z.int().positive().max(100) }),
    z.object({
      documents: z.array(
        z.object({
          id: Uid,
          /** The title, or the beginning of the text. */
          title: z.string(),
          source: z.string(),
          published: z.string(),
          found: z.enum(['title', 'name', 'text']),
        }),
      ),
    }),
  ),
  /** Titles for ids, in the order of the ids; those that do not exist are left out. */
  'documents.named': query(
    z.object({ ids: z.array(Uid).max(1000) }),
    z.object({ documents: z.array(z.object({ id: Uid, title: z.string() })) }),
  ),
  'documents.get': query(
    z.object({ document: Uid, set: Uid.optional() }),
    z.object({ document: Document, status: Status, reason: z.string() }),
  ),
  /** The next or previous document that is neither done nor skipped; `null` when all are. */
  'documents.next': query(
    z.object({ set: Uid.optional(), from: Uid.optional(), step: z.union([z.literal(1), z.literal(-1)]) }),
    z.object({ document: Uid.nullable() }),
  ),
  'documents.setMetadata': command(
    z.object({ document: Uid, metadata: DocumentMetadata.partial() }),
    z.object({}),
  ),
  'documents.setStatus': command(
    z.object({ document: Uid, status: Status, reason: z.string().max(1000).optional(), set: Uid.optional() }),
    z.object({}),
  ),
  /** Sets the status of several documents in one change; `changed` had another one. Refused if none had. */
  'documents.setStatuses': command(
    z.object({
      documents: Documents,
      status: Status,
      reason: z.string().max(1000).optional(),
      set: Uid.optional(),
    }),
    z.object({ changed: z.int() }),
    'bulk',
  ),
  /** What the document lacks in a set by the scheme: required values and slots, mentions without an entity. */
  'documents.openItems': query(
    z.object({ document: Uid, set: Uid.optional() }),
    z.object({
      title: z.string(),
      items: z.array(
        z.object({
          what: z.enum(['attribute', 'slot', 'entity', 'label']),
          /** `null` for a label of the document. */
          span: Uid.nullable(),
          type: z.string(),
          words: z.string(),
          label: z.string(),
          name: z.string(),
        }),
      ),
    }),
  ),
  /** Moves documents with all annotations of all sets to the trash. */
  'documents.delete': jobInTurn(
    z.object({ documents: Documents, job: Uid.optional() }),
    z.object({ spans: z.int() }),
  ),
  /** Puts what was cut off the top back into the text; spans of all sets move with their words. */
  'documents.restoreHeader': command(z.object({ document: Uid }), z.object({ moved: z.int() }), 'correction'),
};
