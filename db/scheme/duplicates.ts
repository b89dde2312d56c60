import type { Uid } from '../../shared/model/uid.ts';
import { removeWithDependants, rowsReferringTo } from '../annotations/removal.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import type { Recorder } from '../journal/recorder.ts';
import { kindIn, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import { withValuesOf } from './annotation-values.ts';
import { joinRelations, relationLike } from './duplicate-relations.ts';
import { putMoved } from './put-moved.ts';

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
  recorder.put('span', kept, {
    ...withValuesOf(store, to, from),
    entities: [...new Set([...to.entities, ...from.entities])].sort(),
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
    if (name === 'relation') {
      const { from: start, to: end } = moved as ImageOf<'relation'>;
      if (start === end) continue;
      const same = relationLike(store, moved as ImageOf<'relation'>, uid);
      if (same !== undefined) {
        joinRelations(store, recorder, uid, same);
        continue;
      }
    }
    putMoved(store, recorder, name, uid, { before: image, after: moved });
  }
  removeWithDependants(store, recorder, 'span', gone);
}

function slotsOf(store: ReadStore, span: Uid): { uid: Uid; image: ImageOf<'slot'> }[] {
  return store.db
    .column<Buffer>(
      sql`SELECT f.uid FROM slot f JOIN span s ON s.id = f.span_id WHERE s.uid = ${toBytes(span)} ORDER BY f.id`,
    )
    .map(toUid)
    .map((uid) => ({ uid, image: kindOf('slot').read(store, uid)!.image }));
}
