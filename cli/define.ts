import type { Router } from '../backend/router.ts';
import type { Workspace } from '../backend/workspace/workspace.ts';
import { MESSAGES } from './messages.ts';

/** What the command line writes to; `process` has both streams. */
export interface CliStreams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** The input of a command: its operands and options, the backend, and where to write. */
export interface CliContext {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly workspace: Workspace;
  readonly router: Router;
  readonly streams: CliStreams;
  /** Writes a line for people to standard error. */
  say(line: string): void;
}

/** The result of a command: the JSON of `--json`, and whether it found something wrong (exit code 1). */
export interface CliResult {
  readonly json: object;
  /** The same result for people. */
  readonly lines: readonly string[];
  readonly failed?: boolean;
  /** The exit code of another program that the command ran; replaces 0 and 1. */
  readonly code?: number;
  /** The command did only part of its work because it left something out (exit code 4). */
  readonly partial?: boolean;
}

/** An option of a command, by its long name. */
export interface CliOption {
  readonly type: 'string' | 'boolean';
  /** May be given several times. */
  readonly multiple?: true;
  readonly required?: true;
  /** The placeholder for the value in the help, such as `NAME`; only for strings. */
  readonly value?: string;
  /** One or two sentences. */
  readonly help: string;
  /** Earlier names, without dashes, which keep working. */
  readonly aliases?: readonly string[];
}

/** A command line worth showing, with what it does. */
export interface CliExample {
  /** Without `postil` at the front. */
  readonly line: string;
  readonly does: string;
}

/** One command of the command line. Its help and `docs/command-line.md` are made from this. */
export interface CliCommand {
  /** Earlier names, which keep working. */
  readonly aliases?: readonly string[];
  /** The words after the name, such as `FILE PATH…`; several forms are separated by ` | `. */
  readonly operands: string;
  /** One line for the list of commands, without a full stop. */
  readonly summary: string;
  /** Sentences for the command's own help, if the summary is not enough. */
  readonly details?: string;
  /** Fewest and most operands. */
  readonly words: readonly [least: number, most: number];
  readonly options: Readonly<Record<string, CliOption>>;
  readonly examples?: readonly CliExample[];
  /** The command handles signals such as Ctrl+C on its own, for instance to wait for a program that it started. */
  readonly handlesSignals?: true;
  run(context: CliContext): Promise<CliResult | 'serving'>;
}

/** The operands or options are wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Returns a string option, or `undefined`. */
export function text(options: CliContext['options'], name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Returns an option that the command declares as required. Throws a UsageError if it is missing. */
export function required(options: CliContext['options'], name: string): string {
  const value = text(options, name);
  if (value === undefined) throw new UsageError(MESSAGES.optionMissing(name));
  return value;
}

/** Options that several commands share. */
export const DOCUMENT_OPTION = {
  document: {
    type: 'string',
    value: 'DOCUMENT',
    help: 'Only this document: its id, or its file name or title if only one document has it.',
  },
} as const satisfies CliCommand['options'];

export const SET_OPTION = {
  set: { type: 'string', value: 'SET', help: 'Only this annotation set: its name or id.' },
} as const satisfies CliCommand['options'];

/** The set that a command writes to. */
export const TARGET_SET_OPTION = {
  set: {
    type: 'string',
    value: 'SET',
    help: 'The annotation set to add to, by name or id; it is created if it does not exist. Default: your own set.',
  },
} as const satisfies CliCommand['options'];

export const DRY_RUN_OPTION = {
  'dry-run': { type: 'boolean', help: 'Reports what would be done and changes nothing.' },
} as const satisfies CliCommand['options'];
