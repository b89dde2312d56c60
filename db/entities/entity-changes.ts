import { PostilError } from '../../shared/contract/errors.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { Recorder } from '../journal/recorder.ts';
import { idOf } from '../rows/ids.ts';
import { kindOf, type ImageOf } from '../rows/index.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

type EntityImage = ImageOf<'entity'>;

/** How much a change of the registry moved. */
export interface Moved {
  mentions: number;
  slots: number;
  relations: number;
  /** What became equal to another, or would link an entity to itself. */
  dropped: number;
}

/** Spans that mention an entity, in the order of their making. */
export function mentionsOf({ db }: ReadStore, entity: Uid): Uid[] {
  return uids(
    db.all(sql`
      SELECT s.uid FROM mention m JOIN span s ON s.id = m.span_id
      WHERE m.entity_id = ${idOf(db, 'entity', entity)} ORDER BY s.id`),
  );
}

/** Links a span to exactly these entities. */
export function linkSpan(store: Store, recorder: Recorder, span: Uid, entities: readonly Uid[]): void {
  const { image } = kindOf('span').read(store, span)!;
  recorder.put('span', span, { ...image, entities: [...new Set(entities)].sort() });
}

/** Links a span to further entities, and to others no more. */
export function relinkSpan(
  store: Store,
  recorder: Recorder,
  span: Uid,
  { add = [], remove = [] }: { add?: readonly Uid[]; remove?: readonly Uid[] },
): void {
  const { entities } = kindOf('span').read(store, span)!.image;
  linkSpan(store, recorder, span, [...entities.filter((uid) => !remove.includes(uid)), ...add]);
}

/**
 * Makes one entity of several. Mentions, slot fillers and relations go over to `into`, which gains the others' names
 * as aliases and their external ids. The others stay, pointing at it, so that an import with their ids finds it;
 * what pointed at them points at it too, so that no chains arise.
 */
export function mergeEntities(store: Store, recorder: Recorder, into: Uid, from: readonly Uid[]): Moved {
  const moved: Moved = { mentions: 0, slots: 0, relations: 0, dropped: 0 };
  const entity = (uid: Uid): EntityImage => kindOf('entity').read(store, uid)!.image;
  let united = entity(into);
  for (const uid of from) {
    const image = entity(uid);
    united = unite(united, image);
    for (const span of mentionsOf(store, uid)) {
      relinkSpan(store, recorder, span, { add: [into], remove: [uid] });
      moved.mentions++;
    }
    moveSlots(store, recorder, uid, into, moved);
    moveRelations(store, recorder, uid, into, moved);
    for (const earlier of mergedInto(store, uid))
      recorder.put('entity', earlier, { ...entity(earlier), mergedInto: into });
    recorder.put('entity', uid, { ...image, mergedInto: into });
  }
  recorder.put('entity', into, united);
  assertNoCircles(store, into);
  return moved;
}

/** An entity with what another one adds: its name and aliases, its external ids, and a note where it had none. */
export function unite(image: EntityImage, other: Omit<EntityImage, 'mergedInto'>): EntityImage {
  const names = [...image.aliases, other.name, ...other.aliases];
  const ids = new Map(
    [...image.externalIds, ...other.externalIds].map((id) => [`${id.authority}\u0000${id.value}`, id]),
  );
  const note = image.note ?? other.note;
  const type = image.type ?? other.type;
  return {
    ...image,
    aliases: [...new Set(names)].filter((name) => name !== image.name),
    externalIds: [...ids].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id),
    ...(note !== undefined && { note }),
    ...(type !== undefined && { type }),
  };
}

/** A new entity takes mentions from the one they are linked to. Error: refused, where one is not linked to it. */
export function splitEntity(
  store: Store,
  recorder: Recorder,
  { entity, mentions, id, image }: { entity: Uid; mentions: readonly Uid[]; id: Uid; image: EntityImage },
): void {
  recorder.put('entity', id, image);
  for (const span of mentions) {
    const stored = kindOf('span').read(store, span);
    if (!stored?.image.entities.includes(entity)) {
      throw new PostilError('refused', `Span ${span} is not linked to this entity (any more).`, {
        field: 'mentions',
      });
    }
    relinkSpan(store, recorder, span, { add: [id], remove: [entity] });
  }
}

/** Removes an entity with its links, the slots it fills, its relations, and what was merged into it. */
export function removeEntity(store: Store, recorder: Recorder, entity: Uid): Moved {
  const { db } = store;
  const moved: Moved = { mentions: 0, slots: 0, relations: 0, dropped: 0 };
  for (const span of mentionsOf(store, entity)) {
    relinkSpan(store, recorder, span, { remove: [entity] });
    moved.mentions++;
  }
  const id = idOf(db, 'entity', entity);
  for (const slot of uids(db.all(sql`SELECT uid FROM slot WHERE filler_entity = ${id} ORDER BY id`))) {
    recorder.remove('slot', slot);
    moved.slots++;
  }
  for (const relation of relationsOf(store, entity)) {
    removeRelation(store, recorder, relation);
    moved.relations++;
  }
  for (const merged of mergedInto(store, entity)) recorder.remove('entity', merged);
  recorder.remove('entity', entity);
  return moved;
}

