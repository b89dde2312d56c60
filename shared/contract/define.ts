import type * as z from 'zod';

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
export const command = define('command');
export const job = define('job');
export const host = define('host');
