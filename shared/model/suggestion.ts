import * as z from 'zod';
import { TermName } from './attributes/common.ts';

/** How far around the span whose slot is filled a rule looks. */
const Within = z.enum(['sentence', 'paragraph', 'document']);
/** On which side of the span's own words; `inside` them, or anywhere else. */
const Side = z.enum(['before', 'after', 'inside', 'any']);

/**
 * How fillers of a slot are found to be suggested. Rules are data, read in order: the first that finds something
 * is offered first. They only propose; nothing is ever filled by a rule.
 */
export const SuggestionRule = z.discriminatedUnion('rule', [
  /** Words that are not tagged yet: offered as new spans of the slot's default type. */
  z.strictObject({
    rule: z.literal('words'),
    /** BCP 47; the rule counts for documents of that language, and for those whose language is not known. */
    language: z.string().min(2).max(35),
    words: z.array(z.string().min(1).max(80)).min(1).max(500),
    within: Within.default('sentence'),
    side: Side.default('any'),
  }),
  /** Spans of the slot's allowed types, or of some of them, the nearest first. */
  z.strictObject({
    rule: z.literal('nearest'),
    types: z.array(TermName).optional(),
    within: Within.default('paragraph'),
    side: Side.default('any'),
  }),
]);
export type SuggestionRule = z.infer<typeof SuggestionRule>;
