import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { packedRowsOf, type JournalRow } from '../journal/rows.ts';
import type { KindName } from '../rows/index.ts';
import { documentOfSpan } from '../rows/relation.ts';
import type { ReadStore } from '../connection/store.ts';
import { isRemoval } from '../connection/mark.ts';
import { findUnfinished, needsImport } from '../imports/unfinished.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { isDocumentKind, type DocumentKind } from './document-rows.ts';

/** What a change did to one row of a document, as the journal has it. */
export interface JournalledRow extends JournalRow {
  readonly kind: DocumentKind;
}

interface StoredRow {
  change_id: number;
  kind: KindName;
  uid: Buffer;
  before_change: number | null;
  before: string | null;
  after: string | null;
}

/** What an image may say of where a relation belongs. */
interface Ends {
  readonly document?: Uid;
  readonly ends: string;
  readonly from: Uid;
  readonly to: Uid;
}

/**
 * What the changes from `from` to `to` (local ids, both included) did to rows of a document, in the order in which they did it. A
 * change may be of many documents, whose rows are left in the database.
 * @throws PostilError `conflict` while the rows of an undone import, which belong to it, are being packed.
 */
export function journalledRows(
  store: ReadStore,
  document: Uid,
  from: number,
  to = Number.MAX_SAFE_INTEGER,
): JournalledRow[] {
  const plain = store.db.all<StoredRow>(sql`
    SELECT r.change_id, r.kind, r.uid, r.before_change, r.before, r.after
    FROM change_document cd JOIN change_row r ON r.change_id = cd.change_id
    WHERE cd.document = ${toBytes(document)}
      AND (r.uid = ${toBytes(document)} OR coalesce(r.after, r.before) ->> 'document' = ${document}
        OR (r.kind = 'relation' AND coalesce(r.after, r.before) ->> 'document' IS NULL))
      AND r.change_id BETWEEN ${from} AND ${to}
    ORDER BY r.change_id, r.ordinal`);
  const rows = plain.flatMap(
    ({ change_id: change, kind, uid, before_change: beforeChange, before, after }) => {
      if (!isDocumentKind(kind)) return [];
      const row = { change, kind, uid: toUid(uid), beforeChange, before, after };
      return kind !== 'relation' || belongs(store, row, document) ? [row] : [];
    },
  );
  assertPacked(store.db, document, from, to);
  const packed = packedRowsOf(store.db, document, from, to).flatMap((row) =>
    isDocumentKind(row.kind) ? [{ ...row, kind: row.kind }] : [],
  );
  return packed.length === 0 ? rows : [...rows, ...packed].sort((a, b) => a.change - b.change);
}

/** While an import's rows are hidden and not packed yet, the journal cannot say what they were. */
function assertPacked(db: ReadDb, document: Uid, from: number, to: number): void {
  const unfinished = findUnfinished(db);
  if (!isRemoval(unfinished) || !unfinished.packs || unfinished.change < from || unfinished.change > to)
    return;
  const touched = db.value(
    sql`SELECT 1 FROM change_document WHERE document = ${toBytes(document)} AND change_id = ${unfinished.change}`,
  );
  if (touched !== undefined) throw needsImport(db);
}

/** A relation across two documents belongs to either; one between entities to none. */
function belongs(store: ReadStore, { before, after }: JournalRow, document: Uid): boolean {
  const { document: own, ends, from, to } = JSON.parse((after ?? before)!) as Ends;
  if (own !== undefined) return own === document;
  return ends === 'span' && [from, to].some((span) => documentOf(store, span) === document);
}

/** The document of a span, which may be gone by now. */
function documentOf({ db }: ReadStore, span: Uid): Uid | undefined {
  return (
    documentOfSpan(db, span) ??
    db.value<Uid>(sql`
      SELECT coalesce(after, before) ->> 'document' FROM change_row WHERE uid = ${toBytes(span)} AND kind = 'span' LIMIT 1`)
  );
}
