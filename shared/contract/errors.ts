import * as z from 'zod';
import { visible } from '../text/visible.ts';

/**
 * Codes of errors that cross to a client; each has one meaning, so that screens and exit codes may depend on it.
 * `disk-failed`: nothing more is written until the project was opened again. `conflict`: the row is no longer what the undo or edit expects. `unavailable`: no project is open.
 */
export const ErrorCode = z.enum([
  'invalid-input',
  'not-found',
  'refused',
  'conflict',
  'in-use',
  'damaged',
  'newer-version',
  'not-a-project',
  'read-only',
  'disk-failed',
  'unavailable',
  'cancelled',
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** Where it happened: any of file, line (1-based), record (1-based), byte (0-based), field. */
export const ErrorWhere = z.object({
  file: z.string().optional(),
  line: z.int().optional(),
  record: z.int().optional(),
  byte: z.int().optional(),
  field: z.string().optional(),
});
export type ErrorWhere = z.infer<typeof ErrorWhere>;

/** An error as it crosses between the programs. */
export const ErrorEnvelope = z.object({ code: ErrorCode, message: z.string(), where: ErrorWhere.optional() });
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;

/** An expected failure that a person can act on. The message says what happened and what to do. */
export class PostilError extends Error {
  override readonly name = 'PostilError';
  readonly code: ErrorCode;
  readonly where: ErrorWhere | undefined;

  constructor(code: ErrorCode, message: string, where?: ErrorWhere) {
    super(message);
    this.code = code;
    this.where = where;
  }

  toEnvelope(): ErrorEnvelope {
    return { code: this.code, message: this.message, ...(this.where && { where: this.where }) };
  }
}

/** The place in words, as appended to a message: `articles.jsonl, line 12, record 12`. */
export function describeWhere(where: ErrorWhere | undefined): string {
  if (!where) return '';
  const { file, line, record, byte, field } = where;
  return [
    file && visible(file),
    line !== undefined && `line ${line}`,
    record !== undefined && record !== line && `record ${record}`,
    byte !== undefined && `byte ${byte}`,
    field && `field ${field}`,
  ]
    .filter(Boolean)
    .join(', ');
}
