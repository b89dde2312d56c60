import { Thread } from '../threads/thread.ts';
import { MESSAGES } from './messages.ts';

/** What a check of the project's file reports. */
export interface CheckListener {
  damaged(why: string): void;
  failed(message: string): void;
  done(): void;
}

/**
 * Checks an open project in the background (8 s for 2 GB): `quick_check` and `foreign_key_check` in a thread on a connection of its own;
 * with `thorough`, after a crash, all indexes too (44 s). Returns a function that stops it, after which nothing is reported.
 */
export function startIntegrityCheck(path: string, thorough: boolean, listener: CheckListener): () => void {
  let stopped = false;
  const thread = new Thread(
    'integrity',
    { project: path, thorough },
    { onEvent: ({ message }) => !stopped && listener.damaged(message) },
  );
  thread.result
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      if (!stopped) listener.failed(MESSAGES.checkFailed(reason.replace(/\.$/, '')));
    })
    .finally(() => !stopped && listener.done());
  return () => {
    stopped = true;
    thread.cancel();
  };
}
