import * as z from 'zod';
import { EmptyReason, Span } from '../model/annotation.ts';
import { TermName } from '../model/attributes/common.ts';
import { Fragments } from '../model/fragments.ts';
import { Uid } from '../model/uid.ts';
import { command, job, query } from './define.ts';
import { Candidate, EntityBrief } from './entities.ts';

/**
 * What to fill a slot with. A `mention` is a span made with the slot's default type (or another allowed one) and
 * linked in the same change; where one with these very fragments and an allowed type is there, that one is linked.
 */
export const FillerInput = z.union([
  z.strictObject({ span: Uid }),
  z.strictObject({ entity: Uid }),
  z.strictObject({ document: Uid }),
  z.strictObject({ text: z.string().trim().min(1).max(1000) }),
  z.strictObject({ empty: EmptyReason }),
  z.strictObject({
    mention: z.strictObject({ id: Uid.optional(), type: TermName.optional(), fragments: Fragments.min(1) }),
  }),
]);
export type FillerInput = z.infer<typeof FillerInput>;

/** A slot filled together with the span that it belongs to. */
export const SlotInput = z.strictObject({ name: TermName, filler: FillerInput });
export type SlotInput = z.infer<typeof SlotInput>;

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

const Sorting = { order: ClaimOrder.optional(), descending: z.boolean().optional() };

/** Calls about slots of claims and events, and about all claims of a project. */
export const frameCalls = {
  /** With `replace` the new filler takes the place of all that fill the slot. `id` is that of the new filler. */
  'slots.fill': command(
    z.object({
      id: Uid.optional(),
      span: Uid,
      slot: TermName,
      filler: FillerInput,
      evidence: z.array(Uid).optional(),
      replace: z.boolean().optional(),
    }),
    /** `filler` is the span that fills it now, where it is one. */
    z.object({ span: Span, filler: Uid.optional() }),
  ),
  /** Takes a filler out; a cue that belonged to the claim goes with it. */
  'slots.remove': command(z.object({ id: Uid }), z.object({ span: Span })),
  /** Puts a filler before another one of its slot, or with `null` behind all of them. */
  'slots.move': command(z.object({ id: Uid, before: Uid.nullable() }), z.object({ span: Span })),
  /** Says which spans of the document show that the filler is right. */
  'slots.evidence': command(z.object({ id: Uid, evidence: z.array(Uid).max(100) }), z.object({ span: Span })),
  /** What a slot takes: entities as `entities.search` finds them, documents by a part of their title. */
  'slots.candidates': query(
    z.object({ span: Uid, slot: TermName, search: z.string().max(200) }),
    z.object({
      entities: z.array(Candidate),
      documents: z.array(z.object({ id: Uid, name: z.string() })),
    }),
  ),
  /** What the fillers of a span that are not in its article are called: entities, documents, claims of others. */
  'slots.names': query(
    z.object({ span: Uid }),
    z.object({ names: z.array(z.object({ id: Uid, name: z.string(), document: Uid.optional() })) }),
  ),
  /** What slots hold by the registry while nothing fills them: `by` is the entity in the other slot. */
  'slots.derived': query(
    z.object({ span: Uid }),
    z.object({
      slots: z.array(
        z.object({
          slot: TermName,
          fillers: z.array(z.object({ entity: EntityBrief, by: EntityBrief })),
        }),
      ),
    }),
  ),
  'claims.list': query(
    ClaimFilter.extend({
      ...Sorting,
      offset: z.int().nonnegative().optional(),
      limit: z.int().positive().max(10_000).optional(),
    }),
    z.object({ total: z.int(), implicit: z.int(), withoutClaimer: z.int(), rows: z.array(ClaimRow) }),
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
