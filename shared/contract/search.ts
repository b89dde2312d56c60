import * as z from 'zod';
import { Attributes } from '../model/annotation.ts';
import { TermName } from '../model/attributes/common.ts';
import { Status } from '../model/document.ts';
import { Uid } from '../model/uid.ts';
import { job, query } from './define.ts';

/** Longest query, in UTF-16 units. */
export const LONGEST_QUERY = 10_000;

const Text = {
  /** Words, "phrases", -words that must not be there; case and diacritics do not count. */
  text: z.string().max(LONGEST_QUERY).default(''),
  wholeWords: z.boolean().optional(),
  matchCase: z.boolean().optional(),
};

/** What is looked for, and in which documents or annotations. */
const Query = z.object({
  ...Text,
  /** In the words of the articles, or among annotations: then the text is looked for in what they cover. */
  where: z.enum(['text', 'annotations']).default('text'),
  /** Of the documents, in `set`. */
  statuses: z.array(Status).optional(),
  /** The set that statuses are of; the analyst's own when absent. */
  set: Uid.optional(),
  /** Of annotations; all, when absent or empty. */
  types: z.array(TermName).optional(),
  sets: z.array(Uid).optional(),
  /** A value that annotations have. */
  attribute: z.object({ name: TermName, value: z.string() }).optional(),
});
export type SearchQuery = z.infer<typeof Query>;

export const SearchOrder = z.enum(['document', 'left', 'hit', 'right']);
export type SearchOrder = z.infer<typeof SearchOrder>;

/** A hit in its context. Offsets: UTF-16 code units, half open; those of an annotation without words are `null`. */
const SearchHit = z.object({
  document: Uid,
  documentTitle: z.string(),
  published: z.string(),
  start: z.int().nullable(),
  end: z.int().nullable(),
  before: z.string(),
  text: z.string(),
  after: z.string(),
  /** Where an annotation was found. */
  span: z.object({ id: Uid, type: TermName, set: Uid, setName: z.string() }).optional(),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** A place that was ticked. */
const Place = z.object({ document: Uid, start: z.int().nonnegative(), end: z.int().nonnegative() });
export type SearchPlace = z.infer<typeof Place>;

const Found = z.object({
  /** Hits known so far; there may be more unless it is `complete`. */
  total: z.int(),
  /** Documents in which they are. */
  documents: z.int(),
  /** Whether everything was looked through. */
  complete: z.boolean(),
  /** Hits beyond this number are neither listed nor sorted; `null`: there are no more. */
  cut: z.int().nullable(),
});

/** Searching texts and annotations of a project, and tagging what was found. */
export const searchCalls = {
  /**
   * A page of the hits. Looks no further than the page needs, and no longer than a moment: a page that is not full yet
   * is asked for again. Sorted by words, the first few thousand hits are sorted.
   */
  'search.hits': query(
    Query.extend({
      order: SearchOrder.default('document'),
      descending: z.boolean().default(false),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    Found.extend({ rows: z.array(SearchHit) }),
  ),
  /** Looks on for a moment, up to `most` hits: asked again until it is complete, it counts them. */
  'search.count': query(Query.extend({ most: z.int().min(1).max(100_000).default(10_000) }), Found),
  /** Tags hits, all or those that were ticked, in one change; a dry run only counts. */
  'search.tag': job(
    Query.extend({
      job: Uid,
      /** Within one document and literally, as one finds there: all of the text, also inside words. */
      document: Uid.optional(),
      type: TermName,
      attributes: Attributes.optional(),
      /** Only these hits. */
      only: z.array(Place).max(200_000).optional(),
      /** All but these. */
      except: z.array(Place).max(200_000).optional(),
      /** Also where another span of the type's layer lies. */
      overlapping: z.boolean().default(false),
      dryRun: z.boolean().default(false),
    }),
    z.object({
      created: z.int(),
      documents: z.int(),
      /** Left out: tagged so already. */
      tagged: z.int(),
      /** Over other spans of the layer: left out unless they are wanted. */
      overlapping: z.int(),
      /** Ticked, and not found there any more. */
      gone: z.int(),
      /** Left out: annotations without words, or of several pieces. */
      scattered: z.int(),
    }),
  ),
  /** Writes all hits as `hits.csv` into a folder, in the order of the documents. */
  'search.export': job(
    Query.extend({
      job: Uid,
      folder: Uid.optional(),
      /** An apostrophe before cells that a spreadsheet would run as a formula, and a byte order mark for UTF-8. */
      spreadsheetSafe: z.boolean().optional(),
    }),
    z.object({ folder: z.string(), hits: z.int(), bytes: z.int(), sha256: z.string() }),
  ),
};
