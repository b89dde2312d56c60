import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { findId, idOf, uidOf } from './ids.ts';
import { selectUids } from './select.ts';

/** The review of all other sets' proposals for one target set. */
export interface ReviewImage {
  readonly target: Uid;
  /** Share of documents, 0 to 1, whose proposals stay hidden until they are done. */
  readonly blind: number;
}

export const reviewRow = rowKind<ReviewImage>({
  name: 'review',
  read({ db }, uid) {
    const row = db.get<{ target_id: number; blind: number; change_id: number }>(
      sql`SELECT target_id, blind, change_id FROM review WHERE uid = ${toBytes(uid)}`,
    );
    if (!row) return undefined;
    return {
      image: { target: uidOf(db, 'annotation_set', row.target_id), blind: row.blind },
      change: row.change_id,
    };
  },
  write({ db }, uid, { target, blind }, change) {
    db.run(sql`
      INSERT INTO review (uid, target_id, blind, change_id)
      VALUES (${toBytes(uid)}, ${idOf(db, 'annotation_set', target)}, ${blind}, ${change})
      ON CONFLICT (uid) DO UPDATE SET target_id = excluded.target_id, blind = excluded.blind, change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    const id = findId(db, 'review', uid);
    if (id === undefined) return;
    db.run(sql`DELETE FROM review_case WHERE review_id = ${id}`); // derived
    db.run(sql`DELETE FROM review WHERE id = ${id}`);
  },
  uids: ({ db }, change) =>
    selectUids(db, change, {
      all: sql`SELECT uid FROM review ORDER BY id`,
      of: (id) => sql`SELECT uid FROM review WHERE change_id = ${id} ORDER BY id`,
    }),
  documents: () => [],
});
