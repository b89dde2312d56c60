import type { Uid } from '../../shared/model/uid.ts';
import { removeRelation, rowsReferringTo } from '../annotations/removal.ts';
import { compose } from '../connection/compose.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import type { Recorder } from '../journal/recorder.ts';
import { idOf } from '../rows/ids.ts';
import { imageText, kindIn, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import { withValuesOf } from './annotation-values.ts';
import { putMoved } from './put-moved.ts';
import { currentScheme } from './scheme.ts';

/** The local ids of terms of relation types that are read as symmetric ones, as a JSON list. */
export function symmetricTypes(store: ReadStore): string {
  const { terms } = store;
  return terms.listOf(
    currentScheme(store)
      .scheme.relations.filter(({ symmetric }) => symmetric)
      .map(({ name }) => terms.find('relation', name)?.id),
  );
}

/** Counts the relations of a merged type that link the same two, in one set, as a relation of the type that stays. */
export function countRepeatedRelations(
  store: ReadStore,
  merged: readonly number[],
  into: readonly number[],
): number {
  const [goes, stays] = [JSON.stringify(merged), JSON.stringify(into)];
  return store.db.value<number>(sql`
    WITH r AS (
      SELECT set_id, from_span IS NULL AS entities, coalesce(from_span, from_entity) AS f, coalesce(to_span, to_entity) AS t,
        type_id IN (SELECT value FROM json_each(${goes})) AS goes,
        type_id IN (SELECT value FROM json_each(${symmetricTypes(store)})) AS symmetric
      FROM relation WHERE type_id IN (SELECT value FROM json_each(${goes}))
        OR type_id IN (SELECT value FROM json_each(${stays})))
    SELECT coalesce(sum(n), 0) FROM (
      SELECT sum(goes) AS n FROM r
      GROUP BY set_id, entities, CASE WHEN symmetric THEN min(f, t) ELSE f END, CASE WHEN symmetric THEN max(f, t) ELSE t END
      HAVING sum(goes) > 0 AND sum(NOT goes) > 0)`)!;
}

/**
 * Counts the relations that would repeat another one, or link a span to itself, once each span of a merged type on the same words
 * as one of the type that stays is joined with that.
 */
export function countRelationsOfJoined(
  store: ReadStore,
  merged: readonly number[],
  into: readonly number[],
): number {
  const { db, terms } = store;
  const joined = sql`
    WITH p AS MATERIALIZED (
      SELECT a.id AS gone, (
        SELECT min(b.id) FROM span b WHERE b.document_id = a.document_id AND b.set_id = a.set_id AND b.start = a.start
          AND b."end" = a."end" AND b.fragments IS a.fragments AND b.owner_id IS a.owner_id
          AND b.type_id IN (SELECT value FROM json_each(${JSON.stringify(into)}))) AS kept
      FROM span a WHERE a.type_id IN (SELECT value FROM json_each(${JSON.stringify(merged)})) AND kept IS NOT NULL),
    ends AS (SELECT gone, kept FROM p UNION SELECT kept, kept FROM p),
    r AS (
      SELECT x.set_id, coalesce(f.kept, x.from_span) AS f, coalesce(t.kept, x.to_span) AS t,
        f.gone IS NOT f.kept OR t.gone IS NOT t.kept AS moves,
        x.type_id IN (SELECT value FROM json_each(${symmetricTypes(store)})) AS symmetric,`;
  return db.value<number>(
    compose([
      joined,
      terms.readAs(sql`x.type_id`),
      sql`AS type
      FROM relation x LEFT JOIN ends f ON f.gone = x.from_span LEFT JOIN ends t ON t.gone = x.to_span
      WHERE x.from_span IN (SELECT gone FROM ends) OR x.to_span IN (SELECT gone FROM ends))
    SELECT coalesce(sum(CASE WHEN a = b OR stays > 0 THEN moves ELSE max(moves - 1, 0) END), 0) FROM (
      SELECT set_id, type, CASE WHEN symmetric THEN min(f, t) ELSE f END AS a,
        CASE WHEN symmetric THEN max(f, t) ELSE t END AS b, sum(moves) AS moves, sum(NOT moves) AS stays
      FROM r GROUP BY 1, 2, 3, 4)`,
    ]),
  )!;
}

/** Removes each relation of a merged type that links the same two as one of the type that stays. Call it when the merge counts. */
export function removeRepeatedRelations(store: Store, recorder: Recorder, merged: readonly number[]): void {
  const found = store.db.column<Buffer>(
    sql`SELECT uid FROM relation WHERE type_id IN (SELECT value FROM json_each(${JSON.stringify(merged)})) ORDER BY id`,
  );
  for (const uid of found.map(toUid)) {
    const kept = relationLike(store, kindOf('relation').read(store, uid)!.image, uid, merged);
    if (kept !== undefined) joinRelations(store, recorder, uid, kept);
  }
}

/**
 * The first relation, other than `but`, that is read as one of the same type between the same two in the same set. Terms in `not` do
 * not count.
 */
export function relationLike(
  store: ReadStore,
  { type, set, ends, from, to }: ImageOf<'relation'>,
  but: Uid,
  not: readonly number[] = [],
): Uid | undefined {
  const { db, terms } = store;
  const { id, name } = terms.byUid(type);
  const [f, t] = [idOf(db, ends, from), idOf(db, ends, to)];
  const isSymmetric = currentScheme(store).scheme.relations.some(
    (each) => each.name === name && each.symmetric,
  );
  const among = terms.idsOf(id).filter((each) => !not.includes(each));
  const itself = idOf(db, 'relation', but);
  const find = (start: number, end: number) =>
    db.value<Buffer>(
      ends === 'span'
        ? sql`
            SELECT uid FROM relation WHERE from_span = ${start} AND to_span = ${end} AND set_id = ${idOf(db, 'annotation_set', set)}
              AND type_id IN (SELECT value FROM json_each(${JSON.stringify(among)})) AND id <> ${itself} ORDER BY id LIMIT 1`
        : sql`
            SELECT uid FROM relation WHERE from_entity = ${start} AND to_entity = ${end} AND set_id = ${idOf(db, 'annotation_set', set)}
              AND type_id IN (SELECT value FROM json_each(${JSON.stringify(among)})) AND id <> ${itself} ORDER BY id LIMIT 1`,
    );
  const found = find(f, t) ?? (isSymmetric ? find(t, f) : undefined);
  return found && toUid(found);
}

/** Removes a relation that repeats another one, which gets the values that it lacks, the notes and all else that referred to either. */
export function joinRelations(store: Store, recorder: Recorder, gone: Uid, kept: Uid): void {
  const from = kindOf('relation').read(store, gone)!.image;
  const to = kindOf('relation').read(store, kept)!.image;
  const joined = withValuesOf(store, to, from);
  if (imageText(joined) !== imageText(to)) recorder.put('relation', kept, joined);
  for (const { kind, reference, uid } of rowsReferringTo(store, 'relation', gone)) {
    if (reference.onRemoval === 'keep') continue;
    const name = kind.name as KindName;
    const image = kindIn(store, name).read(store, uid)!.image;
    const moved = reference.replaced(image, (each) => (each === gone ? kept : each));
    putMoved(store, recorder, name, uid, { before: image, after: moved });
  }
  removeRelation(store, recorder, gone);
}
