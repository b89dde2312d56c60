import { Worker } from 'node:worker_threads';
import type { BackupCopy } from '../../db/backups/backups.ts';
import type { EraseTarget } from '../../db/erase/erase.ts';
import type { Actor } from '../../db/journal/actor.ts';
import type { EraseReport } from '../../shared/contract/erase.ts';
import { PostilError, type ErrorEnvelope } from '../../shared/contract/errors.ts';
import { threadFile } from './thread-file.ts';

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

interface Answers {
  /** `null`: nothing had changed. */
  auto: BackupCopy | null;
  now: BackupCopy;
  copy: undefined;
  restore: { readonly kept: string | null };
  erase: EraseReport;
}

export type BackupAnswer = { readonly done: unknown } | { readonly error: ErrorEnvelope };

/** Runs one task in a thread of its own. `stop` ends it; what it was writing then has only its temporary name. */
export function inBackupThread<Task extends BackupTask>(
  task: Task,
  stop?: AbortSignal,
): Promise<Answers[Task['task']]> {
  const worker = new Worker(threadFile('backup'), { workerData: task });
  stop?.addEventListener('abort', () => void worker.terminate());
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: BackupAnswer) => {
      if ('done' in answer) resolve(answer.done as Answers[Task['task']]);
      else reject(new PostilError(answer.error.code, answer.error.message, answer.error.where));
    });
    worker.once('error', reject);
    // After an answer this changes nothing.
    worker.once('exit', () =>
      reject(new PostilError('cancelled', 'The copy was stopped; nothing of it is kept.')),
    );
  });
}
