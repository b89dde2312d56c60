import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Scheme } from '../../shared/model/scheme.ts';
import { Connection, sql } from '../connection/connection.ts';
import { vacuumInto } from '../backups/copy.ts';
import { textHash } from '../derived/document-columns.ts';
import { areQuotes, rebuildDerived, type Rebuilt } from '../derived/index.ts';
import { walkBack } from '../journal/walk.ts';
import { textOfRevision } from '../revisions/revisions.ts';
import { problemsOfRelations } from '../relations/relations.ts';
import { placeOf } from '../rows/kinds.ts';
import { statement } from '../rows/statement.ts';
import { fragmentsOf } from '../rows/span.ts';
import { currentScheme } from '../scheme/scheme.ts';
import { problemsOfSlots } from './slot-check.ts';
import type { Store } from '../connection/store.ts';
import { storeOf } from '../connection/store-of.ts';
import { sweep } from '../imports/sweep.ts';
import { temporaryFolder } from '../connection/temporary.ts';
import { toUid } from '../connection/uid.ts';

/** One thing wrong with a project, in words. */
export interface Problem {
  readonly area:
    | 'integrity'
    | 'references'
    | 'spans'
    | 'attributes'
    | 'slots'
    | 'relations'
    | 'entities'
    | 'journal'
    /** Not what follows from other rows: it can be rebuilt, nothing is lost. */
    | 'derived';
  readonly message: string;
}

export interface CheckReport {
  readonly problems: Problem[];
  readonly checked: { readonly spans: number; readonly changes: number };
}

/** The most problems of one area that are listed. */
const LISTED = 50;

/**
 * Checks everything that must hold: SQLite's integrity, foreign keys, everything derived equal to what it is derived from, every
 * span inside its text, slots that fit their spans, relations inside their document and in no circle, merged entities that lead to
 * live ones, and that the journal walked backwards takes every row back to nothing. What can be changed by that is done on a copy,
 * so that the project is not even locked; what is derived is rebuilt there first, so that it hides nothing and is not reported twice.
 */
export function checkProject(store: Store): CheckReport {
  const problems = integrity(store);
  // What SQLite itself cannot vouch for may hold anything, such as NULL where that cannot be.
  if (problems.length > 0) return { problems, checked: { spans: 0, changes: 0 } };
  return onCopy(store, (copied) => checkCopy(copied));
}

function checkCopy(store: Store): CheckReport {
  const problems = references(store);
  const rebuilt = problems.length === 0 ? store.db.immediate(() => rebuildDerived(store, LISTED)) : [];
  const spans = checkSpans(store, problems);
  problems.push(
    ...problemsOfTexts(store),
    ...strayAttributes(store),
    ...againstScheme(store),
    ...problemsOfEntities(store),
  );
  const changes = problems.length === 0 ? walk(store, problems) : 0;
  // Where the rows are not those of the journal, a quote that differs shows that a position or text is wrong.
  const areSound = problems.length === 0;
  const derived = rebuilt.flatMap((each) => problemsOfDerived(each, areQuotes(each) && !areSound));
  return { problems: [...derived, ...problems], checked: { spans, changes } };
}

function problemsOfDerived({ name, messages, wrong }: Rebuilt, ofSpans: boolean): Problem[] {
  const rest = wrong - messages.length;
  if (ofSpans) return messages.map((message) => ({ area: 'spans', message }));
  return [...messages, ...(rest > 0 ? [`and ${rest} more`] : [])].map((message) => ({
    area: 'derived',
    message: `${name}: ${message}`,
  }));
}

function integrity({ db }: Store): Problem[] {
  // The index of texts remembers its structure from this connection's last search, and reports corruption when another
  // one has written since; a search reads it again.
  db.get(sql`SELECT rowid FROM document_fts WHERE document_fts MATCH 'x' LIMIT 1`);
  const rows = db.raw.pragma(`integrity_check(${LISTED})`) as { integrity_check: string }[];
  return rows
    .map((row) => row.integrity_check)
    .filter((message) => message !== 'ok')
    .map((message) => ({ area: 'integrity', message }));
}

function references({ db }: Store): Problem[] {
  const rows = db.raw.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  return rows.slice(0, LISTED).map(({ table, rowid, parent }) => ({
    area: 'references',
    message: `${table} row ${rowid} refers to a ${parent} row that is not there`,
  }));
}

interface PlacedRow {
  uid: Buffer;
  document_id: number;
  start: number | null;
  end: number | null;
  fragments: string | null;
}

function checkSpans({ db, texts }: Store, problems: Problem[]): number {
  let count = 0;
  let listed = 0;
  for (const row of db.each<PlacedRow>(
    sql`SELECT uid, document_id, start, "end", fragments FROM span ORDER BY document_id`,
  )) {
    count++;
    const reason = problemOfPlace(row, texts.textOf(row.document_id));
    if (reason && listed++ < LISTED)
      problems.push({ area: 'spans', message: `span ${toUid(row.uid)}: ${reason}` });
  }
  return count;
}

