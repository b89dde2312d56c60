/** How long a write waits for another program's lock before it reports who holds it, and how long between attempts (ms). */
const PATIENCE = 5000;
const PAUSE = 40;

/** How long SQLite itself waits, blocking the thread (ms). Short, because the screen must stay responsive while another program writes. */
export const BLOCKING_WAIT = 50;

/** Runs `work`, and runs it again while another program holds the lock, without blocking the thread. */
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
