import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { sql, type ReadDb, type WriteDb } from './connection.ts';

/** A program that has the project open. */
export interface Holder {
  readonly program: string;
  readonly pid: number;
  readonly host: string;
}

/** Heartbeats older than this (ms) from another machine no longer count; here a process can be asked. */
const STALE = 15 * 60_000;

/** Enters this program as a holder and clears away those that are gone. Answers the row's id. */
export function enterHolder(db: WriteDb, program: string, now: number = Date.now()): number {
  for (const row of db.all<Holder & { id: number; seen_at: number }>(sql`SELECT * FROM holder`)) {
    if (!isAlive(row, row.seen_at, now)) db.run(sql`DELETE FROM holder WHERE id = ${row.id}`);
  }
  return db.run(sql`
    INSERT INTO holder (program, pid, host, seen_at) VALUES (${program}, ${process.pid}, ${hostname()}, ${now})`)
    .id;
}

/** Removes this program's row. */
export function leaveHolder(db: WriteDb, id: number): void {
  db.run(sql`DELETE FROM holder WHERE id = ${id}`);
}

/** Other live programs that hold the project. */
export function otherHolders(db: ReadDb, now: number = Date.now()): Holder[] {
  return db
    .all<Holder & { seen_at: number }>(sql`SELECT program, pid, host, seen_at FROM holder`)
    .filter((row) => row.pid !== process.pid || row.host !== hostname())
    .filter((row) => isAlive(row, row.seen_at, now))
    .map(({ program, pid, host }) => ({ program, pid, host }));
}

/** "the desktop program (pid 4711)", or that nobody is known to. */
export function describeHolders(holders: readonly Holder[]): string {
  if (holders.length === 0) return 'another program';
  return holders
    .map(({ program, pid, host }) => `${program} (pid ${pid}${host === hostname() ? '' : ` on ${host}`})`)
    .join(', ');
}

/** A program by its process and run: a restarted machine or container gives the same pids again. */
export interface RunningProcess extends Holder {
  readonly run: string;
}

/** Of this process and the threads it starts, which do not share its memory. */
const RUN = runOfProcess();

function runOfProcess(): string {
  const key = 'postil-run';
  const known = getEnvironmentData(key);
  if (typeof known === 'string') return known;
  const run = randomUUID();
  setEnvironmentData(key, run);
  return run;
}

/** This process. */
export function ownProcess(program: string): RunningProcess {
  return { program, pid: process.pid, host: hostname(), run: RUN };
}

/** Whether a process that was last heard of at `seenAt` is still there. */
export function isRunning(holder: RunningProcess, seenAt: number, now: number = Date.now()): boolean {
  if (holder.host === hostname() && holder.pid === process.pid) return holder.run === RUN;
  return isAlive(holder, seenAt, now);
}

function isAlive({ pid, host }: Holder, seenAt: number, now: number): boolean {
  if (host !== hostname()) return now - seenAt < STALE;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
