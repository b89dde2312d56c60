import type { NoteFilter, NoteText, NoteThread } from '../../shared/contract/notes.ts';
import { FRAGMENT_SEPARATOR } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';
import { timeOf, toUid } from '../connection/uid.ts';

/** Threads that pass the filter, a page of them: the newest first, in one document as they were written. */
export function listNotes(
  store: ReadStore,
  filter: NoteFilter,
  { offset = 0, limit }: { offset?: number | undefined; limit?: number | undefined } = {},
): { total: number; rows: NoteThread[] } {
  const ids = threadIds(store.db, filter);
  const shown = ids.slice(offset, limit === undefined ? undefined : offset + limit);
  return { total: ids.length, rows: shown.map((id) => threadOf(store, id)) };
}

/** How many notes there are, and who wrote them. */
export function countNotes({ db }: ReadStore) {
  const count = (question: 'open' | 'answered') =>
    db.value<number>(sql`SELECT count(*) FROM note WHERE question = ${question}`)!;
  return {
    open: count('open'),
    answered: count('answered'),
    all: db.value<number>(sql`SELECT count(*) FROM note WHERE reply_to IS NULL`)!,
    analysts: db
      .all<{ uid: Buffer; name: string }>(
        sql`
        SELECT uid, name FROM analyst WHERE id IN (SELECT DISTINCT analyst_id FROM note WHERE reply_to IS NULL)
        ORDER BY name COLLATE NOCASE, id`,
      )
      .map(({ uid, name }) => ({ id: toUid(uid), name })),
  };
}

/** Local ids of threads. Words are looked for here, since SQLite cannot fold; notes are few beside spans. */
function threadIds(db: ReadDb, { document, question, analyst, search }: NoteFilter): number[] {
  const inDocument = document === undefined ? null : (findId(db, 'document', document) ?? -1);
  const by = analyst === undefined ? null : (findId(db, 'analyst', analyst) ?? -1);
  const ids = (
    inDocument !== null
      ? db.all<{ id: number; question: string | null; analyst_id: number | null }>(
          sql`SELECT id, question, analyst_id FROM note WHERE document_id = ${inDocument} AND reply_to IS NULL ORDER BY id`,
        )
      : question === 'open' || question === 'answered'
        ? db.all<{ id: number; question: string | null; analyst_id: number | null }>(
            sql`SELECT id, question, analyst_id FROM note WHERE question = ${question} AND reply_to IS NULL ORDER BY id DESC`,
          )
        : db.all<{ id: number; question: string | null; analyst_id: number | null }>(
            sql`SELECT id, question, analyst_id FROM note WHERE reply_to IS NULL ORDER BY id DESC`,
          )
  )
    .filter(
      (row) =>
        (question === undefined || (row.question ?? 'none') === question) &&
        (by === null || row.analyst_id === by),
    )
    .map(({ id }) => id);
  const words = fold(search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return ids;
  return ids.filter((id) => {
    const bodies = db.all<{ body: string }>(sql`SELECT body FROM note WHERE id = ${id} OR reply_to = ${id}`);
    const text = fold(bodies.map(({ body }) => body).join('\n'));
    return words.every((word) => text.includes(word));
  });
}

interface ThreadRow {
  id: number;
  question: 'open' | 'answered' | null;
  document_uid: Buffer;
  title: string;
  span_id: number | null;
  relation_id: number | null;
  from_span: number | null;
  to_span: number | null;
  relation_uid: Buffer | null;
  relation_type: number | null;
}

function threadOf(store: ReadStore, id: number): NoteThread {
  const { db, terms } = store;
  const row = db.get<ThreadRow>(sql`
    SELECT n.id, n.question, d.uid AS document_uid, coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name) AS title,
      n.span_id, n.relation_id, r.from_span, r.to_span, r.uid AS relation_uid, r.type_id AS relation_type
    FROM note n JOIN document d ON d.id = n.document_id LEFT JOIN relation r ON r.id = n.relation_id WHERE n.id = ${id}`)!;
  const place = spanWords(store, row.span_id ?? row.from_span);
  const other = spanWords(store, row.to_span);
  const replies = db.all<{ id: number }>(sql`SELECT id FROM note WHERE reply_to = ${id} ORDER BY id`);
  return {
    ...textOf(db, id),
    question: row.question,
    document: toUid(row.document_uid),
    documentTitle: row.title,
    span: row.span_id === null ? null : (place?.uid ?? null),
    relation: row.relation_uid && toUid(row.relation_uid),
    target: place?.uid ?? null,
    type: row.relation_type === null ? (place?.type ?? '') : terms.byId(row.relation_type).name,
    words: [place?.words, other?.words].filter((words) => words !== undefined).join(' → '),
    replies: replies.map((reply) => textOf(db, reply.id)),
  };
}

interface TextRow {
  uid: Buffer;
  body: string;
  name: string | null;
  made: Buffer;
}

/** A note's words with who wrote them when: the first change that wrote the row says so, or the import that brought it. */
function textOf(db: ReadDb, id: number): NoteText {
  const row = db.get<TextRow>(sql`
    SELECT n.uid, n.body, c.uid AS made,
      CASE WHEN c.batch IS NULL THEN coalesce(a.name, w.name) ELSE a.name END AS name
    FROM note n JOIN change c ON c.id = coalesce((
        SELECT coalesce(r.before_change, r.change_id) FROM change_row r
        WHERE r.uid = n.uid AND r.kind = 'note' ORDER BY r.change_id, r.ordinal LIMIT 1), n.change_id)
      LEFT JOIN analyst a ON a.id = n.analyst_id LEFT JOIN analyst w ON w.uid = c.analyst
    WHERE n.id = ${id}`)!;
  return {
    id: toUid(row.uid),
    body: row.body,
    author: row.name ?? '',
    at: new Date(timeOf(toUid(row.made))).toISOString(),
  };
}

function spanWords(
  { db, terms }: ReadStore,
  id: number | null,
): { uid: Uid; type: string; words: string } | undefined {
  if (id === null) return undefined;
  const row = db.get<{ uid: Buffer; type_id: number; text: string | null }>(
    sql`SELECT s.uid, s.type_id, u.text FROM span s LEFT JOIN surface u ON u.id = s.surface_id WHERE s.id = ${id}`,
  );
  return (
    row && { uid: toUid(row.uid), type: terms.byId(row.type_id).name, words: readableSurface(row.text ?? '') }
  );
}

/** A stored surface in one line, at most 200 characters. */
export function readableSurface(text: string): string {
  const characters = [...text.replaceAll(FRAGMENT_SEPARATOR, ' … ').replace(/\s+/g, ' ')];
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : characters.join('');
}
