import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type WriteDb } from '../connection/connection.ts';
import type { RowReader, RowWriter } from './handle.ts';
import type { TermKind } from '../scheme/terms.ts';
import type { Words } from './define.ts';

/** Attribute values by the uid of the attribute's term, sorted by that uid, and which of them are untouched defaults. */
export interface AttributesImage {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly untouched: readonly Uid[];
}

export type AttributeOwner = 's' | 'r';

export interface AttributeRow {
  attribute_id: number;
  value: string;
  touched: number;
}

/** Reads the attributes of a span ('s') or relation ('r') by its local id. */
export function readAttributes(store: RowReader, owner: number, of: AttributeOwner): AttributesImage {
  const { db } = store;
  const rows = db.all<AttributeRow>(
    sql`SELECT attribute_id, value, touched FROM attribute WHERE owner = ${owner} AND of = ${of}`,
  );
  return attributesOf(store, rows);
}

/** Converts attribute rows into the part of an image that holds attributes. */
export function attributesOf({ terms }: RowReader, stored: readonly AttributeRow[]): AttributesImage {
  const rows = stored
    .map((row) => ({ ...row, uid: terms.storedById(row.attribute_id).uid }))
    .sort((a, b) => (a.uid < b.uid ? -1 : 1));
  return {
    attributes: Object.fromEntries(rows.map((row) => [row.uid, JSON.parse(row.value) as AttributeValue])),
    untouched: rows.filter((row) => row.touched === 0).map((row) => row.uid),
  };
}

/** Writes the attributes of a span or relation that has none yet, because it is new or its attributes were just removed. */
export function writeAttributes(
  store: RowWriter,
  owner: number,
  of: AttributeOwner,
  set: number,
  image: AttributesImage,
): void {
  const { db, terms } = store;
  const rows = Object.entries(image.attributes).map(([uid, value]) => {
    const attribute = terms.stored(uid as Uid).id;
    const touched = image.untouched.includes(uid as Uid) ? 0 : 1;
    return sql`(${owner}, ${of}, ${attribute}, ${JSON.stringify(value)}, ${touched}, ${set})`;
  });
  if (rows.length === 0) return;
  const insert = sql`INSERT INTO main.attribute (owner, of, attribute_id, value, touched, set_id) VALUES`;
  db.run(compose([insert, compose(rows, ', ')]));
}

export function removeAttributes(db: WriteDb, owner: number, of: AttributeOwner): void {
  db.run(sql`DELETE FROM main.attribute WHERE owner = ${owner} AND of = ${of}`);
}

/**
 * Replaces the terms of attributes and keeps them sorted by uid. If two attributes become one, keeps the value of the
 * one that already had that uid, otherwise the first value.
 */
export function attributeTerms<Image extends AttributesImage>(
  image: Image,
  replace: (uid: Uid, kind: TermKind) => Uid,
): Image {
  const before = Object.keys(image.attributes) as Uid[];
  const after = new Map<Uid, Uid>();
  for (const uid of before) {
    const now = replace(uid, 'attribute');
    if (!after.has(now) || now === uid) after.set(now, uid);
  }
  const kept = [...after].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...image,
    attributes: Object.fromEntries(kept.map(([now, was]) => [now, image.attributes[was]!])),
    untouched: kept.flatMap(([now, was]) => (image.untouched.includes(was) ? [now] : [])),
  };
}

/** Describes the attributes of an image: name and value as text. */
export function describedAttributes(
  { attributes }: AttributesImage,
  words: Words,
): (readonly [string, string])[] {
  return Object.entries(attributes).map(([uid, value]) => [words.term(uid as Uid), String(value)] as const);
}
