import { rmSync } from 'node:fs';
import type { Handlers } from '../../backend/context.ts';
import { extract } from '../../backend/extraction/extract.ts';
import { exportInputOf, runExport } from '../../backend/jobs/export.ts';
import { runImport } from '../../backend/jobs/import.ts';
import { toPostilError } from '../../backend/refusal.ts';
import { handlers } from '../../backend/services/index.ts';
import { withStore } from '../../backend/threads/worker.ts';
import { temporaryFolder } from '../../db/connection/temporary.ts';
import { PostilError } from '../../shared/contract/errors.ts';

/**
 * The handlers of the backend, but imports and exports run in the calling thread, with the functions that their threads run. A thread
 * takes a quarter of a second to start, ten times as long as a small import.
 */
export const inThisThread: Handlers = {
  ...handlers,
  'exchange.import': async (context, { job: _, files, ...input }) => {
    const staging = temporaryFolder('import');
    let release: (() => void) | undefined;
    try {
      return await asFromThread(() =>
        withStore(context.store.path, 'import', (store) =>
          runImport(
            {
              store,
              actor: context.actor,
              staging,
              isCancelled: () => context.signal.aborted,
              progress: context.progress,
              extract: async (kind, bytes, file) => extract(kind, bytes, file),
              onWriting: () => (release ??= context.holdCommands()),
            },
            { ...input, files: files.map((id) => context.files.resolve(id)) },
          ),
        ),
      );
    } finally {
      release?.();
      context.store.terms.reload();
      context.store.texts.clear();
      rmSync(staging, { recursive: true, force: true });
    }
  },
  'exchange.export': async (context, { job: _, folder, ...input }) => {
    if (folder === undefined) return await handlers['exchange.export'](context, { job: _, ...input });
    const { path } = context.files.resolve(folder);
    const result = await asFromThread(() =>
      runExport({ path: context.store.path }, path, exportInputOf(context, input), context),
    );
    return { result, change: null };
  },
};

/** Errors lose on their way from a thread what an envelope does not hold. */
async function asFromThread<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw PostilError.of(toPostilError(error).toEnvelope());
  }
}
