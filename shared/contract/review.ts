import * as z from 'zod';
import { Attributes, Relation, Span } from '../model/annotation.ts';
import { TermName } from '../model/attributes/common.ts';
import { Fragments } from '../model/fragments.ts';
import { CaseState, Verdict } from '../model/review.ts';
import { ModelRun, SetKind } from '../model/set.ts';
import { Uid } from '../model/uid.ts';
import { command, editOf, job, query } from './define.ts';

/** How the queue is sorted. `uncertain`: nearest to a threshold first. */
export const CaseOrder = z.enum([
  'worst',
  'best',
  'uncertain',
  'document',
  'text',
  'type',
  'length',
  'disagreement',
]);
export type CaseOrder = z.infer<typeof CaseOrder>;

/** A set that proposes, with the number of its cases in each state. */
const Source = z.object({
  id: Uid,
  name: z.string(),
  kind: SetKind,
  model: ModelRun.optional(),
  open: z.int(),
  decided: z.int(),
  /** Whether it is in the queue at all. */
  started: z.boolean(),
  superseded: z.boolean(),
});
export type ReviewSource = z.infer<typeof Source>;

/** A case as a list shows it. Its id is the proposal's. */
const CaseRow = z.object({
  id: Uid,
  kind: z.enum(['span', 'relation']),
  document: Uid,
  documentTitle: z.string(),
  source: Uid,
  type: TermName,
  text: z.string(),
  score: z.number().nullable(),
  disagreement: z.int(),
  state: CaseState,
});
export type CaseRow = z.infer<typeof CaseRow>;

/** Same words, same type: cases that look alike. */
const CaseGroup = z.object({
  text: z.string(),
  type: TermName,
  count: z.int(),
  documents: z.int(),
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
});
export type CaseGroup = z.infer<typeof CaseGroup>;

/** A span of another set over the same words. */
const Rival = z.object({ set: Uid, setName: z.string(), span: Span, text: z.string(), same: z.boolean() });
export type Rival = z.infer<typeof Rival>;

/** A slot's filler in words. */
const FillerText = z.object({
  slot: z.string(),
  text: z.string(),
  type: TermName.optional(),
  filler: Uid.optional(),
  /** Where it is in the same article. */
  fragments: Fragments.optional(),
  /** Name of the entity that it is linked to, as proposed or as accepted. */
  entity: z.string().optional(),
  /** How its own case stands; absent if it has none. */
  state: CaseState.optional(),
});
export type FillerText = z.infer<typeof FillerText>;

const Earlier = z.object({ verdict: Verdict, type: TermName, count: z.int() });

