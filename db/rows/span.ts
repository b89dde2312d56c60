import { hull, readableQuote, type Fragment } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { correctedFragments } from '../../shared/text/corrected-ranges.ts';
import { sql, type WriteDb } from '../connection/connection.ts';
import { memo } from '../connection/memo.ts';
import { internQuote, internSurface, quoteOf } from '../annotations/surfaces.ts';
import { toBytes, toUid, uidFromHex } from '../connection/uid.ts';
import {
  attributesOf,
  attributeTerms,
  describedAttributes,
  removeAttributes,
  writeAttributes,
  type AttributeRow,
  type AttributesImage,
} from './attributes.ts';
import { rowKind } from './define.ts';
import { redactAnnotation } from './free-text.ts';
import { toDocument, toMany, toOne, toSet } from './references.ts';
import { compact, findId, idOf, idOrNull, orNull, orUndefined, uidOf } from './ids.ts';

/** A span with its attributes and entity links. Type and attributes are the uids of their terms. */
export interface SpanImage extends AttributesImage {
  readonly document: Uid;
  readonly set: Uid;
  readonly type: Uid;
  /** Offsets in the text revision at the time of the journal entry; sorted and disjoint. */
  readonly fragments: readonly Fragment[];
  /** Sorted. */
  readonly entities: readonly Uid[];
  readonly score?: number | undefined;
  readonly owner?: Uid | undefined;
  readonly derivedFrom?: Uid | undefined;
  readonly extra?: Record<string, unknown> | undefined;
}

interface SpanRow {
  id: number;
  document_id: number;
  set_id: number;
  type_id: number;
  start: number | null;
  end: number | null;
  fragments: string | null;
  score: number | null;
  owner_id: number | null;
  derived_from: Buffer | null;
  extra: string | null;
  change_id: number;
}

/** The columns of an attribute; null for a span without any. */
type LeftAttribute = AttributeRow | { readonly attribute_id: null };

function hasAttribute<Row extends object>(row: Row & LeftAttribute): row is Row & AttributeRow {
  return row.attribute_id !== null;
}

