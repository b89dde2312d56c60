import type { Document, DocumentSummary, Status } from '../../shared/model/document.ts';
import type { Segmentation } from '../../shared/model/segmentation.ts';
import { fold } from '../../shared/text/fold.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';
import { findId, idOf } from '../rows/ids.ts';
import { documentImage, type DocumentColumns } from '../rows/document.ts';
import { kindOf } from '../rows/index.ts';
import { presentText } from '../rows/text.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid, uidFromHex } from '../connection/uid.ts';
import { statusUid } from '../rows/status.ts';

/** Which documents a list shows; statuses and counts are those of `set`. */
export interface DocumentFilter {
  readonly set?: Uid | undefined;
  readonly status?: readonly Status[] | undefined;
  /** Words found in the text, or a part of title or file name; case and diacritics do not count. */
  readonly search?: string | undefined;
  readonly documents?: readonly Uid[] | undefined;
  /** A further condition on a document `d`. */
  readonly also?: Sql | undefined;
}

export const DOCUMENT_ORDERS = ['added', 'title', 'published', 'length'] as const;
export type DocumentOrder = (typeof DOCUMENT_ORDERS)[number];

/** The order of a list; `by` is a number of each document by its local id, and then decides before `order`. */
export interface DocumentSorting {
  readonly order?: DocumentOrder | undefined;
  readonly descending?: boolean | undefined;
  readonly by?: ((id: number) => number) | undefined;
}

export interface DocumentPage {
  readonly total: number;
  /** Local ids of the rows. */
  readonly ids: readonly number[];
  readonly rows: DocumentSummary[];
}

interface SummaryRow {
  uid: string;
  title: string;
  lead: string;
  name: string;
  source: string;
  published: string;
  length: number;
  spans: number;
  questions: number;
  status: Status;
  reason: string;
}

/** Conditions of a filter, of a document `d`: one piece each, so that what was not asked for costs nothing. */
function conditionsOf(db: ReadDb, { set: uid, status, search, documents, also }: DocumentFilter): Sql[] {
  const pieces = [sql`TRUE`, ...(also ? [also] : [])];
  if (documents)
    pieces.push(sql`d.uid IN (SELECT unhex(value, '-') FROM json_each(${JSON.stringify(documents)}))`);
  if (status && status.length > 0) {
    const set = uid === undefined ? null : (findId(db, 'annotation_set', uid) ?? -1);
    const statuses = JSON.stringify(status);
    // A document without a row is new.
    pieces.push(
      status.includes('new')
        ? sql`d.id NOT IN (SELECT document_id FROM document_status
            WHERE set_id = ${set} AND status NOT IN (SELECT value FROM json_each(${statuses})))`
        : sql`d.id IN (SELECT document_id FROM document_status
            WHERE set_id = ${set} AND status IN (SELECT value FROM json_each(${statuses})))`,
    );
  }
  const folded = fold(search ?? '').trim();
  if (folded !== '') {
    const [match, like] = [fullTextQuery(folded), likePattern(folded)];
    // Each of the three has an index that holds all it reads; joined by OR, every document would be read.
    pieces.push(sql`d.id IN (SELECT rowid FROM document_fts WHERE document_fts MATCH ${match}
      UNION ALL SELECT id FROM document WHERE instr(sort_title, ${folded}) > 0
      UNION ALL SELECT id FROM document WHERE name LIKE ${like} ESCAPE '\\')`);
  }
  return pieces;
}

/** Returns the full-text query for texts with all words of a search, or words that begin so. */
export function fullTextQuery(folded: string): string {
  return folded
    .split(/\s+/)
    .map((word) => `"${word.replaceAll('"', '""')}"*`)
    .join(' ');
}

/** Returns the pattern of LIKE, with `\` as its escape, for what contains a text. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Written out one by one, because SQLite uses an index for an order only if the statement states the order. */
const ORDERS: Readonly<Record<DocumentOrder, readonly [ascending: Sql, descending: Sql]>> = {
  added: [sql`ORDER BY d.id`, sql`ORDER BY d.id DESC`],
  title: [sql`ORDER BY d.sort_title, d.id`, sql`ORDER BY d.sort_title DESC, d.id DESC`],
  published: [sql`ORDER BY d.published, d.id`, sql`ORDER BY d.published DESC, d.id DESC`],
  length: [sql`ORDER BY d.length, d.id`, sql`ORDER BY d.length DESC, d.id DESC`],
};

/** Local ids of the documents that pass the filter, in order. A hundred thousand are a few hundredths of a second. */
export function documentIds(
  db: ReadDb,
  filter: DocumentFilter,
  { order = 'added', descending = false, by }: DocumentSorting = {},
): number[] {
  const where = compose(conditionsOf(db, filter), ' AND ');
  const all = compose([sql`SELECT d.id FROM document d WHERE`, where, ORDERS[order][descending ? 1 : 0]]);
  const ids = db.column<number>(all);
  if (!by) return ids;
  const way = descending ? -1 : 1;
  return ids.sort((a, b) => (by(a) - by(b)) * way);
}

/** Returns the ids of a part of the document list, in its order. */
export function documentUids(
  db: ReadDb,
  filter: DocumentFilter,
  sorting: DocumentSorting,
  { offset = 0, limit }: { readonly offset?: number | undefined; readonly limit: number },
): Uid[] {
  const ids = documentIds(db, filter, sorting).slice(offset, offset + limit);
  return db
    .column<string>(
      sql`
      SELECT lower(hex(d.uid)) AS uid FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN document d ON d.id = j.value
      ORDER BY j.key`,
    )
    .map(uidFromHex);
}

