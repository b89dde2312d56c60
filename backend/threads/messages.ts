import type { MessagePort } from 'node:worker_threads';
import type { BackupCopy } from '../../db/backups/backups.ts';
import type { EraseTarget } from '../../db/erase/erase.ts';
import type { Actor } from '../../db/journal/actor.ts';
import type { Recorded } from '../../db/journal/record.ts';
import type { EraseReport } from '../../shared/contract/erase.ts';
import type { ErrorEnvelope } from '../../shared/contract/errors.ts';
import type { ExportReport, ImportReport } from '../../shared/contract/exchange.ts';
import type { ExportInput } from '../jobs/export.ts';
import type { ImportInput } from '../jobs/import-input.ts';
import type { TakeBackOrder } from '../jobs/take-back.ts';
import type { ReportProgress } from './progress.ts';

/**
 * What each worker thread is asked for, what it reports on the way, and what it returns. All of it is plain data, since threads share no
 * memory. Every request names its project by an absolute path.
 */
interface Protocols {
  readonly backup: Protocol<BackupTask, never, BackupResults[BackupTask['task']]>;
  readonly export: Protocol<
    { readonly project: string; readonly out: string; readonly input: ExportInput },
    never,
    ExportReport
  >;
  readonly import: Protocol<
    {
      readonly project: string;
      readonly actor: Actor;
      readonly input: ImportInput;
      /** An empty folder for staging. The program deletes it, even if the thread was stopped. */
      readonly staging: string;
    },
    WritingEvent,
    Recorded<ImportReport>
  >;
  /** `project` may be the private copy of a project. Returns after everything was checked, whatever was found. */
  readonly integrity: Protocol<
    { readonly project: string; readonly thorough: boolean },
    { readonly kind: 'damage'; readonly message: string },
    void
  >;
  readonly sweep: Protocol<{ readonly project: string }, never, void>;
  readonly 'take-back': Protocol<
    { readonly project: string; readonly actor: Actor; readonly order: TakeBackOrder },
    /** `made`: the change is visible to everybody; rows may still have to be removed. */
    WritingEvent | { readonly kind: 'made'; readonly recorded: Recorded<unknown> },
    Recorded<unknown>
  >;
}

interface Protocol<Request extends { readonly project: string }, Event, Result> {
  readonly request: Request;
  readonly event: Event;
  readonly result: Result;
}

/** From here on the thread holds the project's write lock, so commands must wait. */
interface WritingEvent {
  readonly kind: 'writing';
}

/** What the backup thread can be asked for. Paths are absolute. */
export type BackupTask =
  | { readonly task: 'auto'; readonly project: string; readonly limit: number }
  | { readonly task: 'now'; readonly project: string }
  | { readonly task: 'copy'; readonly project: string; readonly out: string }
  | { readonly task: 'restore'; readonly project: string; readonly from: string; readonly program: string }
  | {
      readonly task: 'erase';
      readonly project: string;
      readonly target: EraseTarget;
      readonly actor: Actor;
      readonly program: string;
    };

export interface BackupResults {
  /** Is `null` if nothing had changed. */
  readonly auto: BackupCopy | null;
  readonly now: BackupCopy;
  readonly copy: undefined;
  readonly restore: { readonly kept: string | null };
  readonly erase: EraseReport;
}

export type ThreadName = keyof Protocols;
export type RequestOf<Name extends ThreadName> = Protocols[Name]['request'];
export type EventOf<Name extends ThreadName> = Protocols[Name]['event'];
export type ResultOf<Name extends ThreadName> = Protocols[Name]['result'];

/** What a thread sends to the program. The last message is `done` or `failed`. */
export type ThreadMessage<Name extends ThreadName> =
  | { readonly kind: 'progress'; readonly progress: Parameters<ReportProgress> }
  | { readonly kind: 'event'; readonly event: EventOf<Name> }
  | { readonly kind: 'done'; readonly result: ResultOf<Name> }
  | { readonly kind: 'failed'; readonly error: ErrorEnvelope };

/** What a thread is started with. */
export interface ThreadStart<Name extends ThreadName> {
  readonly request: RequestOf<Name>;
  /** Leads to the process that takes articles out of files, for a thread that reads such files. */
  readonly extractor: MessagePort | undefined;
  /** Four shared bytes that hold a {@link STOP}: a thread in the middle of a transaction receives no messages. */
  readonly stop: SharedArrayBuffer;
}

/** How much of its work a thread is to give up. */
export const STOP = { no: 0, cancel: 1, leave: 2 } as const;
