import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb, type WriteDb } from '../connection/connection.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { readAttributes, removeAttributes, writeAttributes, type AttributesImage } from './attributes.ts';
import { rowKind } from './define.ts';
import { compact, findId, idOf, idOrNull, orNull, orUndefined, uidOf } from './ids.ts';
import { selectUids } from './select.ts';
import { upsert } from './span.ts';

/** A relation with its attributes; type and attributes by the uid of their term. */
export interface RelationImage extends AttributesImage {
  readonly set: Uid;
  readonly document?: Uid | undefined;
  readonly type: Uid;
  readonly ends: 'span' | 'entity';
  readonly from: Uid;
  readonly to: Uid;
  readonly score?: number | undefined;
  readonly derivedFrom?: Uid | undefined;
  readonly extra?: Record<string, unknown> | undefined;
}

interface RelationRow {
  id: number;
  set_id: number;
  type_id: number;
  document_id: number | null;
  from_span: number | null;
  to_span: number | null;
  from_entity: number | null;
  to_entity: number | null;
  score: number | null;
  derived_from: Buffer | null;
  extra: string | null;
  change_id: number;
}

export function documentOfSpan(db: ReadDb, span: Uid): Uid | undefined {
  const uid = db.value<Buffer>(
    sql`SELECT d.uid FROM span s JOIN document d ON d.id = s.document_id WHERE s.uid = ${toBytes(span)}`,
  );
  return uid && toUid(uid);
}

export const relationRow = rowKind<RelationImage>({
  name: 'relation',
  read(store, uid) {
    const { db, terms } = store;
    const row = db.get<RelationRow>(sql`
      SELECT id, set_id, type_id, document_id, from_span, to_span, from_entity, to_entity, score, derived_from, extra, change_id
      FROM relation WHERE uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const ends = row.from_span === null ? 'entity' : 'span';
    const image = compact({
      set: uidOf(db, 'annotation_set', row.set_id),
      document: uidOf(db, 'document', row.document_id),
      type: terms.byId(row.type_id).uid,
      ends,
      from: uidOf(db, ends, (row.from_span ?? row.from_entity)!),
      to: uidOf(db, ends, (row.to_span ?? row.to_entity)!),
      score: orUndefined(row.score),
      derivedFrom: row.derived_from === null ? undefined : toUid(row.derived_from),
      extra: row.extra === null ? undefined : (JSON.parse(row.extra) as Record<string, unknown>),
      ...readAttributes(store, row.id, 'r'),
    } satisfies RelationImage);
    return { image, change: row.change_id };
  },
  write(store, uid, image, change) {
    const { db, terms } = store;
    const set = idOf(db, 'annotation_set', image.set);
    const from = idOf(db, image.ends, image.from);
    const to = idOf(db, image.ends, image.to);
    const spans = image.ends === 'span';
    const id = upsert(
      db,
      findId(db, 'relation', uid),
      sql`
      INSERT INTO main.relation (id, uid, set_id, type_id, document_id, from_span, to_span, from_entity, to_entity, score, derived_from, extra, change_id)
      VALUES (${db.nextId('relation')}, ${toBytes(uid)}, ${set}, ${terms.byUid(image.type).id}, ${idOrNull(db, 'document', image.document)},
        ${spans ? from : null}, ${spans ? to : null}, ${spans ? null : from}, ${spans ? null : to}, ${orNull(image.score)},
        ${image.derivedFrom ? toBytes(image.derivedFrom) : null}, ${image.extra === undefined ? null : JSON.stringify(image.extra)}, ${change})
      ON CONFLICT (uid) DO UPDATE SET set_id = excluded.set_id, type_id = excluded.type_id, document_id = excluded.document_id,
        from_span = excluded.from_span, to_span = excluded.to_span, from_entity = excluded.from_entity, to_entity = excluded.to_entity,
        score = excluded.score, derived_from = excluded.derived_from, extra = excluded.extra, change_id = excluded.change_id`,
    );
    removeAttributes(db, id, 'r');
    forgetCases(db, id);
    writeAttributes(store, id, 'r', set, image);
  },
  remove({ db }, uid) {
    const id = findId(db, 'relation', uid);
    if (id === undefined) return;
    removeAttributes(db, id, 'r');
    forgetCases(db, id);
    db.run(sql`DELETE FROM main.relation WHERE id = ${id}`);
  },
  uids: ({ db }, change) =>
    selectUids(db, change, {
      all: sql`SELECT uid FROM relation ORDER BY id`,
      of: (id) => sql`SELECT uid FROM relation WHERE change_id = ${id} ORDER BY id`,
    }),
  // Across documents it belongs to both, so that either one's undo finds it.
  documents: ({ document, ends, from, to }, { db }) => {
    if (document) return [document];
    if (ends === 'entity') return [];
    return [...new Set([from, to].flatMap((span) => documentOfSpan(db, span) ?? []))];
  },
});

/** Derived like those of spans. */
function forgetCases(db: WriteDb, relation: number): void {
  db.run(sql`DELETE FROM review_case WHERE relation_id = ${relation}`);
}
