import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { derivedUid, toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { toOne } from './references.ts';
import { findId, idOf, uidOf } from './ids.ts';

/** The review of all proposals of other sets for one target set. */
export interface ReviewImage {
  readonly target: Uid;
  /** Share of documents, 0 to 1, whose proposals stay hidden until the analyst is done with them. */
  readonly blind: number;
}

/** Returns the uid of the review of a target set: the same in every copy of the project. */
export function reviewUid(target: Uid): Uid {
  return derivedUid('review', target);
}

export const reviewRow = rowKind<ReviewImage>({
  name: 'review',
  noun: 'review',
  table: { name: 'review', key: 'uid', imported: false, parts: {}, cases: 'review_id' },
  belongs: 'project',
  identity: { fields: ['target'], uid: ({ target }) => reviewUid(target) },
  topics: ['review'],
  shown: null,
  cached: false,
  description: null,
  references: {
    target: [
      toOne('target', {
        to: 'set',
        column: 'target_id',
        onRemoval: 'refuse',
        gone: 'its annotation set is gone',
      }),
    ],
  },
  merge: { target: 'fixed', blind: 'case' },
  offsets: null,
  terms: null,
  freeText: null,
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
});