function moveSlots(store: Store, recorder: Recorder, from: Uid, into: Uid, moved: Moved): void {
  const { db } = store;
  const [fromId, intoId] = [idOf(db, 'entity', from), idOf(db, 'entity', into)];
  for (const { uid, twin } of db.all<{ uid: Buffer; twin: Buffer | null }>(sql`
    SELECT f.uid, (SELECT t.uid FROM slot t WHERE t.span_id = f.span_id AND t.slot_id = f.slot_id AND t.filler_entity = ${intoId}) AS twin
    FROM slot f WHERE f.filler_entity = ${fromId} ORDER BY f.id`)) {
    const slot = toUid(uid);
    const { image } = kindOf('slot').read(store, slot)!;
    if (twin === null) {
      recorder.put('slot', slot, { ...image, filler: { entity: into } });
      moved.slots++;
      continue;
    }
    const kept = kindOf('slot').read(store, toUid(twin))!.image;
    recorder.remove('slot', slot);
    recorder.put('slot', toUid(twin), {
      ...kept,
      evidence: [...new Set([...kept.evidence, ...image.evidence])].sort(),
    });
    moved.dropped++;
  }
}

function moveRelations(store: Store, recorder: Recorder, from: Uid, into: Uid, moved: Moved): void {
  const { db } = store;
  for (const uid of relationsOf(store, from)) {
    const { image } = kindOf('relation').read(store, uid)!;
    const [a, b] = [image.from === from ? into : image.from, image.to === from ? into : image.to];
    const twin = db.value<number>(sql`
      SELECT 1 FROM relation r JOIN annotation_set s ON s.id = r.set_id
      WHERE r.from_entity = ${idOf(db, 'entity', a)} AND r.to_entity = ${idOf(db, 'entity', b)}
        AND r.type_id = ${store.terms.byUid(image.type).id} AND r.set_id = ${idOf(db, 'annotation_set', image.set)}`);
    if (a === b || twin !== undefined) {
      removeRelation(store, recorder, uid);
      moved.dropped++;
    } else {
      recorder.put('relation', uid, { ...image, from: a, to: b });
      moved.relations++;
    }
  }
}

function relationsOf({ db }: ReadStore, entity: Uid): Uid[] {
  const id = idOf(db, 'entity', entity);
  return uids(
    db.all(sql`SELECT uid FROM relation WHERE from_entity = ${id} OR to_entity = ${id} ORDER BY id`),
  );
}

function mergedInto({ db }: ReadStore, entity: Uid): Uid[] {
  return uids(
    db.all(sql`SELECT uid FROM entity WHERE merged_into = ${idOf(db, 'entity', entity)} ORDER BY id`),
  );
}

/** Notes on the relation go with it, replies before the note that they reply to. */
function removeRelation(store: Store, recorder: Recorder, relation: Uid): void {
  const { db } = store;
  const id = idOf(db, 'relation', relation);
  for (const note of uids(db.all(sql`SELECT uid FROM note WHERE relation_id = ${id} ORDER BY id DESC`)))
    recorder.remove('note', note);
  recorder.remove('relation', relation);
}

/** Two entities on the way from one to the other, made one, would be part of themselves. */
function assertNoCircles(store: Store, entity: Uid): void {
  const { db, terms } = store;
  const id = idOf(db, 'entity', entity);
  for (const { type_id: type, set_id: set } of db.all<{ type_id: number; set_id: number }>(
    sql`SELECT DISTINCT type_id, set_id FROM relation WHERE from_entity = ${id}`,
  )) {
    if (!isOneWay(store, type)) continue;
    const circle = db.value<number>(sql`
      WITH RECURSIVE reached(id) AS (
        SELECT to_entity FROM relation WHERE from_entity = ${id} AND type_id = ${type} AND set_id = ${set}
        UNION SELECT r.to_entity FROM reached JOIN relation r ON r.from_entity = reached.id AND r.type_id = ${type} AND r.set_id = ${set})
      SELECT 1 FROM reached WHERE id = ${id}`);
    if (circle === undefined) continue;
    const { name } = kindOf('entity').read(store, entity)!.image;
    throw new PostilError(
      'refused',
      `“${name}” would be ${terms.byId(type).name} itself: relations lead from one of these entities to another. Remove one of those relations first.`,
      { field: 'from' },
    );
  }
}

function isOneWay(store: ReadStore, type: number): boolean {
  const { name } = store.terms.byId(type);
  const declared = currentScheme(store).scheme.relations.find((relation) => relation.name === name);
  return declared?.transitive === true && !declared.symmetric;
}

function uids(rows: readonly { uid: Buffer }[]): Uid[] {
  return rows.map((row) => toUid(row.uid));
}

/** The uid for a new entity: the client's own, unless something has it. */
export function freshEntityUid(store: ReadStore, wanted: Uid | undefined): Uid {
  if (wanted === undefined) return newUid();
  if (kindOf('entity').read(store, wanted))
    throw new PostilError('refused', `There is already an entity ${wanted}.`, { field: 'id' });
  return wanted;
}
