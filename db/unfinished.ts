import { PostilError } from '../shared/contract/errors.ts';
import type { Uid } from '../shared/model/uid.ts';
import {
  LINED_TABLES,
  sql,
  type Connection,
  type LinedTable,
  type Lines,
  type ReadDb,
} from './connection.ts';
import { describeHolders, isRunning, ownProcess, type RunningProcess } from './holders.ts';
import type { KindName } from './rows/index.ts';
import type { Store } from './store.ts';
import { toBytes } from './uid.ts';

/**
 * A large import is committed in chunks, so that the WAL stays bounded and editing goes on between them. Until its last
 * chunk it is *unfinished*: all its rows have ids at and above a line in each table, and whoever else has the project
 * open reads through temporary views that end below the lines and shadow the tables of the same name. So every query
 * is right without knowing of it, indexes keep their use, and the last chunk makes everything visible at once by deleting
 * the mark. What writes rows says `main.` and takes its ids from `nextId`.
 */
export interface Unfinished extends RunningProcess {
  /** Local id of its change, above those that are given out meanwhile: it comes after all that was there before it. */
  readonly change: number;
  readonly lines: Lines;
  /** Quotes and names made since are its own unless others use them by now. */
  readonly surfaces: number;
  readonly terms: number;
  /** When it last wrote, in ms since 1970. */
  readonly seenAt: number;
}

/** So many rows of a table may be made by others while an import is being written. */
const GAP = 2 ** 24;

/** What shows rows of an unfinished import, with the condition under which a row is none. */
const VIEWS: Readonly<Record<string, (lines: Lines) => string>> = {
  ...Object.fromEntries(
    LINED_TABLES.map((table) => [table, (lines: Lines) => `id < ${lines[table]}`] as const),
  ),
  change_document: ({ change }) => `change_id < ${change}`,
  change_row: ({ change }) => `change_id < ${change}`,
  document_text: ({ document }) => `document_id < ${document}`,
  segmentation: ({ document }) => `document_id < ${document}`,
  alias: ({ entity }) => `entity_id < ${entity}`,
  external_id: ({ entity }) => `entity_id < ${entity}`,
  mention: ({ span }) => `span_id < ${span}`,
  slot_evidence: ({ slot }) => `slot_id < ${slot}`,
  attribute: ({ span, relation }) => `(of = 's' AND owner < ${span}) OR (of = 'r' AND owner < ${relation})`,
};

/** Tables that are read through views while an import is unfinished; writing names them as `main.…`. */
export const SHADOWED_TABLES: readonly string[] = Object.keys(VIEWS);

/** The import that is being written, or was when its program died. */
export function findUnfinished(db: ReadDb): Unfinished | undefined {
  const text = db.value<string>(sql`SELECT value FROM meta WHERE key = 'unfinished'`);
  return text === undefined ? undefined : (JSON.parse(text) as Unfinished);
}

/** Whether the program that writes it is still there. */
export function isBeingWritten(unfinished: Unfinished): boolean {
  return isRunning(unfinished, unfinished.seenAt);
}

/** Draws the lines, on the connection that will write above them. Within its first transaction. */
export function markUnfinished({ db }: Store, program: string): Unfinished {
  const line = (table: LinedTable) => topOf(db, table) + GAP;
  const lines = Object.fromEntries(LINED_TABLES.map((table) => [table, line(table)])) as Record<
    LinedTable,
    number
  >;
  const unfinished: Unfinished = {
    ...ownProcess(program),
    change: lines.change,
    lines,
    surfaces: topOf(db, 'surface') + 1,
    terms: topOf(db, 'term') + 1,
    seenAt: Date.now(),
  };
  writeMark(db, unfinished);
  db.keepTo(lines, 'above');
  return unfinished;
}

/** Tells that the import is still being written, or is being swept by this program. */
export function renewMark(db: Connection, unfinished: Unfinished, program = unfinished.program): void {
  writeMark(db, { ...unfinished, ...ownProcess(program), seenAt: Date.now() });
}

