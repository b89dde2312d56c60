import { statSync } from 'node:fs';
import * as z from 'zod';
import { sql, type ReadDb, type WriteDb } from '../connection/connection.ts';

/**
 * A project writes down which file it is, and which file its journal is. After a crash these two are known again: a copy, and a
 * file that was put in another's place, are other files, although their content is the same.
 */
const Pair = z.object({ file: z.string(), journal: z.string() });
export type Pair = z.infer<typeof Pair>;

const KEY = 'files';

/** Writes down the files of an open project; its journal must be there. */
export function writePair(db: WriteDb, path: string): void {
  const pair = pairOf(path);
  if (pair === null) return;
  const value = JSON.stringify(pair);
  if (db.value<string>(sql`SELECT value FROM meta WHERE key = ${KEY}`) === value) return;
  db.run(sql`
    INSERT INTO meta (key, value) VALUES (${KEY}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

/** What was written down last, or `null`. */
export function readPair(db: ReadDb): Pair | null {
  const text = db.value<string>(sql`SELECT value FROM meta WHERE key = ${KEY}`);
  try {
    return text === undefined ? null : Pair.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether the files that lie there are those that were written down. */
export function samePair(path: string, { file, journal }: Pair): boolean {
  const now = pairOf(path);
  return now !== null && now.file === file && now.journal === journal;
}

function pairOf(path: string): Pair | null {
  const [file, journal] = [identity(path), identity(`${path}-wal`)];
  return file === null || journal === null ? null : { file, journal };
}

/** `null` if the file system does not record when a file was created: inode numbers alone are reused. */
function identity(path: string): string | null {
  // Not the device: its number may be another after a restart. The time of making, in ns, is no copy's.
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat && stat.birthtimeNs > 0n ? `${stat.ino}:${stat.birthtimeNs}` : null;
}
