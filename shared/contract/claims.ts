import * as z from 'zod';
import { EmptyReason } from '../model/annotation.ts';
import { ClaimGroupings, MOST_CHOSEN } from '../model/claim-groups.ts';
import { Uid } from '../model/uid.ts';
import { job, query } from './define.ts';

/** How the claims table is sorted. */
export const ClaimOrder = z.enum([
  'document',
  'published',
  'claimer',
  'gloss',
  'cue',
  'object',
  'kind',
  'epistemic',
  'topic',
  'stance',
  'sentiment',
]);
export type ClaimOrder = z.infer<typeof ClaimOrder>;

/** Which claims: all of a set (or of all sets), narrowed by every field that is given. */
export const ClaimFilter = z.object({
  set: Uid.optional(),
  document: Uid.optional(),
  /** Words that gloss, content, topic or the names and words of the claimers contain; case and diacritics do not count. */
  search: z.string().max(500).optional(),
  /** The entity that claims, named by a filler or linked to one. */
  claimer: Uid.optional(),
  /** An entity in any slot, or mentioned inside the claim's words. */
  entity: Uid.optional(),
  epistemic: z.string().max(200).optional(),
  kind: z.string().max(200).optional(),
  topic: z.string().max(500).optional(),
  /** Published on or after, and on or before; ISO dates as precise as one likes. */
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  /** Only those without a claimer. */
  claimless: z.boolean().optional(),
});
export type ClaimFilter = z.infer<typeof ClaimFilter>;

export const ClaimRow = z.object({
  id: Uid,
  document: Uid,
  /** The title, or the beginning of the text. */
  documentTitle: z.string(),
  published: z.string(),
  set: Uid,
  type: z.string(),
  gloss: z.string(),
  /** All claimers: the names of the entities, and the words of those that are linked to none; empty without one. */
  claimer: z.string(),
  /** The words of the claimers in the text, if they differ from the names. */
  claimerWords: z.string(),
  /** The reason given for having no claimer. */
  claimerEmpty: EmptyReason.nullable(),
  cue: z.string(),
  content: z.string(),
  /** What the claim is about, as the claimers. */
  object: z.string(),
  objectWords: z.string(),
  kind: z.string(),
  epistemic: z.string(),
  stance: z.string(),
  sentiment: z.string(),
  topic: z.string(),
  /** Which of these attributes hold a default that nobody has touched. */
  untouched: z.array(z.string()),
  implicit: z.boolean(),
  start: z.int().nullable(),
  end: z.int().nullable(),
});
export type ClaimRow = z.infer<typeof ClaimRow>;

/** What claims can be grouped by. */
const ClaimGrouping = z.enum(ClaimGroupings);

/** Claims of one claimer, object or topic. A claim with several claimers is in the group of each. */
export const ClaimGroup = z.object({
  /** Stays the same while the group exists. */
  key: z.string(),
  /** An entity; words that are linked to none; a value; or claims without claimer, object or topic. */
  kind: z.enum(['entity', 'words', 'value', 'none']),
  /** The entity or its words, or the value; empty for `none`. */
  name: z.string(),
  claims: z.int(),
});
export type ClaimGroup = z.infer<typeof ClaimGroup>;

/** Which groups are folded: those named, or all but those named. */
const Folded = z.object({ all: z.boolean(), except: z.array(z.string().max(10_100)).max(20_000).readonly() });

const Sorting = { order: ClaimOrder.optional(), descending: z.boolean().optional() };

/** Calls about all claims of a project. */
export const claimCalls = {
  'claims.list': query(
    ClaimFilter.extend({
      ...Sorting,
      offset: z.int().nonnegative().optional(),
      limit: z.int().positive().max(10_000).optional(),
    }),
    z.object({ total: z.int(), implicit: z.int(), withoutClaimer: z.int(), rows: z.array(ClaimRow) }),
  ),
  /**
   * The groups of the claims that pass a filter, those with the most claims first; by name if they are sorted by what they are
   * grouped by.
   */
  'claims.groups': query(
    ClaimFilter.extend({ ...Sorting, by: ClaimGrouping }),
    z.object({ groups: z.array(ClaimGroup) }),
  ),
  /** The claims of the groups that are not folded, group by group. */
  'claims.grouped': query(
    ClaimFilter.extend({
      ...Sorting,
      by: ClaimGrouping,
      folded: Folded,
      offset: z.int().nonnegative().optional(),
      limit: z.int().positive().max(10_000).optional(),
    }),
    z.object({ total: z.int(), rows: z.array(ClaimRow) }),
  ),
  /** Ids of the claims that pass a filter, or of those in the groups that are not folded, as they are listed. */
  'claims.ids': query(
    ClaimFilter.extend({
      ...Sorting,
      groups: z.object({ by: ClaimGrouping, folded: Folded }).optional(),
      offset: z.int().nonnegative().optional(),
      limit: z.int().positive().max(MOST_CHOSEN).optional(),
    }),
    z.object({ ids: z.array(Uid) }),
  ),
  /** Values that occur and can be filtered by: topics, kinds, epistemic statuses, entities that claim. */
  'claims.facets': query(
    z.object({ set: Uid.optional() }),
    z.object({
      topics: z.array(z.string()),
      kinds: z.array(z.string()),
      epistemics: z.array(z.string()),
      claimers: z.array(z.object({ id: Uid, name: z.string() })),
      entities: z.array(z.object({ id: Uid, name: z.string() })),
    }),
  ),
  /** Writes the claims of a filter as `claims.csv` into a folder, as they are listed. */
  'claims.export': job(
    ClaimFilter.extend({
      ...Sorting,
      job: Uid,
      folder: Uid.optional(),
      /** An apostrophe before cells that a spreadsheet would run as a formula, and a byte order mark for UTF-8. */
      spreadsheetSafe: z.boolean().optional(),
    }),
    z.object({ folder: z.string(), claims: z.int(), bytes: z.int(), sha256: z.string() }),
  ),
};
