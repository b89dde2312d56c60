import type { HistoryEntry, RowChange } from '../../shared/contract/history.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { ChangeKind } from '../../shared/model/change.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { NOT_FOUND } from '../messages.ts';
import type { ImageOf, KindName } from '../rows/index.ts';
import { packedRowsOf, type JournalRow } from '../journal/rows.ts';
import type { ReadStore } from '../connection/store.ts';
import { isRemoval } from '../connection/mark.ts';
import { findUnfinished } from '../imports/unfinished.ts';
import { timeOf, toBytes, toUid } from '../connection/uid.ts';
import { Describer } from './describe.ts';
import { journalledRows, keysOfRows } from './journalled.ts';
import { PastTexts } from './past.ts';

/** At most this many rows of a change are described; the others are only counted. */
const MOST_ROWS = 40;

interface EntryRow {
  id: number;
  uid: Buffer;
  analyst: string | null;
  label: string;
  kind: ChangeKind;
  undone: number;
  is_undo: number;
  batch: number;
}

/** Which changes to list: all of a document, or those of one span with its slots, relations and notes. */
export interface HistoryScope {
  readonly document: Uid;
  readonly span?: Uid | undefined;
}

/** Returns changes of a document or span, newest first: those before the change `before`, at most `limit`. */
export function historyOf(
  store: ReadStore,
  { document, span }: HistoryScope,
  { before, limit = 50 }: { before?: Uid | undefined; limit?: number | undefined } = {},
): { entries: HistoryEntry[]; more: boolean } {
  const end = before === undefined ? Number.MAX_SAFE_INTEGER : changeId(store.db, before);
  const rows = span
    ? changesOfSpan(store, document, span, end, limit + 1)
    : changesOf(store.db, document, end, limit + 1);
  const texts = new PastTexts(store, document);
  const entries = rows.slice(0, limit).map((row): HistoryEntry => {
    const described = describe(store, texts, { document, span }, row.id);
    const uid = toUid(row.uid);
    return {
      change: uid,
      at: new Date(timeOf(uid)).toISOString(),
      analyst: row.analyst ?? '',
      label: row.label,
      kind: row.kind,
      undone: row.undone === 1,
      isUndo: row.is_undo === 1,
      batch: row.batch === 1,
      rows: described.slice(0, MOST_ROWS),
      more: Math.max(0, described.length - MOST_ROWS),
    };
  });
  return { entries, more: rows.length > limit };
}

/** Returns the local id of a change. Error: not-found. */
export function changeId(db: ReadDb, change: Uid): number {
  const id = db.value<number>(sql`SELECT id FROM change WHERE uid = ${toBytes(change)}`);
  if (id === undefined) throw new PostilError('not-found', NOT_FOUND.change(change), { field: 'change' });
  return id;
}

function changesOf(db: ReadDb, document: Uid, end: number, limit: number): EntryRow[] {
  return db.all<EntryRow>(sql`
    SELECT c.id, c.uid, a.name AS analyst, c.label, c.kind, c.undone, c.undoes_id IS NOT NULL AS is_undo, (c.batch IS NOT NULL OR c.id IN (SELECT change_id FROM packed_change)) AS batch
    FROM change_document cd JOIN change c ON c.id = cd.change_id LEFT JOIN analyst a ON a.uid = c.analyst
    WHERE cd.document = ${toBytes(document)} AND cd.change_id < ${end} ORDER BY cd.change_id DESC LIMIT ${limit}`);
}

/**
 * Lists the changes of a span. An import has no journal entry for a span that it created, so the change that wrote the
 * span's content before its first entry is listed as the one that created it.
 */
