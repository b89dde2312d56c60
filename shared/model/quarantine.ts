import * as z from 'zod';
import { Attributes } from './annotation.ts';
import { TermName } from './attributes/common.ts';
import { type QuarantineKind } from './review.ts';
import { Uid } from './uid.ts';

const Score = z.number().min(0).max(1);

/** Words that a proposal puts into a slot of its claim; they are grounded once the claim has its place. */
export const ProposedPart = z.object({
  slot: TermName,
  text: z.string().min(1),
  type: TermName,
  score: Score.optional(),
});
export type ProposedPart = z.infer<typeof ProposedPart>;

/** An end of a relation: a span that is there, something in quarantine, or words that name neither. */
export const ProposedEnd = z.union([
  z.strictObject({ span: Uid }),
  z.strictObject({ quarantine: Uid }),
  z.strictObject({ text: z.string() }),
]);
export type ProposedEnd = z.infer<typeof ProposedEnd>;

/** What a file proposed and no place could be found for: enough to make it by hand, and what the file had. */
export const ProposedBody = z.object({
  /** Of a span or claim its type, of a relation the relation's. */
  type: TermName,
  /** The words as the file quotes them; empty for a relation. */
  text: z.string(),
  context: z.string().optional(),
  score: Score.optional(),
  explanation: z.string().optional(),
  attributes: Attributes.default({}),
  entities: z.array(Uid).default([]),
  /** Of a claim. */
  parts: z.array(ProposedPart).default([]),
  /** Of a part of a claim that has its place: what it fills. */
  fills: z.object({ claim: Uid, slot: TermName }).optional(),
  /** Of a relation. */
  from: ProposedEnd.optional(),
  to: ProposedEnd.optional(),
  /** As the file had it. */
  given: z.unknown(),
});
export type ProposedBody = z.infer<typeof ProposedBody>;

/** A proposal that could not be located, as a reader returns it; the id is local to its record. */
export interface IncomingQuarantine {
  readonly id: Uid;
  readonly kind: QuarantineKind;
  /** Why, in words. */
  readonly reason: string;
  readonly body: ProposedBody;
}
