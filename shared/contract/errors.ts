import * as z from 'zod';
import { Uid } from '../model/uid.ts';
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

/**
 * Where it happened: any of file, line (1-based), record (1-based), byte (0-based), field. `change` is the change that stands in the
 * way, or that has to be named, and `document` one where its history is found.
 */
export const ErrorWhere = z.object({
  file: z.string().optional(),
  line: z.int().optional(),
  record: z.int().optional(),
  byte: z.int().optional(),
  field: z.string().optional(),
  change: Uid.optional(),
  /** What has to be done with that change first. */
  first: z.enum(['undo', 'redo']).optional(),
  document: Uid.optional(),
});
export type ErrorWhere = z.infer<typeof ErrorWhere>;

/**
 * Something that is wrong in a file to be read, and what it costs: the smallest whole thing that cannot be brought in
 * because of it.
 */
export const Fault = z.object({
  cost: z.enum(['annotation', 'record', 'file']),
  message: z.string(),
  where: ErrorWhere.optional(),
  /** Only the annotations cannot be read: asked for, the text would come in alone (`TEXT_ONLY`). */
  textOnly: z.boolean().optional(),
});
export type Fault = z.infer<typeof Fault>;

/** An error as it crosses between the programs. `faults` lists all that is wrong where there is more than one thing. */
export const ErrorEnvelope = z.object({
  code: ErrorCode,
  message: z.string(),
  where: ErrorWhere.optional(),
  faults: z.array(Fault).optional(),
});
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;

/** An expected failure that a person can act on. The message states what happened and what to do. */
export class PostilError extends Error {
  override readonly name = 'PostilError';
  readonly code: ErrorCode;
  readonly where: ErrorWhere | undefined;
  /** All that is wrong, where the message names only the first of several. */
  readonly faults: readonly Fault[] | undefined;

  constructor(code: ErrorCode, message: string, where?: ErrorWhere, faults?: readonly Fault[]) {
    super(message);
    this.code = code;
    this.where = where;
    this.faults = faults;
  }

  /** The error that another program or thread sent. */
  static of({ code, message, where, faults }: ErrorEnvelope): PostilError {
    return new PostilError(code, message, where, faults);
  }

  toEnvelope(): ErrorEnvelope {
    const { code, message, where, faults } = this;
    return { code, message, ...(where && { where }), ...(faults && { faults: [...faults] }) };
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
