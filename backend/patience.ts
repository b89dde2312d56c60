/** How long a write waits for another program's lock before it says who has it, and between tries (ms). */
const PATIENCE = 5000;
const PAUSE = 40;

/** How long SQLite itself waits, with the thread: a screen must stay alive while another program writes (ms). */
export const BLOCKING_WAIT = 50;

/** Tries `work` again while another program has the lock, without blocking the thread. */
export async function patiently<Result>(work: () => Result): Promise<Result> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return work();
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
      if (!busy || Date.now() > deadline) throw error;
      await pause(PAUSE);
    }
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
