import * as z from 'zod';
import { commonFields } from './common.ts';
import { attributeKind } from './define.ts';

const Declaration = z.strictObject({
  ...commonFields,
  kind: z.literal('text'),
  default: z.string().optional(),
  multiline: z.boolean().optional(),
  /** Hues in degrees of OKLCH by value, for values that have a colour; lightness and chroma belong to the theme. */
  hues: z.record(z.string().min(1), z.number().min(0).max(360)).optional(),
});

/** Longest free text value, in UTF-16 code units. */
export const MAX_TEXT_VALUE = 10_000;

/** Free text. */
export const text = attributeKind({
  stored: 'text',
  isFree: true,
  declaration: Declaration,
  input: ({ multiline }) => ({ multiline: multiline ?? false }),
  problemOf: (_, value) => {
    if (typeof value !== 'string') return 'must be text';
    return value.length > MAX_TEXT_VALUE ? `must not be longer than ${MAX_TEXT_VALUE} characters` : null;
  },
  parse: (input) => input,
});
