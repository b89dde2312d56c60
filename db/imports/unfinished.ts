import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { MESSAGES } from '../messages.ts';
import { sql, type Connection, type LinedTable, type Lines, type ReadDb } from '../connection/connection.ts';
import { describeHolders, isRunning, ownProcess } from '../connection/holders.ts';
import type { KindName } from '../rows/index.ts';
import { placeOf, type AnyKind, type RowKinds } from '../rows/kinds.ts';
import {
  isRemoval,
  type Ranges,
  type Unfinished,
  type UnfinishedRemoval,
  type UnfinishedWriting,
} from '../connection/mark.ts';
import { conditionsOf, linedTables, shadowedTables } from '../connection/shadows.ts';
import type { Store } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';

/** So many rows of a table may be made by others while an import is being written. */
const GAP = 2 ** 24;

/** The large change that is being made, or was when its program died. */
export function findUnfinished(db: ReadDb): Unfinished | undefined {
  const text = db.fact(
    'unfinished',
    () => db.value<string>(sql`SELECT value FROM meta WHERE key = 'unfinished'`) ?? null,
  );
  return text === null ? undefined : (JSON.parse(text) as Unfinished);
}

/** Whether the program that makes it is still there. */
export function isBeingWritten(unfinished: Unfinished): boolean {
  return isRunning(unfinished, unfinished.seenAt);
}

/** Draws the lines, on the connection that will write above them. Within its first transaction. */
export function markUnfinished(
  { db, kinds }: Store,
  program: string,
  doing: 'import' | 'redo' = 'import',
): UnfinishedWriting {
  const line = (table: LinedTable) => topOf(db, table) + GAP;
  const lines: Lines = Object.fromEntries(linedTables(kinds).map((table) => [table, line(table)]));
  const unfinished: UnfinishedWriting = {
    ...ownProcess(program),
    doing,
    change: lines['change']!,
    lines,
    surfaces: topOf(db, 'surface') + 1,
    terms: topOf(db, 'term') + 1,
    seenAt: Date.now(),
  };
  writeMark(db, unfinished);
  db.keepTo(lines, 'above');
  return unfinished;
}

/** Hides the rows of an import from everybody, from the commit on: its undo is done, but for their removal. */
export function markRemoval(
  { db }: Store,
  program: string,
  removal: Pick<UnfinishedRemoval, 'change' | 'undone' | 'packs' | 'rows' | 'ranges'>,
): void {
  writeMark(db, { ...ownProcess(program), doing: 'undo', ...removal, seenAt: Date.now() });
}

/** Tells that the change is still being made, or is being swept by this program. */
export function renewMark(db: Connection, unfinished: Unfinished, program = unfinished.program): void {
  writeMark(db, { ...unfinished, ...ownProcess(program), seenAt: Date.now() });
}

