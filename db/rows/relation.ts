import type { Uid } from '../../shared/model/uid.ts';
import { sql, type WriteDb } from '../connection/connection.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import {
  attributeTerms,
  describedAttributes,
  readAttributes,
  removeAttributes,
  writeAttributes,
  type AttributesImage,
} from './attributes.ts';
import { rowKind } from './define.ts';
import { redactAnnotation } from './free-text.ts';
import { toDocument, toOne, toSet, type Reference } from './references.ts';
import { compact, findId, idOf, idOrNull, orNull, orUndefined, uidOf } from './ids.ts';
import { upsert } from './span.ts';

/** A relation with its attributes. Type and attributes are the uids of their terms. */
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

/** Makes the reference of one end of a relation to one of the two kinds that an end may be. */
function endAt(field: 'from' | 'to', kind: 'span' | 'entity'): Reference<RelationImage> {
  return toOne(field, {
    to: kind,
    column: `${field}_${kind}`,
    onRemoval: 'remove',
    gone: 'one of its ends is gone',
    when: ({ ends }) => ends === kind,
  });
}

export const relationRow = rowKind<RelationImage>({
  name: 'relation',
  noun: 'relation',
  table: { name: 'relation', key: 'uid', imported: true, parts: {}, attributes: 'r', cases: 'relation_id' },
  // A relation across documents belongs to both, so that undo in either one finds it.
  belongs: {
    columns: ['from_span', 'to_span'],
    spans: ({ ends, from, to }) => (ends === 'span' ? [from, to] : []),
  },
  identity: 'minted',
  topics: ['annotations'],
  shown: 'relations',
  cached: false,
  description: {
    subject: ({ type, from, to }, words) => ({
      what: words.term(type),
      words: `${words.span(from)} → ${words.span(to)}`,
      span: from,
    }),
    fields: (image, words) => [
      ['type', words.term(image.type)],
      ...describedAttributes(image, words),
      ['ends', `${words.span(image.from)} → ${words.span(image.to)}`],
    ],
  },
  references: {
    set: [toSet()],
    document: [toDocument()],
    type: 'term',
    untouched: 'term',
    from: [endAt('from', 'span'), endAt('from', 'entity')],
    to: [endAt('to', 'span'), endAt('to', 'entity')],
    derivedFrom: [toOne('derivedFrom', { to: 'relation', column: null, onRemoval: 'keep', gone: null })],
  },
  merge: {
    set: 'fixed',
    document: 'fixed',
    type: 'case',
    ends: 'fixed',
    from: 'case',
    to: 'case',
    score: 'later',
    derivedFrom: 'fixed',
    extra: 'later',
    attributes: 'case',
    untouched: 'later',
  },
  offsets: null,
  terms: (image, replace) => attributeTerms({ ...image, type: replace(image.type, 'relation') }, replace),
  freeText: redactAnnotation,
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
      type: terms.storedById(row.type_id).uid,
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
      VALUES (${db.nextId('relation')}, ${toBytes(uid)}, ${set}, ${terms.stored(image.type).id}, ${idOrNull(db, 'document', image.document)},
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
});

/** Removes the derived cases of a relation; opening the queue derives them again. */
function forgetCases(db: WriteDb, relation: number): void {
  db.run(sql`DELETE FROM review_case WHERE relation_id = ${relation}`);
}