/** One page of the document list. */
export function listDocuments(
  db: ReadDb,
  filter: DocumentFilter,
  sorting: DocumentSorting = {},
  { offset = 0, limit }: { readonly offset?: number | undefined; readonly limit?: number | undefined } = {},
): DocumentPage {
  const { order = 'added', descending = false, by } = sorting;
  const set = filter.set === undefined ? null : (findId(db, 'annotation_set', filter.set) ?? -1);
  // Words have to be looked for in all titles: once, for the page and for how many there are.
  if (limit === undefined || filter.search || by) {
    const all = documentIds(db, filter, sorting);
    const ids = all.slice(offset, limit === undefined ? undefined : offset + limit);
    return { total: all.length, ids, rows: summariesOf(db, ids, set) };
  }
  const where = compose(conditionsOf(db, filter), ' AND ');
  const ids = db.column<number>(
    compose([
      sql`SELECT d.id FROM document d WHERE`,
      where,
      ORDERS[order][descending ? 1 : 0],
      sql`LIMIT ${limit} OFFSET ${offset}`,
    ]),
  );
  return {
    total: db.value<number>(compose([sql`SELECT count(*) FROM document d WHERE`, where]))!,
    ids,
    rows: summariesOf(db, ids, set),
  };
}

/** Returns the position of a document in a list, null if the list does not contain it, and the documents before and after it. */
export function documentsAround(
  db: ReadDb,
  document: Uid,
  filter: DocumentFilter,
  sorting: DocumentSorting,
): { at: number | null; previous: Uid | null; next: Uid | null } {
  const ids = documentIds(db, filter, sorting);
  const at = ids.indexOf(findId(db, 'document', document) ?? -1);
  const uidAt = (index: number) => {
    const id = ids[index];
    return id === undefined ? null : toUid(db.value<Buffer>(sql`SELECT uid FROM document WHERE id = ${id}`)!);
  };
  return { at: at === -1 ? null : at, previous: uidAt(at - 1), next: uidAt(at + 1) };
}

/** Returns the rows of a list in the order of the given local ids, in one statement however many there are. */
function summariesOf(db: ReadDb, ids: readonly number[], set: number | null): DocumentSummary[] {
  const statement = compose([
    sql`SELECT lower(hex(d.uid)) AS uid, d.title, d.lead, d.name, d.source, d.published, d.length,
      coalesce(s.status, 'new') AS status, coalesce(s.reason, '') AS reason,
      (SELECT count(*) FROM note WHERE document_id = d.id AND question = 'open') AS questions,
      (SELECT count(*) FROM span WHERE document_id = d.id AND owner_id IS NULL`,
    // A set that is stated narrows the index, a condition on a parameter would not.
    set === null ? sql`` : sql`AND set_id = ${set}`,
    sql`) AS spans
    FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN document d ON d.id = j.value
      LEFT JOIN document_status s ON s.set_id = ${set} AND s.document_id = d.id
    ORDER BY j.key`,
  ]);
  return db.all<SummaryRow>(statement).map(({ uid, ...row }) => ({ id: uidFromHex(uid), ...row }));
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
  const text = presentText(store, uid);
  if (!document || !text) return undefined;
  return {
    id: uid,
    ...document.image,
    text: text.text,
    blocks: [...text.blocks] as Document['blocks'],
  };
}

/** A whole document with its tokens, if it has any. */
export interface WholeDocument extends Document {
  readonly segmentation?: Segmentation;
}

/** Reads several documents in one statement, in the order of their local ids as given. */
export function wholeDocuments(db: ReadDb, ids: readonly number[]): WholeDocument[] {
  const rows = db.all<
    DocumentColumns & { uid: string; text: string; blocks: string; body: string | null }
  >(sql`
    SELECT d.title, d.source, d.url, d.byline, d.dateline, d.published, d.language, d.header, d.origin, d.extra,
      lower(hex(d.uid)) AS uid, t.text, t.blocks, s.body
    FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN document d ON d.id = j.value
      CROSS JOIN document_text t ON t.document_id = d.id LEFT JOIN segmentation s ON s.document_id = d.id
    ORDER BY j.key`);
  return rows.map(({ uid, text, blocks, body, ...columns }) => ({
    id: uidFromHex(uid),
    ...documentImage(columns),
    text,
    blocks: JSON.parse(blocks) as Document['blocks'],
    ...(body !== null && { segmentation: JSON.parse(body) as Segmentation }),
  }));
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
  const unfinished = compose(conditionsOf(db, { set, status: ['new', 'in progress'] }), ' AND ');
  const here = from === undefined ? 0 : idOf(db, 'document', from);
  const first = (beyond: Sql) =>
    db.value<number>(
      compose([
        sql`SELECT d.id FROM document d WHERE`,
        unfinished,
        beyond,
        ORDERS.added[step === 1 ? 0 : 1],
        sql`LIMIT 1`,
      ]),
    );
  const next =
    first(step === 1 ? sql`AND d.id > ${here}` : sql`AND d.id < ${here}`) ?? first(sql`AND d.id <> ${here}`);
  const uid =
    next === undefined ? undefined : db.value<Buffer>(sql`SELECT uid FROM document WHERE id = ${next}`);
  return uid && toUid(uid);
}

/** Status of a document in a set. */
export function statusOf(db: ReadDb, set: Uid, document: Uid): { status: Status; reason: string } {
  const row = db.get<{ status: Status; reason: string }>(
    sql`SELECT status, reason FROM document_status WHERE uid = ${toBytes(statusUid(set, document))}`,
  );
  return row ?? { status: 'new', reason: '' };
}
