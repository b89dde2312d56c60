import type { Uid } from '../../shared/model/uid.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { KindName } from '../rows/index.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/** Kinds of rows that belong to documents. */
export type DocumentKind = Exclude<
  KindName,
  'project' | 'analyst' | 'entity' | 'set' | 'review' | 'tombstone'
>;

/** A row of a document. */
export interface DocumentRow {
  readonly kind: DocumentKind;
  readonly uid: Uid;
}

/** Kinds that belong to documents, what others depend on first; with how the rows of one are found. */
const KINDS: readonly [DocumentKind, (document: number, since: number) => Sql][] = [
  ['document', (id, since) => sql`SELECT uid FROM document WHERE id = ${id} AND change_id > ${since}`],
  [
    'text',
    (id, since) => sql`
      SELECT d.uid FROM document_text t JOIN document d ON d.id = t.document_id
      WHERE t.document_id = ${id} AND t.change_id > ${since}`,
  ],
  [
    'segmentation',
    (id, since) => sql`
      SELECT d.uid FROM segmentation g JOIN document d ON d.id = g.document_id
      WHERE g.document_id = ${id} AND g.change_id > ${since}`,
  ],
  [
    'status',
    (id, since) => sql`SELECT uid FROM document_status WHERE document_id = ${id} AND change_id > ${since}`,
  ],
  // Owners before what they own.
  [
    'span',
    (id, since) => sql`
      SELECT uid FROM span WHERE document_id = ${id} AND change_id > ${since} ORDER BY owner_id IS NOT NULL, id`,
  ],
  [
    'slot',
    (id, since) => sql`
      SELECT f.uid FROM span s JOIN slot f ON f.span_id = s.id
      WHERE s.document_id = ${id} AND f.change_id > ${since} ORDER BY f.id`,
  ],
  [
    'relation',
    (id, since) => sql`
      SELECT r.uid FROM span s JOIN relation r ON r.from_span = s.id WHERE s.document_id = ${id} AND r.change_id > ${since}
      UNION SELECT r.uid FROM span s JOIN relation r ON r.to_span = s.id WHERE s.document_id = ${id} AND r.change_id > ${since}`,
  ],
  ['label', (id, since) => sql`SELECT uid FROM label WHERE document_id = ${id} AND change_id > ${since}`],
  // What is answered before the replies.
  [
    'note',
    (id, since) => sql`SELECT uid FROM note WHERE document_id = ${id} AND change_id > ${since} ORDER BY id`,
  ],
  [
    'decision',
    (id, since) => sql`SELECT uid FROM decision WHERE document_id = ${id} AND change_id > ${since}`,
  ],
  [
    'quarantine',
    (id, since) => sql`SELECT uid FROM quarantine WHERE document_id = ${id} AND change_id > ${since}`,
  ],
];

/** The kinds of {@link rowsOfDocument}, in its order. */
export const DOCUMENT_KINDS: readonly DocumentKind[] = KINDS.map(([kind]) => kind);

export function isDocumentKind(kind: KindName): kind is DocumentKind {
  return (DOCUMENT_KINDS as readonly KindName[]).includes(kind);
}

/**
 * The rows that make up a document as it is: its own, and all annotations of all sets, relations to other documents
 * among them; what others depend on first. With `since`, only those whose content a later change gave them.
 */
export function rowsOfDocument({ db }: ReadStore, document: Uid, since = 0): DocumentRow[] {
  const id = findId(db, 'document', document);
  if (id === undefined) return [];
  return KINDS.flatMap(([kind, find]) =>
    db.all<{ uid: Buffer }>(find(id, since)).map(({ uid }): DocumentRow => ({ kind, uid: toUid(uid) })),
  );
}