function writeMark(db: Connection, unfinished: Unfinished): void {
  db.run(sql`
    INSERT INTO meta (key, value) VALUES ('unfinished', ${JSON.stringify(unfinished)})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

/** Ends the state: what was hidden is there from this commit on, or was swept. */
export function clearMark(db: Connection): void {
  db.run(sql`DELETE FROM meta WHERE key = 'unfinished'`);
}

function topOf(db: Connection, table: LinedTable | 'surface' | 'term'): number {
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
export function hideUnfinished({ db }: Store): void {
  const unfinished = findUnfinished(db);
  if (unfinished?.change === hiding.get(db)) return;
  const queryOnly = db.raw.pragma('query_only', { simple: true });
  db.raw.pragma('query_only = OFF'); // views of one's own are no change of the project
  try {
    for (const table of SHADOWED_TABLES) db.raw.exec(`DROP VIEW IF EXISTS temp.${table}`);
    hiding.delete(db);
    db.keepTo(undefined);
    if (!unfinished) return;
    for (const [table, condition] of Object.entries(VIEWS)) {
      db.raw.exec(
        `CREATE TEMP VIEW ${table} AS SELECT * FROM main.${table} WHERE ${condition(unfinished.lines)}`,
      );
    }
    db.keepTo(unfinished.lines, 'below');
    hiding.set(db, unfinished.change);
  } finally {
    db.raw.pragma(`query_only = ${String(queryOnly)}`);
  }
}

/** What tells a person why something has to wait. */
export function describeUnfinished(unfinished: Unfinished): string {
  return `the import that ${describeHolders([unfinished])} is writing`;
}

const TABLE_OF: Readonly<Partial<Record<KindName, LinedTable>>> = {
  analyst: 'analyst',
  entity: 'entity',
  set: 'annotation_set',
  document: 'document',
  status: 'document_status',
  span: 'span',
  slot: 'slot',
  relation: 'relation',
  label: 'label',
  note: 'note',
  quarantine: 'quarantine',
};

/**
 * Refuses a write that hidden rows stand against, which no constraint would tell: a new row that the import brings too, a
 * text that its spans lie in, an entity merged away that its annotations link to.
 */
export function refuseAgainstHidden(
  { db }: Store,
  kind: KindName,
  uid: Uid,
  existed: boolean,
  mergedAway: boolean,
): void {
  const lines = hiding.has(db) ? findUnfinished(db)?.lines : undefined;
  if (!lines) return;
  const bytes = toBytes(uid);
  const table = TABLE_OF[kind];
  const brought =
    !existed &&
    table !== undefined &&
    db.raw.prepare(`SELECT 1 FROM main.${table} WHERE uid = ?`).get(bytes) !== undefined;
  const covered =
    kind === 'text' &&
    existed &&
    db.get(sql`
      SELECT 1 FROM main.document d JOIN main.span s ON s.document_id = d.id WHERE d.uid = ${bytes} AND s.id >= ${lines.span} LIMIT 1`);
  const linked =
    mergedAway &&
    db.get(sql`
      SELECT 1 FROM main.entity e WHERE e.uid = ${bytes} AND (
        EXISTS (SELECT 1 FROM main.mention WHERE entity_id = e.id AND span_id >= ${lines.span})
        OR EXISTS (SELECT 1 FROM main.slot WHERE filler_entity = e.id AND id >= ${lines.slot})
        OR EXISTS (SELECT 1 FROM main.relation WHERE from_entity = e.id AND id >= ${lines.relation})
        OR EXISTS (SELECT 1 FROM main.relation WHERE to_entity = e.id AND id >= ${lines.relation})
        OR EXISTS (SELECT 1 FROM main.entity WHERE merged_into = e.id AND id >= ${lines.entity}))`);
  if (brought || covered || linked) throw needsImport(db);
}

/** The refusal of what has to wait until an import is finished, or cancelled. */
export function needsImport(db: ReadDb): PostilError {
  const unfinished = findUnfinished(db);
  return new PostilError(
    'conflict',
    `This has to wait: ${unfinished ? describeUnfinished(unfinished) : 'an import that is being written'} refers to it. Try again when that is finished, or cancel it.`,
  );
}
