import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { idOf, uidOf } from './ids.ts';
import { selectUids } from './select.ts';

/** Progress of one document in one set. There is no row for "new". */
export interface StatusImage {
  readonly set: Uid;
  readonly document: Uid;
  readonly status: Exclude<Status, 'new'>;
  readonly reason: string;
}

export const statusRow = rowKind<StatusImage>({
  name: 'status',
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
  uids: ({ db }, change) =>
    selectUids(db, change, {
      all: sql`SELECT uid FROM document_status ORDER BY id`,
      of: (id) => sql`SELECT uid FROM document_status WHERE change_id = ${id} ORDER BY id`,
    }),
  documents: ({ document }) => [document],
});
