import * as z from 'zod';
import { Fragment } from './fragments.ts';

/**
 * Tokens and sentences of a document as a file brought them, in UTF-16 code units, each list sorted by start.
 * They are kept beside the text, since formats that count in tokens cannot be written back without them.
 */
export const Segmentation = z.strictObject({
  tokens: z.array(Fragment),
  sentences: z.array(Fragment),
  /** Columns of the file that have no place in the model (lemma, part of speech), by name: one value a token. */
  columns: z.record(z.string(), z.array(z.string().nullable())).default({}),
  /** What the format that brought it needs to write the file again (its separator, its scheme), by format id. */
  extra: z.record(z.string(), z.unknown()).optional(),
});
export type Segmentation = z.infer<typeof Segmentation>;
