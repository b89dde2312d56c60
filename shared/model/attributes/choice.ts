import * as z from 'zod';
import { commonFields } from './common.ts';
import { attributeKind } from './define.ts';

const Declaration = z.strictObject({
  ...commonFields,
  kind: z.literal('choice'),
  options: z.array(z.string().min(1).max(80)).min(1),
  /** What people read in place of an option, by option; files always hold the option itself. */
  optionLabels: z.record(z.string().min(1).max(80), z.string().min(1).max(80)).optional(),
  default: z.string().optional(),
});

/** One of a closed list of options. */
export const choice = attributeKind({
  stored: 'text',
  isFree: false,
  declaration: Declaration,
  input: ({ options }) => ({ options }),
  problemOf: ({ options }, value) =>
    typeof value === 'string' && options.includes(value) ? null : `must be one of ${options.join(', ')}`,
  parse: (text) => text,
});