export const spanRow = rowKind<SpanImage>({
  name: 'span',
  noun: 'span',
  table: {
    name: 'span',
    key: 'uid',
    imported: true,
    parts: { mention: 'span_id' },
    attributes: 's',
    cases: 'span_id',
  },
  belongs: 'field',
  identity: 'minted',
  topics: ['annotations'],
  shown: 'spans',
  cached: false,
  description: {
    subject: ({ type, fragments }, words, uid) => ({
      what: words.term(type),
      words: readableQuote(words.text, fragments),
      span: uid,
    }),
    fields: (image, words) => [
      ['type', words.term(image.type)],
      ...describedAttributes(image, words),
      ['words', readableQuote(words.text, image.fragments)],
      ['entity', image.entities.map((entity) => words.entity(entity)).join(', ')],
    ],
  },
  references: {
    document: [toDocument()],
    set: [toSet()],
    type: 'term',
    untouched: 'term',
    entities: [
      toMany('entities', { to: 'entity', column: 'mention.entity_id', onRemoval: 'cut', gone: null }),
    ],
    owner: [
      toOne('owner', {
        to: 'span',
        column: 'owner_id',
        onRemoval: 'remove',
        gone: 'the claim it belongs to is gone',
      }),
    ],
    derivedFrom: [toOne('derivedFrom', { to: 'span', column: null, onRemoval: 'keep', gone: null })],
  },
  merge: {
    document: 'fixed',
    set: 'fixed',
    type: 'case',
    fragments: 'case',
    entities: 'union',
    score: 'later',
    owner: 'case',
    derivedFrom: 'fixed',
    extra: 'later',
    attributes: 'case',
    untouched: 'later',
  },
  offsets: (image, edits) => ({ ...image, fragments: correctedFragments(image.fragments, edits) }),
  terms: (image, replace) => attributeTerms({ ...image, type: replace(image.type, 'span') }, replace),
  freeText: redactAnnotation,
  freeTextRows: `
    SELECT uid FROM span WHERE extra IS NOT NULL
      OR EXISTS (SELECT 1 FROM attribute a WHERE a.owner = span.id AND a.of = 's' AND json_type(a.value) = 'text')`,
  read(store, uid) {
    const { db, terms } = store;
    // Joined with the attributes, one row each, because every new tag is read back.
    const rows = db.all<SpanRow & { entities: string | null } & LeftAttribute>(sql`
      SELECT s.id, s.document_id, s.set_id, s.type_id, s.start, s."end", s.fragments, s.score, s.owner_id, s.derived_from, s.extra,
        s.change_id, a.attribute_id, a.value, a.touched,
        (SELECT group_concat((SELECT lower(hex(uid)) FROM entity WHERE id = m.entity_id)) FROM mention m WHERE m.span_id = s.id) AS entities
      FROM span s LEFT JOIN attribute a ON a.owner = s.id AND a.of = 's' WHERE s.uid = ${toBytes(uid)}`);
    const row = rows[0];
    if (!row) return undefined;
    const image = compact({
      document: uidOf(db, 'document', row.document_id),
      set: uidOf(db, 'annotation_set', row.set_id),
      type: terms.storedById(row.type_id).uid,
      fragments: fragmentsOf(row),
      entities: row.entities === null ? [] : row.entities.split(',').map(uidFromHex).sort(),
      score: orUndefined(row.score),
      owner: uidOf(db, 'span', row.owner_id),
      derivedFrom: row.derived_from === null ? undefined : toUid(row.derived_from),
      extra: row.extra === null ? undefined : (JSON.parse(row.extra) as Record<string, unknown>),
      ...attributesOf(store, rows.filter(hasAttribute)),
    });
    return { image, change: row.change_id };
  },
  write(store, uid, image, change) {
    const { db, terms, texts } = store;
    const document = idOf(db, 'document', image.document);
    const set = idOf(db, 'annotation_set', image.set);
    const [start, end] = hull(image.fragments) ?? [null, null];
    const fragments = image.fragments.length > 1 ? JSON.stringify(image.fragments) : null;
    const known = findId(db, 'span', uid);
    const surface = internQuote(db, texts.textOf(document), image.fragments);
    const id = upsert(
      db,
      known,
      sql`
      INSERT INTO main.span (id, uid, document_id, set_id, type_id, start, "end", fragments, surface_id, score, owner_id, derived_from, extra, change_id)
      VALUES (${db.nextId('span')}, ${toBytes(uid)}, ${document}, ${set}, ${terms.stored(image.type).id}, ${start}, ${end}, ${fragments}, ${surface},
        ${orNull(image.score)}, ${idOrNull(db, 'span', image.owner)}, ${image.derivedFrom ? toBytes(image.derivedFrom) : null},
        ${image.extra === undefined ? null : JSON.stringify(image.extra)}, ${change})
      ON CONFLICT (uid) DO UPDATE SET document_id = excluded.document_id, set_id = excluded.set_id, type_id = excluded.type_id,
        start = excluded.start, "end" = excluded."end", fragments = excluded.fragments, surface_id = excluded.surface_id,
        score = excluded.score, owner_id = excluded.owner_id, derived_from = excluded.derived_from, extra = excluded.extra,
        change_id = excluded.change_id`,
    );
    // A new row has none of these yet, and an import writes a million rows.
    if (known !== undefined) {
      removeAttributes(db, id, 's');
      db.run(sql`DELETE FROM main.mention WHERE span_id = ${id}`);
      forgetCases(db, id);
    }
    writeAttributes(store, id, 's', set, image);
    for (const entity of image.entities) {
      db.run(
        sql`INSERT INTO main.mention (span_id, entity_id) VALUES (${id}, ${idOf(db, 'entity', entity)})`,
      );
    }
  },
  inserter(store, change) {
    const { db, terms, texts } = store;
    const documents = memo((uid: Uid) => {
      const id = idOf(db, 'document', uid);
      return { id, text: texts.textOf(id) };
    });
    const sets = memo((uid: Uid) => idOf(db, 'annotation_set', uid));
    const surfaces = memo((words: string) => internSurface(db, words));
    return (uid, image) => {
      const document = documents(image.document);
      const set = sets(image.set);
      const [start, end] = hull(image.fragments) ?? [null, null];
      const words = quoteOf(document.text, image.fragments);
      const surface = words === null ? null : surfaces(words);
      const { id, changes } = db.run(sql`
        INSERT INTO main.span (id, uid, document_id, set_id, type_id, start, "end", fragments, surface_id, score, owner_id, derived_from, extra, change_id)
        VALUES (${db.nextId('span')}, ${toBytes(uid)}, ${document.id}, ${set}, ${terms.stored(image.type).id}, ${start}, ${end},
          ${image.fragments.length > 1 ? JSON.stringify(image.fragments) : null}, ${surface},
          ${orNull(image.score)}, ${idOrNull(db, 'span', image.owner)}, ${image.derivedFrom ? toBytes(image.derivedFrom) : null},
          ${image.extra === undefined ? null : JSON.stringify(image.extra)}, ${change})
        ON CONFLICT (uid) DO NOTHING`);
      if (changes === 0) return false;
      writeAttributes(store, id, 's', set, image);
      for (const entity of image.entities) {
        db.run(
          sql`INSERT INTO main.mention (span_id, entity_id) VALUES (${id}, ${idOf(db, 'entity', entity)})`,
        );
      }
      return true;
    };
  },
  remove({ db }, uid) {
    const id = findId(db, 'span', uid);
    if (id === undefined) return;
    db.run(sql`DELETE FROM main.mention WHERE span_id = ${id}`);
    removeAttributes(db, id, 's');
    forgetCases(db, id);
    db.run(sql`DELETE FROM main.span WHERE id = ${id}`);
  },
});

/** Removes the derived cases of a span; opening the queue derives them again. */
function forgetCases(db: WriteDb, span: number): void {
  db.run(sql`DELETE FROM review_case WHERE span_id = ${span}`);
}

/**
 * Runs an upsert and returns the row's id. lastInsertRowid cannot be used for a row that was only updated, because it
 * is stale.
 */
export function upsert(db: WriteDb, known: number | undefined, statement: ReturnType<typeof sql>): number {
  const { id } = db.run(statement);
  return known ?? id;
}

/** Returns the fragments of a row, which stores the hull alone, or JSON if the span is discontinuous. */
export function fragmentsOf(row: {
  start: number | null;
  end: number | null;
  fragments: string | null;
}): Fragment[] {
  if (row.fragments !== null) return JSON.parse(row.fragments) as Fragment[];
  return row.start === null || row.end === null ? [] : [[row.start, row.end]];
}
