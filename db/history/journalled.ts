import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../compose.ts';
import { sql, type Sql } from '../connection.ts';
import type { KindName } from '../rows/index.ts';
import { documentOfSpan } from '../rows/relation.ts';
import type { ReadStore } from '../store.ts';
import { toBytes, toUid } from '../uid.ts';
import { isDocumentKind, type DocumentKind } from './document-rows.ts';

/** What a change did to one row of a document, as the journal has it. */
export interface JournalledRow {
  readonly kind: DocumentKind;
  readonly uid: Uid;
  /** The change whose content the row had before; `null` where it was not there. */
  readonly beforeChange: number | null;
  /** Images as JSON. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What an image may say of where a relation belongs. */
interface Ends {
  readonly document?: Uid;
  readonly ends: string;
  readonly from: Uid;
  readonly to: Uid;
}

/**
 * What the chosen changes did to rows of a document, in the order in which they did it. `changes` is a condition on
 * `r.change_id`. A change may be of many documents, whose rows are left in the database.
 */
export function journalledRows(store: ReadStore, document: Uid, changes: Sql): JournalledRow[] {
  const rows = store.db.all<{
    kind: KindName;
    uid: Buffer;
    before_change: number | null;
    before: string | null;
    after: string | null;
  }>(
    compose([
      sql`SELECT r.kind, r.uid, r.before_change, r.before, r.after
        FROM change_document cd JOIN change_row r ON r.change_id = cd.change_id
        WHERE cd.document = ${toBytes(document)}
          AND (r.uid = ${toBytes(document)} OR coalesce(r.after, r.before) ->> 'document' = ${document}
            OR (r.kind = 'relation' AND coalesce(r.after, r.before) ->> 'document' IS NULL))
          AND`,
      changes,
      sql`ORDER BY r.change_id, r.ordinal`,
    ]),
  );
  return rows.flatMap(({ kind, uid, before_change: beforeChange, before, after }) => {
    if (!isDocumentKind(kind)) return [];
    const row = { kind, uid: toUid(uid), beforeChange, before, after };
    return kind !== 'relation' || belongs(store, row, document) ? [row] : [];
  });
}

/** A relation across two documents belongs to either; one between entities to none. */
function belongs(store: ReadStore, { before, after }: JournalledRow, document: Uid): boolean {
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
