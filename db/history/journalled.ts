import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';
import { packedRowsOf, type JournalRow } from '../journal/rows.ts';
import type { KindName } from '../rows/index.ts';
import { documentOfSpan, spansOfImage } from '../rows/belonging.ts';
import type { ReadStore } from '../connection/store.ts';
import { isRemoval } from '../connection/mark.ts';
import { findUnfinished, needsImport } from '../imports/unfinished.ts';
import { toBytes, toUid } from '../connection/uid.ts';

/**
 * The document that the image of a journal row `r` names, as SQL; null if it names none. Repeats the expression of the index
 * `change_row_document`, which SQLite uses only if the text agrees.
 */
const NAMED_DOCUMENT = sql`CASE WHEN json_valid(coalesce(r.after, r.before)) THEN coalesce(r.after, r.before) ->> 'document' END`;

/**
 * Selects the keys of journal rows from the index alone: of the changes in the table `touching`, the rows that name a document, and
 * those of some kinds (a JSON array) that name none. A condition on other columns would make SQLite read all rows of these changes.
 */
export function keysOfRows(document: Uid | null, unnamed: string): Sql {
  const from = sql`SELECT r.change_id, r.ordinal FROM touching t CROSS JOIN change_row r ON r.change_id = t.id WHERE`;
  return compose([
    ...(document === null ? [] : [from, NAMED_DOCUMENT, sql`= ${document} UNION ALL`]),
    from,
    NAMED_DOCUMENT,
    sql`IS NULL AND r.kind IN (SELECT value FROM json_each(${unnamed}))`,
  ]);
}

interface StoredRow {
  change_id: number;
  kind: KindName;
  uid: Buffer;
  before_change: number | null;
  before: string | null;
  after: string | null;
}

/**
 * Returns what the changes from `from` to `to` (local ids, both included) did to rows of a document, oldest first. A
 * change may concern many documents; the rows of the others are not read.
 * @throws PostilError `conflict` while rows of an undone import that belong to it are being packed.
 */
export function journalledRows(
  store: ReadStore,
  document: Uid,
  from: number,
  to = Number.MAX_SAFE_INTEGER,
): (JournalRow & { readonly change: number })[] {
  // Only rows of these kinds may belong to a document that their image does not name. Images of other kinds may be
  // whole texts, so they are not searched.
  const bySpans = JSON.stringify(
    store.kinds.ofDocuments.filter(({ belongs }) => typeof belongs === 'object').map(({ name }) => name),
  );
  const uid = toBytes(document);
  const plain = store.db.all<StoredRow>(
    compose([
      sql`WITH touching (id) AS MATERIALIZED (
        SELECT change_id FROM change_document WHERE document = ${uid} AND change_id BETWEEN ${from} AND ${to}),
      found (change_id, ordinal) AS (`,
      keysOfRows(document, bySpans),
      sql`UNION SELECT r.change_id, r.ordinal FROM touching t CROSS JOIN change_row r ON r.change_id = t.id WHERE r.uid = ${uid})
      SELECT r.change_id, r.kind, r.uid, r.before_change, r.before, r.after
      FROM found f CROSS JOIN change_row r ON r.change_id = f.change_id AND r.ordinal = f.ordinal
      ORDER BY r.change_id, r.ordinal`,
    ]),
  );
  const rows = plain.flatMap(
    ({ change_id: change, kind, uid, before_change: beforeChange, before, after }) => {
      const row = { change, kind, uid: toUid(uid), beforeChange, before, after };
      return belongs(store, row, document) ? [row] : [];
    },
  );
  assertPacked(store.db, document, from, to);
  const packed = packedRowsOf(store.db, document, from, to).filter(
    ({ kind }) => store.kinds.get(kind).belongs !== 'project',
  );
  return packed.length === 0 ? rows : [...rows, ...packed].sort((a, b) => a.change - b.change);
}

/** Throws while an import's rows are hidden but not packed yet, because the journal does not yet hold their images. */
function assertPacked(db: ReadDb, document: Uid, from: number, to: number): void {
  const unfinished = findUnfinished(db);
  if (!isRemoval(unfinished) || !unfinished.packs || unfinished.change < from || unfinished.change > to)
    return;
  const touched = db.value(
    sql`SELECT 1 FROM change_document WHERE document = ${toBytes(document)} AND change_id = ${unfinished.change}`,
  );
  if (touched !== undefined) throw needsImport(db);
}

/** Whether a row belongs to a document. A row whose spans are in two documents belongs to both. */
function belongs(store: ReadStore, { kind, uid, before, after }: JournalRow, document: Uid): boolean {
  const { belongs: by } = store.kinds.get(kind);
  if (by === 'project') return false;
  if (by === 'uid') return uid === document;
  const image = JSON.parse((after ?? before)!) as { readonly document?: Uid };
  if (image.document !== undefined) return image.document === document;
  return spansOfImage(by, image).some((span) => documentOf(store, span) === document);
}

/** Returns the document of a span, even if the span no longer exists. */
function documentOf({ db }: ReadStore, span: Uid): Uid | undefined {
  return (
    documentOfSpan(db, span) ??
    db.value<Uid>(sql`
      SELECT coalesce(after, before) ->> 'document' FROM change_row WHERE uid = ${toBytes(span)} AND kind = 'span' LIMIT 1`)
  );
}
