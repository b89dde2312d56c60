import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { selectUids } from './select.ts';

/** What is left of a document or entity that was deleted for good; its uid is that of what was deleted. */
export interface TombstoneImage {
  readonly of: 'document' | 'entity';
}

export const tombstoneRow = rowKind<TombstoneImage>({
  name: 'tombstone',
  read({ db }, uid) {
    const row = db.get<{ of: TombstoneImage['of']; change_id: number }>(
      sql`SELECT of, change_id FROM tombstone WHERE uid = ${toBytes(uid)}`,
    );
    return row && { image: { of: row.of }, change: row.change_id };
  },
  write({ db }, uid, { of }, change) {
    db.run(sql`
      INSERT INTO tombstone (uid, of, change_id) VALUES (${toBytes(uid)}, ${of}, ${change})
      ON CONFLICT (uid) DO UPDATE SET of = excluded.of, change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    db.run(sql`DELETE FROM tombstone WHERE uid = ${toBytes(uid)}`);
  },
  uids: ({ db }, change) =>
    selectUids(db, change, {
      all: sql`SELECT uid FROM tombstone ORDER BY id`,
      of: (id) => sql`SELECT uid FROM tombstone WHERE change_id = ${id} ORDER BY id`,
    }),
  documents: () => [],
});
