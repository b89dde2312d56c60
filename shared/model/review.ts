import * as z from 'zod';
import { Fragments } from './fragments.ts';

/** What an analyst decided about a proposal. Skipped and flagged ones can be decided later. */
export const Verdict = z.enum(['accepted', 'corrected', 'rejected', 'skipped', 'flagged']);
export type Verdict = z.infer<typeof Verdict>;

/** The state of a case: decided, open, or superseded by a newer run of its model. */
export const CaseState = z.enum(['open', ...Verdict.options, 'superseded']);
export type CaseState = z.infer<typeof CaseState>;

/** A proposal as it was when it was decided: half of a training pair. */
export const Proposed = z.object({
  type: z.string(),
  /** Empty for an implicit span and for a relation. */
  text: z.string(),
  fragments: Fragments,
  score: z.number().optional(),
  /** Name of the set it came in. */
  source: z.string(),
});
export type Proposed = z.infer<typeof Proposed>;

export const QuarantineKind = z.enum(['span', 'claim', 'relation']);
export type QuarantineKind = z.infer<typeof QuarantineKind>;

export const QuarantineState = z.enum(['open', 'placed', 'dismissed']);
export type QuarantineState = z.infer<typeof QuarantineState>;
