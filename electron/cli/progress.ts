import type { Progress } from '../backend/jobs/output.ts';

const EVERY_MS = 500;

/** Progress as lines for people, twice a second at most, and only where standard error is a terminal. */
export function terminalProgress(say: (line: string) => void): Progress['progress'] {
  let last = 0;
  return (done, total, unit, message) => {
    const now = Date.now();
    if (!process.stderr.isTTY || now - last < EVERY_MS) return;
    last = now;
    const share = total === null || total === 0 ? '' : ` (${Math.floor((done / total) * 100)} %)`;
    say(`${message}: ${done.toLocaleString('en')} of ${total?.toLocaleString('en') ?? '?'} ${unit}${share}`);
  };
}
