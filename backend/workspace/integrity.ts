import { Worker } from 'node:worker_threads';
import { threadFile } from '../threads/thread-file.ts';

/** What the thread tells: a finding, that it could not look, or that it has looked at everything. */
export type IntegrityNews =
  { readonly damage: string } | { readonly failed: string } | { readonly done: true };

/**
 * Checks an opened project beside the screen (8 s for 2 GB): `quick_check` and `foreign_key_check` in a worker on
 * a connection of its own; `thorough`, after a crash, with all indexes (44 s). Returns a function that stops it.
 */
export function startIntegrityCheck(
  path: string,
  thorough: boolean,
  tell: { damaged(why: string): void; failed(message: string): void; done(): void },
): () => void {
  const worker = new Worker(threadFile('integrity'), { workerData: { path, thorough } });
  let stopped = false;
  const ended = () => {
    if (stopped) return;
    stopped = true;
    tell.done();
  };
  const failed = (message: string) => {
    if (!stopped) tell.failed(`The project could not be checked: ${message}.`);
  };
  worker.on('message', (news: IntegrityNews) => {
    if (stopped) return;
    if ('damage' in news) tell.damaged(news.damage);
    else if ('failed' in news) failed(news.failed);
  });
  worker.on('error', (error: Error) => {
    failed(error.message);
  });
  worker.on('exit', ended);
  worker.unref();
  return () => {
    stopped = true;
    void worker.terminate();
  };
}
