import type { Uid } from '../../shared/model/uid.ts';
import { removeWithDependants, rowsReferringTo } from '../annotations/removal.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import type { Recorder } from '../journal/recorder.ts';
import { imageText, kindIn, kindOf, type ImageOf, type KindName } from '../rows/index.ts';

/** Spans of types that become one, on the same words of one set: the one that goes, and the first that it equals. */
const pairs = (merged: readonly number[], into: readonly number[]): Sql => sql`
  SELECT a.uid AS gone, (
      SELECT b.uid FROM span b WHERE b.document_id = a.document_id AND b.set_id = a.set_id AND b.start = a.start
        AND b."end" = a."end" AND b.fragments IS a.fragments AND b.owner_id IS a.owner_id
        AND b.type_id IN (SELECT value FROM json_each(${JSON.stringify(into)})) ORDER BY b.id LIMIT 1) AS kept
  FROM span a WHERE a.type_id IN (SELECT value FROM json_each(${JSON.stringify(merged)})) AND kept IS NOT NULL`;

/** Counts the places that would have two spans of one type on the same words of a set, once two types are one. */
export function countDuplicates(
  { db }: ReadStore,
  merged: readonly number[],
  into: readonly number[],
): number {
  return db.value<number>(sql`
    SELECT count(*) FROM (
      SELECT DISTINCT a.document_id, a.set_id, a.start, a."end", a.fragments, a.owner_id FROM span a
      WHERE a.type_id IN (SELECT value FROM json_each(${JSON.stringify(merged)})) AND a.start IS NOT NULL
        AND EXISTS (SELECT 1 FROM span b WHERE b.document_id = a.document_id AND b.set_id = a.set_id AND b.start = a.start
          AND b."end" = a."end" AND b.fragments IS a.fragments AND b.owner_id IS a.owner_id
          AND b.type_id IN (SELECT value FROM json_each(${JSON.stringify(into)}))))`)!;
}

/**
 * Removes the spans of a merged type that stand on the same words as one of the type that stays. What refers to such a span is
 * moved to the other one; entities are united, and attributes and slots that the other one lacks become its own. To be called
 * when the merge counts already. Returns how many were removed.
 */
export function removeDuplicates(
  store: Store,
  recorder: Recorder,
  merged: readonly number[],
  into: readonly number[],
): number {
  const found = store.db.all<{ gone: Buffer; kept: Buffer }>(pairs(merged, into));
  for (const { gone, kept } of found) joinSpans(store, recorder, toUid(gone), toUid(kept));
  return found.length;
}

function joinSpans(store: Store, recorder: Recorder, gone: Uid, kept: Uid): void {
  const { terms } = store;
  const from = kindOf('span').read(store, gone)!.image;
  const to = kindOf('span').read(store, kept)!.image;
  const has = new Set(Object.keys(to.attributes).map((uid) => terms.byUid(uid as Uid).uid));
  const added = Object.entries(from.attributes).filter(([uid]) => !has.has(terms.byUid(uid as Uid).uid));
  recorder.put('span', kept, {
    ...to,
    entities: [...new Set([...to.entities, ...from.entities])].sort(),
    attributes: Object.fromEntries(
      [...Object.entries(to.attributes), ...added].sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    untouched: [
      ...to.untouched,
      ...from.untouched.filter((uid) => added.some(([each]) => each === uid)),
    ].sort(),
  });
  const filled = new Set(slotsOf(store, kept).map(({ image }) => terms.byUid(image.slot).uid));
  const seen = new Set<string>();
  for (const { kind, reference, uid } of rowsReferringTo(store, 'span', gone)) {
    const name = kind.name as KindName;
    if (seen.has(`${name} ${uid}`)) continue;
    seen.add(`${name} ${uid}`);
    const image = kindIn(store, name).read(store, uid)?.image;
    if (!image || reference.onRemoval === 'keep') continue;
    // A slot that the other span fills itself stays as it is there; what filled it here goes with the span.
    if (
      name === 'slot' &&
      (image as ImageOf<'slot'>).span === gone &&
      filled.has(terms.byUid((image as ImageOf<'slot'>).slot).uid)
    )
      continue;
    const moved = store.kinds
      .referencesTo('span')
      .filter((each) => each.kind === kind)
      .reduce<object>(
        (now, each) => each.reference.replaced(now, (span) => (span === gone ? kept : span)),
        image,
      );
    if (isRepeated(store, name, uid, moved)) continue;
    if (imageText(moved) !== imageText(image)) recorder.put(name, uid, moved as typeof image);
  }
  removeWithDependants(store, recorder, 'span', gone);
}

/** Whether a relation would link something to itself, or the same two as another one of its type. */
function isRepeated({ db, terms }: ReadStore, name: KindName, uid: Uid, image: object): boolean {
  if (name !== 'relation') return false;
  const { from, to, set, type } = image as ImageOf<'relation'>;
  if (from === to) return true;
  const types = terms.listOf([terms.byUid(type).id]);
  return (
    db.value<number>(sql`
      SELECT 1 FROM relation r JOIN span f ON f.id = r.from_span JOIN span t ON t.id = r.to_span
        JOIN annotation_set a ON a.id = r.set_id
      WHERE f.uid = ${toBytes(from)} AND t.uid = ${toBytes(to)} AND a.uid = ${toBytes(set)}
        AND r.uid <> ${toBytes(uid)} AND r.type_id IN (SELECT value FROM json_each(${types}))`) === 1
  );
}

function slotsOf(store: ReadStore, span: Uid): { uid: Uid; image: ImageOf<'slot'> }[] {
  return store.db
    .column<Buffer>(
      sql`SELECT f.uid FROM slot f JOIN span s ON s.id = f.span_id WHERE s.uid = ${toBytes(span)} ORDER BY f.id`,
    )
    .map(toUid)
    .map((uid) => ({ uid, image: kindOf('slot').read(store, uid)!.image }));
}
