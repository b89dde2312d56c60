import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { temporaryFolder } from '../../db/connection/temporary.ts';
import type { Recorded } from '../../db/journal/record.ts';
import { PostilError, type ErrorEnvelope } from '../../shared/contract/errors.ts';
import type { ImportReport } from '../../shared/contract/exchange.ts';
import type { JobContext } from '../context.ts';
import type { ImportOrder } from './import-worker.ts';
import type { ImportInput } from '../jobs/import.ts';
import { sweepInThread } from '../workspace/sweeping.ts';
import { threadFile } from './thread-file.ts';

/** What the thread tells the program. */
export type ImportEvent =
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number | null;
      readonly unit: string;
      readonly message: string;
    }
  /** From here on it holds the write lock: commands wait. */
  | { readonly kind: 'writing' }
  | { readonly kind: 'done'; readonly recorded: Recorded<ImportReport> }
  | { readonly kind: 'failed'; readonly error: ErrorEnvelope };

/** Of threads that read or write datasets. Records live for a moment only: a small nursery keeps the memory flat (MB). */
export const LIMITS = { maxYoungGenerationSizeMb: 16 } as const;

/**
 * Imports in a thread of its own, on its own connection, so that the screen stays alive however much there is to read and
 * write. Memory stays flat: what was read waits in a staging database. Until the write begins, editing goes on; while it
 * lasts, commands wait for {@link JobContext.holdCommands}, but for an import so large that it is written in chunks: then
 * they go on between them. A cancel, a failure or a crash at any moment leaves nothing.
 */
export async function importInThread(
  context: JobContext,
  input: ImportInput,
): Promise<Recorded<ImportReport>> {
  const staging = temporaryFolder('import');
  const flag = new SharedArrayBuffer(4);
  const order: ImportOrder = {
    project: context.store.path,
    actor: context.actor,
    input,
    staging,
    cancel: flag,
  };
  const worker = new Worker(threadFile('import'), {
    workerData: order,
    resourceLimits: LIMITS,
  });
  let release: (() => void) | undefined;
  const cancel = () => void Atomics.store(new Int32Array(flag), 0, 1);
  context.signal.addEventListener('abort', cancel);
  if (context.signal.aborted) cancel();
  const last: { word?: () => void } = {};
  try {
    return await new Promise<Recorded<ImportReport>>((resolve, reject) => {
      worker.on('message', (event: ImportEvent) => {
        if (event.kind === 'progress') context.progress(event.done, event.total, event.unit, event.message);
        else if (event.kind === 'writing') release ??= context.holdCommands();
        else if (event.kind === 'done') last.word = () => resolve(event.recorded);
        else {
          const { error } = event;
          last.word = () => reject(PostilError.of(error));
        }
      });
      worker.on('error', reject);
      // Only after its connection is closed is the file what it will be.
      worker.on('exit', () => {
        if (last.word) last.word();
        else reject(new PostilError('internal', 'The import stopped without a word. Nothing was imported.'));
      });
    });
  } finally {
    context.signal.removeEventListener('abort', cancel);
    release?.();
    // A thread that ended without a word may have left chunks behind.
    if (!last.word) await sweepInThread(context.store.path);
    // The thread wrote on a connection of its own: what this one remembers may be old.
    if (context.store.db.raw.open) {
      context.store.terms.reload();
      context.store.texts.clear();
    }
    rmSync(staging, { recursive: true, force: true });
  }
}
