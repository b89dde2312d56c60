import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';

/** What remains of a document or entity that was deleted for good. Its uid is that of the deleted row. */
export interface TombstoneImage {
  readonly of: 'document' | 'entity';
}

export const tombstoneRow = rowKind<TombstoneImage>({
  name: 'tombstone',
  noun: 'deletion for good',
  table: { name: 'tombstone', key: 'uid', imported: false, parts: {} },
  belongs: 'project',
  identity: 'shared',
  topics: ['documents', 'entities'],
  shown: null,
  cached: true,
  description: null,
  references: {},
  merge: { of: 'fixed' },
  offsets: null,
  terms: null,
  freeText: null,
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
});
