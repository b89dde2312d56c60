import type { ReadStore, Store } from '../db/connection/store.ts';
import type { Actor } from '../db/journal/actor.ts';
import type { Recorded } from '../db/journal/record.ts';
import type { Recorder } from '../db/journal/recorder.ts';
import type { Contract, CallName, OutputOf, ParsedInputOf } from '../shared/contract/index.ts';
import type { Uid } from '../shared/model/uid.ts';
import type { StartChild } from './extraction/extractor.ts';
import type { FileDesk } from './workspace/file-desk.ts';
import type { Workspace } from './workspace/workspace.ts';

/** What a query may use: a handle that can only read. */
export interface QueryContext {
  readonly store: ReadStore;
  readonly actor: Actor;
}

/** What a command may use. It writes everything through one recorded change. */
export interface CommandContext {
  readonly store: Store;
  readonly actor: Actor;
  /** Runs the one change of the command: its label, and the work. */
  record<Result>(label: string, work: (recorder: Recorder) => Result): Recorded<Result>;
  /** Returns the set that edits go to: the given one, else the analyst's own, which is created for their first edit. */
  targetSet(set: Uid | undefined): Uid;
}

/**
 * What a job may use. It runs in the background, reports its progress and can be cancelled. It records its change itself, because it
 * decides when the write begins.
 */
export interface JobContext extends Omit<CommandContext, 'record'> {
  readonly files: FileDesk;
  readonly signal: AbortSignal;
  /** Starts the process that takes articles out of files; by default a forked Node. */
  readonly startChild: StartChild | undefined;
  /** Makes commands wait, from before the job takes the write lock until the returned function is called. */
  holdCommands(): () => void;
  progress(done: number, total: number | null, unit: string, message: string): void;
  /** Resolves when the rows of an import that was undone earlier are removed; `undefined` if there is nothing to wait for. */
  readonly removal: Promise<void> | undefined;
  /** Reports the progress of a removal that goes on after the job. */
  removing(done: number, total: number | null): void;
  /** Hands the workspace a removal that goes on after the job. `stop` ends it early; the next opening removes the rest. */
  keepRemoving(removal: Promise<void>, stop: () => void): void;
}

/** What a call without a project may use. */
export interface HostContext {
  readonly workspace: Workspace;
}

type HandlerOf<Name extends CallName> = Contract[Name]['kind'] extends 'query'
  ? (context: QueryContext, input: ParsedInputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>
  : Contract[Name]['kind'] extends 'command'
    ? (context: CommandContext, input: ParsedInputOf<Name>) => Recorded<OutputOf<Name>>
    : Contract[Name]['kind'] extends 'job'
      ? (context: JobContext, input: ParsedInputOf<Name>) => Promise<Recorded<OutputOf<Name>>>
      : (context: HostContext, input: ParsedInputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>;

/** The handlers of some calls. A missing handler does not compile. */
export type Handlers<Names extends CallName = CallName> = { readonly [Name in Names]: HandlerOf<Name> };

/** Names of the calls of a domain: `documents.…`. */
export type Domain<Prefix extends string> = Extract<CallName, `${Prefix}.${string}`>;
