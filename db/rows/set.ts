import type { AnnotationSet, SetKind } from '../../shared/model/set.ts';
import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { toOne } from './references.ts';
import { compact, idOrNull, uidOf } from './ids.ts';

export type SetImage = Omit<AnnotationSet, 'id'>;

interface SetRow {
  name: string;
  kind: SetKind;
  analyst_id: number | null;
  model: string | null;
  supersedes_id: number | null;
  change_id: number;
}

export const setRow = rowKind<SetImage>({
  name: 'set',
  noun: 'annotation set',
  table: { name: 'annotation_set', key: 'uid', imported: true, parts: {} },
  belongs: 'project',
  identity: 'minted',
  topics: ['project', 'sets'],
  shown: null,
  cached: true,
  description: null,
  references: {
    analyst: [
      toOne('analyst', {
        to: 'analyst',
        column: 'analyst_id',
        onRemoval: 'refuse',
        gone: 'its analyst is gone',
      }),
    ],
    supersedes: [
      toOne('supersedes', {
        to: 'set',
        column: 'supersedes_id',
        onRemoval: 'refuse',
        gone: 'the set it supersedes is gone',
      }),
    ],
  },
  merge: { name: 'later', kind: 'fixed', analyst: 'fixed', model: 'later', supersedes: 'case' },
  offsets: null,
  terms: null,
  freeText: null,
  read({ db }, uid) {
    const row = db.get<SetRow>(sql`
      SELECT name, kind, analyst_id, model, supersedes_id, change_id FROM annotation_set WHERE uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const image = compact({
      name: row.name,
      kind: row.kind,
      analyst: uidOf(db, 'analyst', row.analyst_id),
      model: row.model === null ? undefined : (JSON.parse(row.model) as SetImage['model']),
      supersedes: uidOf(db, 'annotation_set', row.supersedes_id),
    });
    return { image, change: row.change_id };
  },
  write({ db }, uid, { name, kind, analyst, model, supersedes }, change) {
    db.run(sql`
      INSERT INTO main.annotation_set (id, uid, name, kind, analyst_id, model, supersedes_id, change_id)
      VALUES (${db.nextId('annotation_set')}, ${toBytes(uid)}, ${name}, ${kind}, ${idOrNull(db, 'analyst', analyst)},
        ${model === undefined ? null : JSON.stringify(model)}, ${idOrNull(db, 'annotation_set', supersedes)}, ${change})
      ON CONFLICT (uid) DO UPDATE SET name = excluded.name, kind = excluded.kind, analyst_id = excluded.analyst_id,
        model = excluded.model, supersedes_id = excluded.supersedes_id, change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    db.run(sql`DELETE FROM main.annotation_set WHERE uid = ${toBytes(uid)}`);
  },
});
