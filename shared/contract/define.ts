import type * as z from 'zod';
import type { ChangeKind } from '../model/change.ts';

/**
 * What a call may do, by its kind:
 * - `query` reads the project; the renderer caches it.
 * - `command` changes the project: one transaction, one journal entry, one announcement.
 * - `job` is long work with progress; it can be cancelled.
 * - `host` needs no project: profiles, files, opening and closing.
 */
export type CallKind = 'query' | 'command' | 'job' | 'host';

/** One call between a client and the backend, stated once; handlers and clients are derived from it. */
export interface Call<Kind extends CallKind, Input extends z.ZodType, Output extends z.ZodType> {
  readonly kind: Kind;
  readonly input: Input;
  readonly output: Output;
  /** Of a job: it takes its turn among the client's commands, as all commands do. */
  readonly inTurn?: boolean;
  /** Of a command: the kind of the change that it makes of an input. */
  makes?(input: z.output<Input>): ChangeKind;
}

export type AnyCall = Call<CallKind, z.ZodType, z.ZodType>;

/** Calls by name. A name is `domain.verb`. */
export type Calls = Readonly<Record<string, AnyCall>>;

function define<Kind extends CallKind>(kind: Kind) {
  return <Input extends z.ZodType, Output extends z.ZodType>(
    input: Input,
    output: Output,
  ): Call<Kind, Input, Output> => ({ kind, input, output });
}

export const query = define('query');
export const job = define('job');
/** A job that clients give in the order of their commands, which it may take back. Small ones are done at once. */
export const jobInTurn: typeof job = (input, output) => ({ ...job(input, output), inTurn: true });
export const host = define('host');

/** A command; the change it makes is an edit by default; a command may name another kind, for all inputs or for each. */
export function command<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  makes: ChangeKind | ((input: z.output<Input>) => ChangeKind) = 'edit',
): Call<'command', Input, Output> {
  return { kind: 'command', input, output, makes: typeof makes === 'string' ? () => makes : makes };
}

/** The kind of a change that does the same to all that is listed. */
export function editOf(listed: readonly unknown[]): ChangeKind {
  return listed.length > 1 ? 'bulk' : 'edit';
}
