import type { Entity } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { writeAlias } from '../derived/aliases.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { redactFields } from './free-text.ts';
import { toOne } from './references.ts';
import { compact, findId, idOrNull, orNull, orUndefined, uidOf } from './ids.ts';
import { upsert } from './span.ts';

/** A registry entity with its aliases (in order) and external ids (sorted). The type is the uid of its term. */
export interface EntityImage extends Omit<Entity, 'id' | 'type'> {
  readonly type?: Uid | undefined;
}

interface EntityRow {
  id: number;
  name: string;
  type_id: number | null;
  colour: string | null;
  note: string | null;
  merged_into: number | null;
  change_id: number;
}

export const entityRow = rowKind<EntityImage>({
  name: 'entity',
  noun: 'entity',
  table: {
    name: 'entity',
    key: 'uid',
    imported: true,
    parts: { alias: 'entity_id', external_id: 'entity_id' },
  },
  belongs: 'project',
  identity: 'minted',
  topics: ['annotations', 'entities'],
  shown: null,
  cached: true,
  description: null,
  references: {
    type: 'term',
    mergedInto: [
      toOne('mergedInto', {
        to: 'entity',
        column: 'merged_into',
        onRemoval: 'remove',
        gone: 'the entity it was merged into is gone',
      }),
    ],
  },
  merge: {
    name: 'case',
    type: 'case',
    colour: 'later',
    note: 'case',
    mergedInto: 'case',
    aliases: 'union',
    externalIds: 'union',
  },
  offsets: null,
  terms: (image, replace) => (image.type ? { ...image, type: replace(image.type, 'span') } : image),
  freeText: redactFields('name', 'aliases', 'note'),
  read({ db, terms }, uid) {
    const row = db.get<EntityRow>(sql`
      SELECT id, name, type_id, colour, note, merged_into, change_id FROM entity WHERE uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const image = compact({
      name: row.name,
      type: row.type_id === null ? undefined : terms.storedById(row.type_id).uid,
      colour: orUndefined(row.colour),
      note: orUndefined(row.note),
      mergedInto: uidOf(db, 'entity', row.merged_into),
      aliases: db
        .all<{ text: string }>(
          sql`SELECT text FROM alias WHERE entity_id = ${row.id} AND is_name = 0 ORDER BY id`,
        )
        .map((alias) => alias.text),
      externalIds: db.all<Entity['externalIds'][number]>(sql`
        SELECT authority, value FROM external_id WHERE entity_id = ${row.id} ORDER BY authority, value`),
    });
    return { image, change: row.change_id };
  },
  write({ db, terms }, uid, image, change) {
    const id = upsert(
      db,
      findId(db, 'entity', uid),
      sql`
      INSERT INTO main.entity (id, uid, name, type_id, colour, note, merged_into, change_id)
      VALUES (${db.nextId('entity')}, ${toBytes(uid)}, ${image.name}, ${image.type ? terms.stored(image.type).id : null}, ${orNull(image.colour)},
        ${orNull(image.note)}, ${idOrNull(db, 'entity', image.mergedInto)}, ${change})
      ON CONFLICT (uid) DO UPDATE SET name = excluded.name, type_id = excluded.type_id, colour = excluded.colour,
        note = excluded.note, merged_into = excluded.merged_into, change_id = excluded.change_id`,
    );
    db.run(sql`DELETE FROM main.alias WHERE entity_id = ${id}`);
    db.run(sql`DELETE FROM main.external_id WHERE entity_id = ${id}`);
    writeAlias(db, id, image.name, 1);
    for (const text of image.aliases) writeAlias(db, id, text, 0);
    for (const { authority, value } of image.externalIds) {
      db.run(
        sql`INSERT INTO main.external_id (entity_id, authority, value) VALUES (${id}, ${authority}, ${value})`,
      );
    }
  },
  remove({ db }, uid) {
    const id = findId(db, 'entity', uid);
    if (id === undefined) return;
    db.run(sql`DELETE FROM main.alias WHERE entity_id = ${id}`);
    db.run(sql`DELETE FROM main.external_id WHERE entity_id = ${id}`);
    db.run(sql`DELETE FROM main.entity WHERE id = ${id}`);
  },
});
