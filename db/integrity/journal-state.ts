import type Database from 'better-sqlite3';

/** The changes that a reading of a project found: enough to decide whether two readings are of one project, and which is newer. */
export interface JournalState {
  /** The project's own id; `null` where it cannot be read. */
  readonly project: string | null;
  /** The newest finished change of each device. */
  readonly newest: readonly { readonly device: string; readonly seq: number; readonly uid: string }[];
}

/** Reads it from any connection to a project of any format. Throws what SQLite throws of a damaged file. */
export function readJournalState(raw: Database.Database): JournalState {
  const project = raw.prepare(`SELECT value FROM main.meta WHERE key = 'project'`).pluck().get();
  const newest = raw
    .prepare(
      // Those of an unfinished import have negative numbers: they may be swept.
      `SELECT hex(d.uid) AS device, max(c.seq) AS seq, hex(c.uid) AS uid
       FROM main.change c JOIN main.device d ON d.id = c.device_id WHERE c.seq > 0 GROUP BY d.id ORDER BY d.id`,
    )
    .all() as { device: string; seq: number; uid: string }[];
  return { project: typeof project === 'string' ? project : null, newest };
}

/** Whether two readings can be of one project. */
export function isSameProject(one: JournalState, other: JournalState): boolean {
  return one.project === null || one.project === other.project;
}

/**
 * What is odd when the file with its journal (on the connection, and as `both`) is held against the file alone: a change that
 * the journal would take away is one that it does not know, and a gap in the numbers of a device is a change that was lost.
 */
export function compareReadings(
  raw: Database.Database,
  alone: JournalState | null,
  both: JournalState,
): string[] {
  const find = raw.prepare(
    `SELECT 1 FROM main.change c JOIN main.device d ON d.id = c.device_id WHERE hex(d.uid) = ? AND c.seq = ? AND hex(c.uid) = ?`,
  );
  const missing = (alone?.newest ?? []).filter(({ device, seq, uid }) => !find.get(device, seq, uid));
  const gaps = raw
    .prepare(
      `SELECT d.name, d.seq AS last, max(c.seq) AS newest, count(*) AS changes, min(c.seq) AS oldest
       FROM main.change c JOIN main.device d ON d.id = c.device_id WHERE c.seq > 0 GROUP BY d.id
       HAVING last <> newest OR changes <> newest - oldest + 1`,
    )
    .all() as { name: string }[];
  const lost = both.newest.length < (alone?.newest.length ?? 0);
  return [
    ...(missing.length > 0 || lost
      ? ['the newest change of the file would be missing with the journal, which is older or another’s']
      : []),
    ...gaps.map(({ name }) => `changes made on “${name}” would be missing between others`),
  ];
}
