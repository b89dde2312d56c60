import * as z from 'zod';
import { commonFields } from './common.ts';
import { attributeKind } from './define.ts';

const Declaration = z.strictObject({
  ...commonFields,
  kind: z.literal('number'),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  integer: z.boolean().optional(),
  default: z.number().optional(),
});

/** A finite number, optionally whole and bounded. */
export const number = attributeKind({
  stored: 'number',
  isFree: false,
  declaration: Declaration,
  input: () => ({ multiline: false }),
  problemOf: ({ minimum, maximum, integer }, value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
    if (integer && !Number.isInteger(value)) return 'must be a whole number';
    if (minimum !== undefined && value < minimum) return `must be at least ${minimum}`;
    if (maximum !== undefined && value > maximum) return `must be at most ${maximum}`;
    return null;
  },
  parse: (text) => (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text)),
});
