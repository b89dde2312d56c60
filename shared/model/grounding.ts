import * as z from 'zod';

/** How a model's words came to their place in an article. */
export const GroundingRecord = z.object({
  method: z.enum(['stated', 'unit', 'moved', 'exact', 'normalised', 'approximate', 'hand']),
  score: z.number().min(0).max(1),
  /** The words as the file had them. */
  quote: z.string(),
});
export type GroundingRecord = z.infer<typeof GroundingRecord>;

const Extraction = z.object({
  grounding: GroundingRecord.optional(),
  /** What the model gave as its reason. */
  explanation: z.string().optional(),
});

/** Key under `extra` of a span or relation that a model proposed. */
export const EXTRACTION = 'extraction';

/** What is kept of how a span was grounded; `extra` comes from files, and may hold anything there. */
export function groundingOf(
  extra: Readonly<Record<string, unknown>> | undefined,
): z.infer<typeof Extraction> {
  const parsed = Extraction.safeParse(extra?.[EXTRACTION]);
  return parsed.success ? parsed.data : {};
}