function writeMark(db: Connection, unfinished: Unfinished): void {
  db.run(sql`
    INSERT INTO meta (key, value) VALUES ('unfinished', ${JSON.stringify(unfinished)})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
  db.forgetFacts();
}

/** Leaves an unfinished removal to the next program that opens the project, which may be this one. */
export function releaseMark(db: Connection): void {
  const unfinished = findUnfinished(db);
  if (isRemoval(unfinished)) writeMark(db, { ...unfinished, run: '', seenAt: Date.now() });
}

/** Ends the state: what was hidden is there from this commit on, or was swept. */
export function clearMark(db: Connection): void {
  db.run(sql`DELETE FROM meta WHERE key = 'unfinished'`);
  db.forgetFacts();
}

function topOf(db: Connection, table: string): number {
  return (db.raw.prepare(`SELECT max(id) FROM main.${table}`).pluck().get() as number | null) ?? 0;
}

/** What a connection hides, by the change; connections that hide nothing are not in it. */
const hiding = new WeakMap<Connection, number>();

/** Whether the connection hides what there is to hide, and nothing else. */
export function isHidden({ db }: Store): boolean {
  return findUnfinished(db)?.change === hiding.get(db);
}

/**
 * Hides the rows of an unfinished import from a connection, or shows what is finished. Asked before every call, since
 * another program may have begun or ended one; outside of transactions that write, or their rollback would undo it.
 */
export function hideUnfinished({ db, kinds }: Store): void {
  const unfinished = findUnfinished(db);
  if (unfinished?.change === hiding.get(db)) return;
  putUp(db, kinds, unfinished);
}

/** Lets a connection see all rows: the one that writes or removes those which others do not see. */
export function showUnfinished({ db, kinds }: Store): void {
  putUp(db, kinds, undefined);
}

/** The last id of each range. */
function endsOf(ranges: Ranges): Partial<Lines> {
  return Object.fromEntries(Object.entries(ranges).map(([table, range]) => [table, range?.to]));
}

function putUp(db: Connection, kinds: RowKinds, unfinished: Unfinished | undefined): void {
  const queryOnly = db.raw.pragma('query_only', { simple: true });
  db.raw.pragma('query_only = OFF'); // views of one's own are no change of the project
  try {
    for (const table of shadowedTables(kinds)) db.raw.exec(`DROP VIEW IF EXISTS temp.${table}`);
    hiding.delete(db);
    db.keepTo(undefined);
    if (!unfinished) return;
    for (const [table, condition] of conditionsOf(kinds, unfinished))
      db.raw.exec(`CREATE TEMP VIEW ${table} AS SELECT v.* FROM main.${table} v WHERE ${condition}`);
    if (isRemoval(unfinished)) db.keepTo(endsOf(unfinished.ranges), 'beyond');
    else db.keepTo(unfinished.lines, 'below');
    hiding.set(db, unfinished.change);
  } finally {
    db.raw.pragma(`query_only = ${String(queryOnly)}`);
  }
}

/** Describes to a person why something has to wait. */
export function describeUnfinished(unfinished: Unfinished): string {
  const who = describeHolders([unfinished]);
  if (isRemoval(unfinished)) return `the undo of an import that ${who} is finishing`;
  return unfinished.doing === 'redo'
    ? `the redo of an import that ${who} is writing`
    : `the import that ${who} is writing`;
}

/** The table that shows where the rows of a kind lie that an import brings. Texts and tokens lie with their document. */
export function importedTable({ table }: AnyKind): LinedTable | undefined {
  return table?.imported && table.key === 'uid' ? table.name : undefined;
}

/**
 * Throws if a write conflicts with hidden rows, which no constraint would detect: a new row that the import brings too, a
 * text that its spans lie in, an entity merged away that its annotations link to.
 */
export function assertNotHidden(
  { db, kinds }: Store,
  kind: KindName,
  uid: Uid,
  existed: boolean,
  mergedAway: boolean,
): void {
  const unfinished = hiding.has(db) ? findUnfinished(db) : undefined;
  if (!unfinished) return;
  const bytes = toBytes(uid);
  const table = importedTable(kinds.get(kind));
  const brought =
    !existed &&
    table !== undefined &&
    db.raw.prepare(`SELECT 1 FROM main.${table} WHERE uid = ?`).get(bytes) !== undefined;
  if (brought) throw needsImport(db);
  // What is being removed keeps the place and the links that it had.
  if (isRemoval(unfinished)) return;
  const { lines } = unfinished;
  const covered =
    kind === 'text' &&
    existed &&
    db.get(sql`
      SELECT 1 FROM main.document d JOIN main.span s ON s.document_id = d.id WHERE d.uid = ${bytes} AND s.id >= ${lines['span']!} LIMIT 1`);
  const linked =
    mergedAway &&
    kinds.referencesTo(kind).some(({ kind: { table: of }, reference }) => {
      const place = of && placeOf(of, reference);
      const line = of && lines[of.name];
      if (!place || line === null || line === undefined) return false;
      return (
        db.raw
          .prepare(
            `SELECT 1 FROM main.${table!} e JOIN main.${place.table} r ON r.${place.column} = e.id WHERE e.uid = ? AND r.${place.owner} >= ? LIMIT 1`,
          )
          .get(bytes, line) !== undefined
      );
    });
  if (covered || linked) throw needsImport(db);
}

/** The refusal of what has to wait until an import is finished, or cancelled. */
export function needsImport(db: ReadDb): PostilError {
  const unfinished = findUnfinished(db);
  const work = unfinished ? describeUnfinished(unfinished) : MESSAGES.importBeingWritten;
  return new PostilError(
    'conflict',
    isRemoval(unfinished) ? MESSAGES.waitForRemoval(work) : MESSAGES.waitForImport(work),
  );
}
