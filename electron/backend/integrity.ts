import { Worker } from 'node:worker_threads';

/**
 * Checks an opened project beside the screen (8 s for 2 GB): `quick_check` and `foreign_key_check` in a worker on
 * a connection of its own; `thorough`, after a crash, with all indexes (44 s). Answers a function that stops it.
 */
export function startIntegrityCheck(
  path: string,
  thorough: boolean,
  tell: { damaged(message: string): void; failed(message: string): void },
): () => void {
  const fromSource = import.meta.url.endsWith('.ts');
  const url = new URL(fromSource ? './integrity-worker.ts' : './integrity-worker.mjs', import.meta.url);
  const worker = new Worker(url, { workerData: { path, thorough } });
  worker.on('message', (problem: string | null) => {
    if (problem)
      tell.damaged(
        `${problem} Nothing more is written into it. Keep the file, export what you can, and restore a backup.`,
      );
  });
  worker.on('error', (error: Error) => tell.failed(`The project could not be checked: ${error.message}.`));
  worker.unref();
  return () => void worker.terminate();
}
