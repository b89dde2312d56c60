import * as z from 'zod';
import { Fragments } from '../model/fragments.ts';
import { ProposedBody } from '../model/quarantine.ts';
import { QuarantineKind, QuarantineState } from '../model/review.ts';
import { Uid } from '../model/uid.ts';
import { command, editOf, job, query } from './define.ts';

/** Selects quarantined proposals; all of them if it is empty. */
export const QuarantineFilter = z.object({
  set: Uid.optional(),
  document: Uid.optional(),
  kind: QuarantineKind.optional(),
  state: QuarantineState.optional(),
});
export type QuarantineFilter = z.infer<typeof QuarantineFilter>;

/** An end of a quarantined relation in words. */
const End = z.object({
  text: z.string(),
  /** The span, once there is one. */
  span: Uid.optional(),
  /** It waits in quarantine itself. */
  waits: z.boolean(),
});

export const QuarantineItem = z.object({
  id: Uid,
  set: z.object({ id: Uid, name: z.string() }),
  document: z.object({ id: Uid, title: z.string() }).optional(),
  kind: QuarantineKind,
  state: QuarantineState,
  reason: z.string(),
  body: ProposedBody,
  /** What was made of it, where that is still there. */
  result: Uid.optional(),
  /** Of a relation. */
  from: End.optional(),
  to: End.optional(),
});
export type QuarantineItem = z.infer<typeof QuarantineItem>;

/** A place that comes near the words, with how much of them agrees, 0 to 1. */
const Guess = z.object({
  start: z.int(),
  end: z.int(),
  /** The share of letters that agree; of a part of a word, how much of the word it is. */
  score: z.number(),
  text: z.string(),
  /** The word that the place is a part of, where it is no whole word. */
  within: z.string().optional(),
});
export type Guess = z.infer<typeof Guess>;

/** What models proposed and no place was found for. */
export const quarantineCalls = {
  'quarantine.list': query(
    QuarantineFilter.extend({
      offset: z.int().nonnegative().optional(),
      limit: z.int().positive().max(1000).optional(),
    }),
    z.object({
      total: z.int(),
      rows: z.array(QuarantineItem),
      /** With the filter but for the state. */
      counts: z.object({ open: z.int(), placed: z.int(), dismissed: z.int() }),
      /** Sets that have any, with how many are open. */
      sets: z.array(z.object({ id: Uid, name: z.string(), open: z.int() })),
    }),
  ),
  /** The places in the article that come nearest, best first. */
  'quarantine.guesses': query(z.object({ id: Uid }), z.object({ guesses: z.array(Guess) })),
  /**
   * Makes of a proposal what it proposes, in the model's set: a span, a claim with its slots, or a relation. What waited
   * for it comes free in the same change.
   */
  'quarantine.place': command(
    z.object({
      id: Uid,
      /** Of a span or claim. UTF-16 code units. */
      fragments: Fragments.optional(),
      /** Of a relation: spans for the ends that name none. */
      from: Uid.optional(),
      to: Uid.optional(),
    }),
    z.object({
      result: Uid,
      /** Relations that came free. */
      freed: z.int(),
    }),
  ),
  'quarantine.dismiss': command(
    z.object({ ids: z.array(Uid).min(1).max(1000) }),
    z.object({ dismissed: z.int() }),
    ({ ids }) => editOf(ids),
  ),
  /** Opens again what was dismissed, or placed and deleted since. */
  'quarantine.reopen': command(
    z.object({ ids: z.array(Uid).min(1).max(1000) }),
    z.object({ reopened: z.int() }),
    ({ ids }) => editOf(ids),
  ),
  /** Writes `quarantine.jsonl` into a folder: each proposal as the file had it, with where it belongs and why it waits. */
  'quarantine.export': job(
    QuarantineFilter.extend({ job: Uid, folder: Uid.optional() }),
    z.object({ folder: z.string(), items: z.int(), bytes: z.int(), sha256: z.string() }),
  ),
};
