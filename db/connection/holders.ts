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
  clearHolders(db, now);
  return db.run(sql`
    INSERT INTO holder (program, pid, host, seen_at) VALUES (${program}, ${process.pid}, ${hostname()}, ${now})`)
    .id;
}

/** Removes this program's row, and those of programs that are gone: with the last one the journal goes too. */
export function leaveHolder(db: WriteDb, id: number): void {
  db.run(sql`DELETE FROM holder WHERE id = ${id}`);
  clearHolders(db);
}

/** Whether the rows say of a program that is gone. */
export function hasGone(db: ReadDb, now: number = Date.now()): boolean {
  return db
    .all<Holder & { seen_at: number }>(sql`SELECT * FROM holder`)
    .some((row) => !isAlive(row, row.seen_at, now));
}

/** Removes the rows of programs that ended without closing the project; returns them. */
export function clearHolders(db: WriteDb, now: number = Date.now()): Holder[] {
  const gone = db
    .all<Holder & { id: number; seen_at: number }>(sql`SELECT * FROM holder`)
    .filter((row) => !isAlive(row, row.seen_at, now));
  for (const { id } of gone) db.run(sql`DELETE FROM holder WHERE id = ${id}`);
  return gone;
}

/** Other live programs that hold the project. */
export function otherHolders(db: ReadDb, now: number = Date.now()): Holder[] {
  return db
    .all<Holder & { seen_at: number }>(sql`SELECT program, pid, host, seen_at FROM holder`)
    .filter((row) => row.pid !== process.pid || row.host !== hostname())
    .filter((row) => isAlive(row, row.seen_at, now))
    .map(({ program, pid, host }) => ({ program, pid, host }));
}

/** Whether any live program holds the project, this one too. */
export function isHeld(db: ReadDb, now: number = Date.now()): boolean {
  return db
    .all<Holder & { seen_at: number }>(sql`SELECT program, pid, host, seen_at FROM holder`)
    .some((row) => isAlive(row, row.seen_at, now));
}

/** Whether no other live program holds the project. */
export function isAlone(db: ReadDb): boolean {
  return otherHolders(db).length === 0;
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
