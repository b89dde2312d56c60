import * as z from 'zod';

/**
 * Names of types, attributes and slots. Other tools allow nearly anything, and a renamed type would not go back
 * into its corpus, so only what cannot be seen is kept out: control and direction characters, blanks at the ends.
 * Formats that allow less replace what they must when they write, and report it.
 */
export const TermName = z
  .string()
  .max(200)
  .regex(
    /^(?!__proto__$)[^\p{Z}\p{C}](?:[^\p{C}\p{Zl}\p{Zp}]*[^\p{Z}\p{C}])?$/u,
    'a name has 1 to 200 visible characters, with no blank at its ends',
  );

/** Fields shared by the declarations of all attribute kinds; spread into each kind's object schema. */
export const commonFields = {
  name: TermName,
  label: z.string().min(1).max(80),
  help: z.string().max(2000).optional(),
  required: z.boolean().optional(),
};
