import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';

export interface AnalystImage {
  readonly name: string;
  readonly initials: string;
  readonly hue: number;
}

export const analystRow = rowKind<AnalystImage>({
  name: 'analyst',
  noun: 'analyst',
  table: { name: 'analyst', key: 'uid', imported: true, parts: {} },
  belongs: 'project',
  identity: 'minted',
  topics: ['project', 'sets'],
  shown: null,
  cached: true,
  description: null,
  references: {},
  merge: { name: 'later', initials: 'later', hue: 'later' },
  offsets: null,
  terms: null,
  freeText: null,
  read({ db }, uid) {
    const row = db.get<AnalystImage & { change_id: number }>(
      sql`SELECT name, initials, hue, change_id FROM analyst WHERE uid = ${toBytes(uid)}`,
    );
    return row && { image: { name: row.name, initials: row.initials, hue: row.hue }, change: row.change_id };
  },
  write({ db }, uid, { name, initials, hue }, change) {
    db.run(sql`
      INSERT INTO main.analyst (id, uid, name, initials, hue, change_id) VALUES (${db.nextId('analyst')}, ${toBytes(uid)}, ${name}, ${initials}, ${hue}, ${change})
      ON CONFLICT (uid) DO UPDATE SET name = excluded.name, initials = excluded.initials, hue = excluded.hue, change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    db.run(sql`DELETE FROM main.analyst WHERE uid = ${toBytes(uid)}`);
  },
});
