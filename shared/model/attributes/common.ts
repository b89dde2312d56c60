import { z } from 'zod';

/** Names are identifiers in files of every format, so they stay within letters, digits and a few marks. */
export const TermName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,63}$/u, 'a name has 1 to 64 letters, digits, "_", "-", "." or ":"');

/** Fields shared by the declarations of all attribute kinds; spread into each kind's object schema. */
export const commonFields = {
  name: TermName,
  label: z.string().min(1).max(80),
  help: z.string().max(2000).optional(),
  required: z.boolean().optional(),
};