function problemOfPlace(row: PlacedRow, text: string): string | null {
  const fragments = fragmentsOf(row);
  let last = -1;
  for (const [start, end] of fragments) {
    if (start > end || start <= last || end > text.length)
      return `its fragment ${start}–${end} is out of place`;
    last = end;
  }
  if (fragments.length > 0 && (fragments[0]![0] !== row.start || fragments.at(-1)![1] !== row.end))
    return 'its fragments and its hull differ';
  return null;
}

/** Every text that an article has had is the one that was stored, and the present one is what the article points to. */
function problemsOfTexts({ db }: Store): Problem[] {
  const problems: Problem[] = [];
  const revisions = db.all<{ id: number; uid: Buffer; sha256: Buffer }>(
    sql`SELECT id, uid, sha256 FROM text_revision ORDER BY id`,
  );
  for (const { id, uid, sha256 } of revisions)
    if (!textHash(textOfRevision(db, id).text).equals(sha256))
      problems.push({ area: 'spans', message: `text ${toUid(uid)} of an article is not as it was stored` });
  const present = db.all<{ uid: Buffer; text: string; sha256: Buffer }>(sql`
    SELECT d.uid, t.text, r.sha256 FROM document_text t JOIN document d ON d.id = t.document_id
      JOIN text_revision r ON r.id = t.revision_id`);
  for (const { uid, text, sha256 } of present)
    if (!textHash(text).equals(sha256))
      problems.push({
        area: 'spans',
        message: `the text of document ${toUid(uid)} is not the one that its corrections lead to`,
      });
  return problems.slice(0, LISTED);
}

function strayAttributes({ db }: Store): Problem[] {
  const count = db.value<number>(sql`
    SELECT count(*) FROM attribute a WHERE CASE a.of
      WHEN 's' THEN NOT EXISTS (SELECT 1 FROM span WHERE id = a.owner)
      ELSE NOT EXISTS (SELECT 1 FROM relation WHERE id = a.owner) END`)!;
  return count === 0 ? [] : [{ area: 'attributes', message: `${count} attribute values belong to nothing` }];
}

/** A merged entity points straight at a live one, and annotations only at live ones. */
function problemsOfEntities({ db, kinds }: Store): Problem[] {
  const problem = (uid: Buffer, what: string): Problem => ({
    area: 'entities',
    message: `entity ${toUid(uid)}: ${what}`,
  });
  const chained = db.all<{ uid: Buffer }>(sql`
    SELECT e.uid FROM entity e JOIN entity m ON m.id = e.merged_into WHERE m.merged_into IS NOT NULL LIMIT ${LISTED}`);
  const links = kinds.referencesTo('entity').flatMap(({ kind: { name, table }, reference }) => {
    const place = table && name !== 'entity' && placeOf(table, reference);
    return place ? [`(SELECT count(*) FROM ${place.table} WHERE ${place.column} = e.id)`] : [];
  });
  const linked = db.all<{ uid: Buffer; n: number }>(
    statement(
      `SELECT e.uid, ${links.join(' + ')} AS n FROM entity e WHERE e.merged_into IS NOT NULL AND n > 0 LIMIT ${LISTED}`,
    )(),
  );
  return [
    ...chained.map(({ uid }) => problem(uid, 'it was merged into an entity that is itself merged')),
    ...linked.map(({ uid, n }) =>
      problem(uid, `it was merged into another, but ${n} annotations link to it`),
    ),
  ];
}

/** Slots and relations against the scheme in force, which may itself be what is damaged. */
function againstScheme(store: Store): Problem[] {
  let scheme: Scheme;
  try {
    ({ scheme } = currentScheme(store));
  } catch {
    return [
      { area: 'slots', message: 'the scheme in force cannot be read, so no slot or relation can be checked' },
    ];
  }
  const slots = problemsOfSlots(store, scheme, LISTED);
  const relations = [...problemsOfRelations(store, scheme)].slice(0, LISTED);
  return [
    ...slots.map((message): Problem => ({ area: 'slots', message })),
    ...relations.map((message): Problem => ({ area: 'relations', message })),
  ];
}

function walk(store: Store, problems: Problem[]): number {
  const { changes, disagreements } = walkBack(store);
  for (const message of disagreements.slice(0, LISTED)) problems.push({ area: 'journal', message });
  return changes;
}

function onCopy<Result>(store: Store, work: (copied: Store) => Result): Result {
  const folder = temporaryFolder('check');
  try {
    const path = join(folder, 'copy.postil');
    vacuumInto(store.db.raw, path);
    const raw = new Database(path);
    try {
      raw.pragma('foreign_keys = ON');
      const copied = storeOf(new Connection(raw), path, false, store.kinds);
      sweep(copied, 'check'); // what is not finished is no part of the project yet
      return work(copied);
    } finally {
      raw.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