/** Everything a decision needs to see. Offsets: UTF-16 code units of the document. */
const CaseDetail = CaseRow.extend({
  span: Span.optional(),
  relation: Relation.optional(),
  /** The document's text around the proposal; `contextStart` is where it begins in the document. */
  context: z.string(),
  contextStart: z.int(),
  /** Other spans in that part of the text: what the target set has there, and other sources. */
  rivals: z.array(Rival),
  fillers: z.array(FillerText),
  explanation: z.string().optional(),
  /** What was decided about the same words before. */
  earlier: z.array(Earlier),
  decision: z
    .object({
      verdict: Verdict,
      reason: z.string(),
      at: z.string(),
      result: Uid.optional(),
      repeated: z.boolean(),
    })
    .optional(),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

/** How an accepted proposal differs from what goes into the target set; all absent = as it is. */
const Correction = z.object({
  type: TermName.optional(),
  fragments: Fragments.optional(),
  attributes: Attributes.optional(),
  entities: z.array(Uid).optional(),
  /** Names of the slots to take over; all, when absent. */
  slots: z.array(z.string()).optional(),
  /** A claim of the target set that takes the chosen slots instead of a new one being made. */
  into: Uid.optional(),
});
export type Correction = z.infer<typeof Correction>;

const Decision = z.enum(['accept', 'reject', 'skip', 'flag', 'reopen']);
export type Decision = z.infer<typeof Decision>;

const Where = z.string().max(10_000);
const Group = z.object({ text: z.string(), type: TermName });

const BulkCounts = z.object({
  /** Cases that the condition chooses. */
  cases: z.int(),
  documents: z.int(),
  /** Spans and relations that the target set gets; the others already exist. `null`: not known. */
  created: z.int().nullable(),
  byType: z.array(z.object({ type: TermName, cases: z.int() })),
});
export type BulkCounts = z.infer<typeof BulkCounts>;

/** Comparing source sets with a target set and deciding case by case, or many at once. */
export const reviewCalls = {
  /**
   * Brings the queue of a target set up to date: the analyst's own when none is named. Without `sources`, every model's
   * newest run and what was reviewed before.
   */
  'review.open': job(
    z.object({ job: Uid, target: Uid.optional(), sources: z.array(Uid).optional() }),
    z.object({ review: Uid, added: z.int(), repeated: z.int() }),
  ),
  'review.overview': query(
    z.object({ target: Uid.optional() }),
    z.object({
      /** `null` until the queue was opened for the first time. */
      review: Uid.nullable(),
      target: Uid.nullable(),
      targetName: z.string(),
      blind: z.number(),
      sources: z.array(Source),
      quarantined: z.int(),
    }),
  ),
  'review.queue': query(
    z.object({
      review: Uid,
      where: Where.default(''),
      group: Group.optional(),
      order: CaseOrder.default('worst'),
      threshold: z.number().min(0).max(1).default(0.5),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(50),
    }),
    z.object({ rows: z.array(CaseRow) }),
  ),
  'review.count': query(
    z.object({ review: Uid, where: Where.default(''), group: Group.optional() }),
    z.object({ cases: z.int(), documents: z.int() }),
  ),
  'review.groups': query(
    z.object({
      review: Uid,
      where: Where.default(''),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    z.object({ groups: z.array(CaseGroup) }),
  ),
  'review.case': query(z.object({ review: Uid, id: Uid }), CaseDetail),
  /**
   * Open proposals of one article; none while it is blind for this analyst. The ends of relations are what the article
   * shows for them: open proposals, or what the target set has in their place.
   */
  'review.inDocument': query(
    z.object({ document: Uid, target: Uid.optional() }),
    z.object({
      review: Uid.nullable(),
      blind: z.boolean(),
      spans: z.array(Span),
      relations: z.array(Relation),
      rejected: z.int(),
    }),
  ),
  /** Decides some cases alike; a correction belongs to one. */
  'review.decide': command(
    z.object({
      review: Uid,
      ids: z.array(Uid).min(1).max(500),
      decision: Decision,
      correction: Correction.optional(),
      reason: z.string().max(2000).default(''),
    }),
    z.object({ decided: z.int(), created: z.int(), results: z.array(Uid), notes: z.array(z.string()) }),
    ({ ids }) => editOf(ids),
  ),
  'review.tryBulk': query(
    z.object({
      review: Uid,
      where: Where,
      group: Group.optional(),
      decision: z.enum(['accept', 'reject']),
      /** Finds out what is created however long that takes. */
      exact: z.boolean().default(false),
    }),
    BulkCounts,
  ),
  /** Decides all that a condition chooses: one journal entry. */
  'review.bulk': job(
    z.object({
      job: Uid,
      review: Uid,
      where: Where,
      group: Group.optional(),
      decision: z.enum(['accept', 'reject']),
      reason: z.string().max(2000).default(''),
    }),
    z.object({ decided: z.int(), created: z.int(), notes: z.array(z.string()) }),
  ),
  /** Sets the share of documents whose proposals stay hidden until they are done. */
  'review.setBlind': command(z.object({ review: Uid, share: z.number().min(0).max(1) }), z.object({})),
  /** For each type and hundredth of the score: open cases, and how those that were decided turned out. */
  'review.scores': query(
    z.object({ review: Uid, where: Where.default('') }),
    z.object({
      types: z.array(
        z.object({
          type: TermName,
          bins: z.array(z.object({ score: z.number(), open: z.int(), right: z.int(), wrong: z.int() })),
        }),
      ),
    }),
  ),
  /** Accept rate where proposals were shown, beside agreement where they were not. */
  'review.honesty': query(
    z.object({ review: Uid }),
    z.object({
      shown: z.object({
        documents: z.int(),
        decided: z.int(),
        accepted: z.int(),
        corrected: z.int(),
        rejected: z.int(),
      }),
      blind: z.object({
        documents: z.int(),
        done: z.int(),
        proposed: z.int(),
        /** Proposals of done blind documents that the analyst, not seeing them, annotated alike. */
        agreed: z.int(),
        annotated: z.int(),
      }),
    }),
  ),
  /** Writes pairs of what was proposed and what became of it, as JSON lines. */
  'review.exportCorrections': job(
    z.object({ job: Uid, review: Uid, folder: Uid.optional() }),
    z.object({ folder: z.string(), file: z.string(), pairs: z.int() }),
  ),
};
