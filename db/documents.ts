import type { Document, DocumentSummary, Status } from '../shared/model/document.ts';
import { fold } from '../shared/text/fold.ts';
import type { Uid } from '../shared/model/uid.ts';
import { sql, type ReadDb } from './connection.ts';
import { findId, idOf } from './rows/ids.ts';
import { kindOf } from './rows/index.ts';
import { textHash } from './rows/text.ts';
import type { ReadStore } from './store.ts';
import { derivedUid, toBytes, toUid } from './uid.ts';

/** Which documents a list shows; statuses and counts are those of `set`. */
export interface DocumentFilter {
  readonly set?: Uid | undefined;
  readonly status?: readonly Status[] | undefined;
  /** Words found in the text, or a part of title or file name; case and diacritics do not count. */
  readonly search?: string | undefined;
}

export const DOCUMENT_ORDERS = ['added', 'title', 'published', 'length'] as const;
export type DocumentOrder = (typeof DOCUMENT_ORDERS)[number];

export interface DocumentPage {
  readonly total: number;
  readonly rows: DocumentSummary[];
}

interface SummaryRow {
  id: number;
  uid: Buffer;
  title: string;
  lead: string;
  name: string;
  source: string;
  published: string;
  length: number;
  status: Status | null;
  reason: string | null;
}

/** Local ids of the documents that pass the filter, in order. A hundred thousand are a few milliseconds. */
export function documentIds(
  db: ReadDb,
  filter: DocumentFilter,
  order: DocumentOrder = 'added',
  descending = false,
): number[] {
  const set = filter.set === undefined ? null : (findId(db, 'annotation_set', filter.set) ?? -1);
  const statuses = filter.status && filter.status.length > 0 ? JSON.stringify(filter.status) : null;
  const folded = fold(filter.search ?? '').trim();
  const match =
    folded === ''
      ? null
      : folded
          .split(/\s+/)
          .map((word) => `"${word.replaceAll('"', '""')}"*`)
          .join(' ');
  const like = `%${folded.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = db.all<{ id: number }>(sql`
    SELECT d.id FROM document d LEFT JOIN document_status s ON s.set_id = ${set} AND s.document_id = d.id
    WHERE (${statuses} IS NULL OR coalesce(s.status, 'new') IN (SELECT value FROM json_each(${statuses})))
      AND (${match} IS NULL OR d.id IN (SELECT rowid FROM document_fts WHERE document_fts MATCH ${match ?? ''})
        OR d.sort_title LIKE ${like} ESCAPE '\\' OR d.name LIKE ${like} ESCAPE '\\')
    ORDER BY CASE ${order} WHEN 'title' THEN d.sort_title WHEN 'published' THEN d.published WHEN 'length' THEN d.length ELSE d.id END, d.id`);
  const ids = rows.map((row) => row.id);
  return descending ? ids.reverse() : ids;
}

/** One page of the document list. */
export function listDocuments(
  db: ReadDb,
  filter: DocumentFilter,
  page: { order?: DocumentOrder; descending?: boolean; offset?: number; limit?: number } = {},
): DocumentPage {
  const ids = documentIds(db, filter, page.order, page.descending);
  const offset = page.offset ?? 0;
  const shown = ids.slice(offset, page.limit === undefined ? undefined : offset + page.limit);
  const set = filter.set === undefined ? null : (findId(db, 'annotation_set', filter.set) ?? -1);
  return { total: ids.length, rows: shown.map((id) => summaryOf(db, id, set)) };
}

function summaryOf(db: ReadDb, id: number, set: number | null): DocumentSummary {
  const row = db.get<SummaryRow>(sql`
    SELECT d.id, d.uid, d.title, d.lead, d.name, d.source, d.published, d.length, s.status, s.reason
    FROM document d LEFT JOIN document_status s ON s.set_id = ${set} AND s.document_id = d.id WHERE d.id = ${id}`)!;
  const spans = db.value<number>(
    set === null
      ? sql`SELECT count(*) FROM span WHERE document_id = ${id} AND owner_id IS NULL`
      : sql`SELECT count(*) FROM span WHERE document_id = ${id} AND set_id = ${set} AND owner_id IS NULL`,
  )!;
  const { title, lead, name, source, published, length } = row;
  return {
    id: toUid(row.uid),
    title,
    lead,
    name,
    source,
    published,
    length,
    spans,
    questions: db.value<number>(
      sql`SELECT count(*) FROM note WHERE document_id = ${id} AND question = 'open'`,
    )!,
    status: row.status ?? 'new',
    reason: row.reason ?? '',
  };
}

/** Documents per status in a set. */
export function countStatuses(db: ReadDb, set: Uid | undefined): Record<Status, number> {
  const total = db.value<number>(sql`SELECT count(*) FROM document`)!;
  const id = set === undefined ? -1 : (findId(db, 'annotation_set', set) ?? -1);
  const counts: Record<Status, number> = { new: total, 'in progress': 0, done: 0, skipped: 0 };
  for (const row of db.all<{ status: Status; n: number }>(
    sql`SELECT status, count(*) AS n FROM document_status WHERE set_id = ${id} GROUP BY status`,
  )) {
    counts[row.status] = row.n;
    counts.new -= row.n;
  }
  return counts;
}

/** A whole document, or `undefined` when the project has none of that uid. */
export function documentByUid(store: ReadStore, uid: Uid): Document | undefined {
  const document = kindOf('document').read(store, uid);
  const text = kindOf('text').read(store, uid);
  if (!document || !text) return undefined;
  return {
    id: uid,
    ...document.image,
    text: text.image.text,
    blocks: [...text.image.blocks] as Document['blocks'],
  };
}

/** Documents with exactly this text, by uid and file name, with the change that wrote them last. */
export function documentsWithText(
  db: ReadDb,
  text: string,
): { readonly uid: Uid; readonly name: string; readonly change: number }[] {
  return db
    .all<{ uid: Buffer; name: string; change_id: number }>(
      sql`SELECT uid, name, change_id FROM document WHERE text_sha256 = ${textHash(text)} ORDER BY id`,
    )
    .map((row) => ({ uid: toUid(row.uid), name: row.name, change: row.change_id }));
}

/**
 * The next document in list order whose status in `set` is new or in progress, after `from` and around the end
 * to the beginning; `undefined` when all are finished.
 */
export function nextUnfinished(
  db: ReadDb,
  set: Uid | undefined,
  from: Uid | undefined,
  step: 1 | -1,
): Uid | undefined {
  const open = documentIds(db, { set, status: ['new', 'in progress'] });
  const here = from === undefined ? 0 : idOf(db, 'document', from);
  const others = open.filter((id) => id !== here);
  const next =
    step === 1
      ? (others.find((id) => id > here) ?? others[0])
      : (others.findLast((id) => id < here) ?? others.at(-1));
  const uid =
    next === undefined ? undefined : db.value<Buffer>(sql`SELECT uid FROM document WHERE id = ${next}`);
  return uid && toUid(uid);
}

/** The uid of the status of a document in a set: derived, so that it is the same in every copy of the project. */
export function statusUid(set: Uid, document: Uid): Uid {
  return derivedUid('status', set, document);
}

/** Status of a document in a set. */
export function statusOf(db: ReadDb, set: Uid, document: Uid): { status: Status; reason: string } {
  const row = db.get<{ status: Status; reason: string }>(
    sql`SELECT status, reason FROM document_status WHERE uid = ${toBytes(statusUid(set, document))}`,
  );
  return row ?? { status: 'new', reason: '' };
}
