import { Worker } from 'node:worker_threads';

/**
 * Checks an opened project beside the screen (8 s for 2 GB): `quick_check` and `foreign_key_check` in a worker on
 * a connection of its own. Calls `alarm` if something is wrong. Answers a function that stops it.
 */
export function startIntegrityCheck(path: string, alarm: (message: string) => void): () => void {
  const fromSource = import.meta.url.endsWith('.ts');
  const url = new URL(fromSource ? './integrity-worker.ts' : './integrity-worker.mjs', import.meta.url);
  const worker = new Worker(url, { workerData: { path } });
  worker.on('message', (problem: string | null) => {
    if (problem) alarm(`${problem} Export what you can, or restore a backup.`);
  });
  worker.on('error', (error: Error) => alarm(`The project could not be checked: ${error.message}.`));
  worker.unref();
  return () => void worker.terminate();
}
