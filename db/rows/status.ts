import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { derivedUid, toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { redactFields } from './free-text.ts';
import { toDocument, toSet } from './references.ts';
import { idOf, uidOf } from './ids.ts';

/** Progress of one document in one set. The status "new" has no row. */
export interface StatusImage {
  readonly set: Uid;
  readonly document: Uid;
  readonly status: Exclude<Status, 'new'>;
  readonly reason: string;
}

/** Returns the uid of the status of a document in a set: derived, so that it is the same in every copy of the project. */
export function statusUid(set: Uid, document: Uid): Uid {
  return derivedUid('status', set, document);
}

export const statusRow = rowKind<StatusImage>({
  name: 'status',
  noun: 'status',
  table: { name: 'document_status', key: 'uid', imported: true, parts: {} },
  belongs: 'field',
  identity: { fields: ['set', 'document'], uid: ({ set, document }) => statusUid(set, document) },
  topics: ['project', 'documents'],
  shown: null,
  cached: false,
  description: {
    subject: ({ status }) => ({ what: 'Status', words: status, span: null }),
    fields: ({ status, reason }) => [
      ['status', status],
      ['reason', reason],
    ],
  },
  references: {
    set: [toSet()],
    document: [toDocument()],
  },
  merge: { set: 'fixed', document: 'fixed', status: 'later', reason: 'later' },
  offsets: null,
  terms: null,
  freeText: redactFields('reason'),
  read({ db }, uid) {
    const row = db.get<{
      set_id: number;
      document_id: number;
      status: StatusImage['status'];
      reason: string;
      change_id: number;
    }>(
      sql`SELECT set_id, document_id, status, reason, change_id FROM document_status WHERE uid = ${toBytes(uid)}`,
    );
    if (!row) return undefined;
    const set = uidOf(db, 'annotation_set', row.set_id);
    const document = uidOf(db, 'document', row.document_id);
    return { image: { set, document, status: row.status, reason: row.reason }, change: row.change_id };
  },
  write({ db }, uid, { set, document, status, reason }, change) {
    db.run(sql`
      INSERT INTO main.document_status (id, uid, set_id, document_id, status, reason, change_id)
      VALUES (${db.nextId('document_status')}, ${toBytes(uid)}, ${idOf(db, 'annotation_set', set)}, ${idOf(db, 'document', document)}, ${status}, ${reason}, ${change})
      ON CONFLICT (uid) DO UPDATE SET status = excluded.status, reason = excluded.reason, change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    db.run(sql`DELETE FROM main.document_status WHERE uid = ${toBytes(uid)}`);
  },
});
