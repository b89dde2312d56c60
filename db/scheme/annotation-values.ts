import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import type { ImageOf } from '../rows/index.ts';

/** The annotations that have a value of an attribute. */
export function withAttribute(
  { db }: ReadStore,
  attribute: number,
): { readonly kind: 'span' | 'relation'; readonly uid: Uid }[] {
  return db
    .all<{ span: Buffer | null; relation: Buffer | null }>(
      sql`
      SELECT s.uid AS span, r.uid AS relation FROM attribute a LEFT JOIN span s ON a.of = 's' AND s.id = a.owner
        LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
      WHERE a.attribute_id = ${attribute} AND (s.id IS NOT NULL OR r.id IS NOT NULL) ORDER BY a.of, a.owner`,
    )
    .map(({ span, relation }) =>
      span ? { kind: 'span', uid: toUid(span) } : { kind: 'relation', uid: toUid(relation!) },
    );
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
