import * as z from 'zod';
import { PostilError } from '../contract/errors.ts';
import { SchemeStep } from './steps.ts';

/** A file that repeats a change of the scheme in another project: `*.migration.json`. */
export const Migration = z.strictObject({
  format: z.literal('postil-migration'),
  version: z.literal(1),
  /** The scheme that it was made for. Other schemes may have the parts too. */
  from: z.strictObject({ scheme: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  steps: z.array(SchemeStep).min(1).max(1000),
});
export type Migration = z.output<typeof Migration>;

/** Reads a migration from the text of a file. Errors name the step: refused. */
export function readMigrationText(text: string, file: string): Migration {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new PostilError('refused', `The migration is not valid JSON: ${(error as Error).message}.`, {
      file,
    });
  }
  const parsed = Migration.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  const [first, at, ...rest] = path;
  const where =
    first === 'steps' && typeof at === 'number'
      ? `step ${at + 1}${rest.length > 0 ? `, ${rest.join('.')}` : ''}`
      : path.join('.') || 'top level';
  throw new PostilError('refused', `The migration is not valid: ${where}: ${message}.`, { file });
}
