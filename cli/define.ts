import type { ParseArgsOptionsConfig } from 'node:util';
import type { Router } from '../backend/router.ts';
import type { Workspace } from '../backend/workspace/workspace.ts';

/** What a command gets: its words and options, and the backend. */
export interface CliContext {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly workspace: Workspace;
  readonly router: Router;
  /** A line for people, on standard error. */
  say(line: string): void;
}

/** What a command returns: the JSON of `--json`, and whether it found something wrong (exit code 1). */
export interface CliResult {
  readonly json: object;
  /** The same for people. */
  readonly lines: readonly string[];
  readonly failed?: boolean;
  /** The exit code of another program that the command ran, in place of 0 and 1. */
  readonly code?: number;
  /** Something was left out, so that what was asked for was done in part (exit code 4). */
  readonly partial?: boolean;
}

/** One command of the command line. */
export interface CliCommand {
  readonly usage: string;
  readonly help: string;
  /** Fewest and most words after the command's name. */
  readonly words: readonly [least: number, most: number];
  readonly options: ParseArgsOptionsConfig;
  /** It ends by itself when it is told to, such as after the program that it has started. */
  readonly handlesSignals?: true;
  run(context: CliContext): Promise<CliResult | 'serving'>;
}

/** The words or options are wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A string option, or `undefined`. */
export function text(options: CliContext['options'], name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option that must be given. */
export function required(options: CliContext['options'], name: string): string {
  const value = text(options, name);
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}
