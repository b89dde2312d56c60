import { rmSync } from 'node:fs';
import { temporaryFolder } from '../../db/connection/temporary.ts';
import type { Recorded } from '../../db/journal/record.ts';
import type { ImportReport } from '../../shared/contract/exchange.ts';
import type { JobContext } from '../context.ts';
import { Extractor } from '../extraction/extractor.ts';
import { runThread, Thread } from '../threads/thread.ts';
import type { ImportInput } from './import-input.ts';

/**
 * Imports in a thread, on its own connection, so that the screen stays responsive however much there is to read and
 * write. Memory use stays constant, because records wait in a staging database. Editing continues until the write
 * begins. During the write, commands wait for {@link JobContext.holdCommands}, except if the import is so large that it
 * is written in chunks: then they run between chunks. After a cancel, a failure or a crash at any moment, nothing of
 * the import remains.
 */
export async function importInThread(
  context: JobContext,
  input: ImportInput,
): Promise<Recorded<ImportReport>> {
  const { store, actor, signal, progress } = context;
  const staging = temporaryFolder('import');
  const extractor = new Extractor(context.startChild);
  const stop = () => extractor.dispose();
  signal.addEventListener('abort', stop);
  let release: (() => void) | undefined;
  const thread = new Thread(
    'import',
    { project: store.path, actor, input, staging },
    {
      signal,
      onProgress: progress,
      onEvent: () => (release ??= context.holdCommands()),
      extract: extractor.extract,
    },
  );
  try {
    return await thread.result;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    release?.();
    // A thread that crashed may have left chunks behind.
    if (!thread.hasReported) await runThread('sweep', { project: store.path });
    // The thread wrote on a connection of its own, so the caches of this one may be outdated.
    if (store.db.raw.open) {
      store.terms.reload();
      store.texts.clear();
    }
    rmSync(staging, { recursive: true, force: true });
  }
}
