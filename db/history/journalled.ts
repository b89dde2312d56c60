import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { packedRowsOf, type JournalRow } from '../journal/rows.ts';
import type { KindName } from '../rows/index.ts';
import { documentOfSpan, spansOfImage } from '../rows/belonging.ts';
import type { ReadStore } from '../connection/store.ts';
import { isRemoval } from '../connection/mark.ts';
import { findUnfinished, needsImport } from '../imports/unfinished.ts';
import { toBytes, toUid } from '../connection/uid.ts';

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
): JournalRow[] {
  // Only rows of these kinds may belong to a document that their image does not name. Images of other kinds may be
  // whole texts, so they are not searched.
  const bySpans = JSON.stringify(
    store.kinds.ofDocuments.filter(({ belongs }) => typeof belongs === 'object').map(({ name }) => name),
  );
  const plain = store.db.all<StoredRow>(sql`
    SELECT r.change_id, r.kind, r.uid, r.before_change, r.before, r.after
    FROM change_document cd JOIN change_row r ON r.change_id = cd.change_id
    WHERE cd.document = ${toBytes(document)}
      AND (r.uid = ${toBytes(document)} OR coalesce(r.after, r.before) ->> 'document' = ${document}
        OR (r.kind IN (SELECT value FROM json_each(${bySpans})) AND coalesce(r.after, r.before) ->> 'document' IS NULL))
      AND r.change_id BETWEEN ${from} AND ${to}
    ORDER BY r.change_id, r.ordinal`);
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
