import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { ImageOf } from '../rows/index.ts';
import { readAs } from './read-as.ts';
import type { Term } from './terms.ts';

/** An annotation that has attributes. */
export interface Attributed {
  readonly kind: 'span' | 'relation';
  readonly uid: Uid;
}

/** The annotations that have a value of an attribute, of all sets; with `values`, one of these. */
export function withAttribute(
  { db, terms }: ReadStore,
  attribute: number,
  values: readonly AttributeValue[] | null = null,
): Attributed[] {
  const among = values && jsonOf(values);
  return db
    .all<{ span: Buffer | null; relation: Buffer | null }>(
      sql`
      SELECT s.uid AS span, r.uid AS relation FROM attribute a LEFT JOIN span s ON a.of = 's' AND s.id = a.owner
        LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
      WHERE a.attribute_id IN (SELECT value FROM json_each(${terms.listOf([attribute])}))
         AND (${among} IS NULL OR a.value IN (SELECT value FROM json_each(${among})))
        AND (s.id IS NOT NULL OR r.id IS NOT NULL) ORDER BY a.of, a.owner`,
    )
    .map(({ span, relation }) =>
      span ? { kind: 'span', uid: toUid(span) } : { kind: 'relation', uid: toUid(relation!) },
    );
}

/** Returns values as a JSON array of the texts that the database stores for them. */
export function jsonOf(values: readonly AttributeValue[]): string {
  return JSON.stringify(values.map((value) => JSON.stringify(value)));
}

/** The image with another value of an attribute; null takes the value out. */
export function withValue<Image extends Pick<ImageOf<'span'>, 'attributes' | 'untouched'>>(
  image: Image,
  attribute: Uid,
  value: AttributeValue | null,
): Image {
  const { [attribute]: _, ...others } = image.attributes;
  if (value === null)
    return { ...image, attributes: others, untouched: image.untouched.filter((uid) => uid !== attribute) };
  return { ...image, attributes: { ...image.attributes, [attribute]: value } };
}

/** The image with the values of another annotation that it lacks, of attributes that are read as the same. */
export function withValuesOf<Image extends Pick<ImageOf<'span'>, 'attributes' | 'untouched'>>(
  { terms }: ReadStore,
  image: Image,
  other: Pick<Image, 'attributes' | 'untouched'>,
): Image {
  const readAs = (uid: string) => terms.byUid(uid as Uid).uid;
  const has = new Set(Object.keys(image.attributes).map(readAs));
  const added = Object.entries(other.attributes).filter(([uid]) => !has.has(readAs(uid)));
  return {
    ...image,
    attributes: Object.fromEntries(
      [...Object.entries(image.attributes), ...added].sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    untouched: [
      ...image.untouched,
      ...other.untouched.filter((uid) => added.some(([each]) => each === uid)),
    ].sort(),
  };
}

/**
 * Gives all annotations that have one of some values of an attribute another value, or none if it is null. Yields after each, so that
 * a job may report its progress, pause and stop.
 */
export function* replaceValues(
  store: ReadStore,
  recorder: Recorder,
  attribute: Term,
  values: readonly AttributeValue[],
  by: AttributeValue | null,
): Generator<void> {
  for (const { kind, uid } of withAttribute(store, attribute.id, values)) {
    const image = readAs(store, kind, uid)!;
    recorder.put(kind, uid, withValue(image, attribute.uid, by));
    yield;
  }
}
