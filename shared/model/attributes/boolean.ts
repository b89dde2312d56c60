import * as z from 'zod';
import { commonFields } from './common.ts';
import { attributeKind } from './define.ts';

const Declaration = z.strictObject({
  ...commonFields,
  kind: z.literal('boolean'),
  default: z.boolean().optional(),
});

const words: Record<string, boolean> = { true: true, yes: true, false: false, no: false };

/** Yes or no. */
export const boolean = attributeKind({
  stored: 'boolean',
  isFree: false,
  declaration: Declaration,
  input: () => ({ options: [true, false] }),
  problemOf: (_, value) => (typeof value === 'boolean' ? null : 'must be yes or no'),
  parse: (text) => words[text.toLowerCase()],
});