function changesOfSpan(
  { db, kinds }: ReadStore,
  document: Uid,
  span: Uid,
  end: number,
  limit: number,
): EntryRow[] {
  const onSpans = kinds
    .referencesTo('span')
    .map(({ kind }) => kind.name)
    .filter((name) => name !== 'span');
  const packed = packedRowsOf(db, document, 0, end).flatMap((row) =>
    isOfSpan(row, span) ? [row.change, ...(row.beforeChange === null ? [] : [row.beforeChange])] : [],
  );
  const kindsOnSpans = JSON.stringify(onSpans);
  return db.all<EntryRow>(
    compose([
      sql`WITH touching (id) AS MATERIALIZED (SELECT change_id FROM change_document WHERE document = ${toBytes(document)}),
      keys (change_id, ordinal) AS (`,
      keysOfRows(document, kindsOnSpans),
      sql`),
      own (id) AS (
        SELECT change_id FROM change_row WHERE uid = ${toBytes(span)}
        UNION SELECT before_change FROM change_row WHERE uid = ${toBytes(span)} AND before_change IS NOT NULL
        UNION SELECT change_id FROM span WHERE uid = ${toBytes(span)}
        UNION SELECT r.change_id FROM keys k CROSS JOIN change_row r ON r.change_id = k.change_id AND r.ordinal = k.ordinal
          WHERE r.kind IN (SELECT value FROM json_each(${kindsOnSpans}))
            AND ${span} IN (coalesce(r.after, r.before) ->> 'span', coalesce(r.after, r.before) ->> 'from', coalesce(r.after, r.before) ->> 'to')
        UNION SELECT value FROM json_each(${JSON.stringify(packed)}))
    SELECT c.id, c.uid, a.name AS analyst, c.label, c.kind, c.undone, c.undoes_id IS NOT NULL AS is_undo, (c.batch IS NOT NULL OR c.id IN (SELECT change_id FROM packed_change)) AS batch
    FROM own JOIN change c ON c.id = own.id LEFT JOIN analyst a ON a.uid = c.analyst
    WHERE c.id < ${end} ORDER BY c.id DESC LIMIT ${limit}`,
    ]),
  );
}

/**
 * Returns the rows of an entry; none while the rows of a change are being packed, so that the entry is shown like an
 * import, without rows.
 */
function rowsOfEntry(store: ReadStore, document: Uid, change: number): JournalRow[] {
  const unfinished = findUnfinished(store.db);
  return isRemoval(unfinished) && unfinished.change === change
    ? []
    : journalledRows(store, document, change, change);
}

function describe(
  store: ReadStore,
  texts: PastTexts,
  { document, span }: HistoryScope,
  change: number,
): RowChange[] {
  const rows = rowsOfEntry(store, document, change).filter(
    (row) => span === undefined || isOfSpan(row, span),
  );
  if (rows.length === 0) return [];
  const words = new Describer(store, { before: texts.before(change), after: texts.after(change) }, document);
  return rows.flatMap(({ kind, uid, before, after }) => {
    const described = words.row(kind, uid, parsed(before), parsed(after));
    // Offsets that moved with the text, ranks and the like are not changes that matter to a reader.
    return described.did === 'changed' && described.fields.length === 0 ? [] : [described];
  });
}

function parsed(image: string | null): ImageOf<KindName> | undefined {
  return image === null ? undefined : (JSON.parse(image) as ImageOf<KindName>);
}

function isOfSpan({ uid, before, after }: JournalRow, of: Uid): boolean {
  const { span, from, to } = JSON.parse((after ?? before)!) as { span?: Uid; from?: Uid; to?: Uid };
  return uid === of || [span, from, to].includes(of);
}

/** Returns the document's last change at or before a moment (ms since 1970). */
export function changeAt(db: ReadDb, document: Uid, at: number): Uid | undefined {
  const end = Buffer.alloc(16);
  end.writeUIntBE(at + 1, 0, 6); // UUIDv7: the first 48 bits are the time
  const uid = db.value<Buffer>(sql`
    SELECT c.uid FROM change_document cd JOIN change c ON c.id = cd.change_id
    WHERE cd.document = ${toBytes(document)} AND c.uid < ${end} ORDER BY c.id DESC LIMIT 1`);
  return uid && toUid(uid);
}

/** Returns who other than `analyst` changed the document after the change with local id `change`, and how often. */
export function othersSince(
  db: ReadDb,
  document: Uid,
  change: number,
  analyst: Uid,
): { name: string; changes: number }[] {
  return db.all(sql`
    SELECT coalesce(a.name, 'someone') AS name, count(*) AS changes
    FROM change_document cd JOIN change c ON c.id = cd.change_id LEFT JOIN analyst a ON a.uid = c.analyst
    WHERE cd.document = ${toBytes(document)} AND cd.change_id > ${change} AND c.analyst IS NOT ${toBytes(analyst)}
      AND c.undone = 0 AND c.undoes_id IS NULL
    GROUP BY c.analyst ORDER BY changes DESC`);
}
