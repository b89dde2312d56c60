import { PostilError } from '../../shared/contract/errors.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { removeRelation, removeWithDependants, rowsReferringTo } from '../annotations/removal.ts';
import type { Recorder } from '../journal/recorder.ts';
import { MESSAGES } from '../messages.ts';
import { findId, idOf } from '../rows/ids.ts';
import { kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import { referencesOf, type AnyKind } from '../rows/kinds.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';

type EntityImage = ImageOf<'entity'>;

/** How much a change of the registry moved. */
export interface Moved {
  mentions: number;
  slots: number;
  relations: number;
  /** What became equal to another, or would link an entity to itself. */
  dropped: number;
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
    moveReferences(store, recorder, uid, into, moved);
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
      throw new PostilError('refused', MESSAGES.notLinked(span), {
        field: 'mentions',
      });
    }
    relinkSpan(store, recorder, span, { add: [id], remove: [entity] });
  }
}

/** Removes an entity with its links, the slots it fills, its relations, and what was merged into it. */
export function removeEntity(store: Store, recorder: Recorder, entity: Uid): Moved {
  const moved: Moved = { mentions: 0, slots: 0, relations: 0, dropped: 0 };
  for (const { name } of rowsLinkedTo(store, entity)) count(moved, name);
  removeWithDependants(store, recorder, 'entity', entity);
  return moved;
}

/** What a row that refers to an entity is counted as. Rows of other kinds are moved and removed too, but not counted. */
const COUNTED: { readonly [Kind in KindName]?: Exclude<keyof Moved, 'dropped'> } = {
  span: 'mentions',
  slot: 'slots',
  relation: 'relations',
};

function count(moved: Moved, name: KindName): void {
  const counter = COUNTED[name];
  if (counter !== undefined) moved[counter]++;
}

/** Rows of which one may repeat another after a merge. Each function removes such a row and returns whether it did. */
const DROPPED: {
  readonly [Kind in KindName]?: (store: Store, recorder: Recorder, uid: Uid, moved: ImageOf<Kind>) => boolean;
} = { slot: dropRepeatedSlot, relation: dropRepeatedRelation };

/** Makes every row that refers to one entity refer to another one. */
function moveReferences(store: Store, recorder: Recorder, from: Uid, into: Uid, moved: Moved): void {
  for (const { kind, name, uid } of rowsLinkedTo(store, from)) {
    const image = referencesOf(kind)
      .filter(({ to }) => to === 'entity')
      .reduce(
        (image, reference) => reference.replaced(image, (entity) => (entity === from ? into : entity)),
        kind.read(store, uid)!.image,
      ) as ImageOf<typeof name>;
    const drop = DROPPED[name] as ((...row: [Store, Recorder, Uid, typeof image]) => boolean) | undefined;
    if (drop?.(store, recorder, uid, image)) moved.dropped++;
    else {
      recorder.put(name, uid, image);
      count(moved, name);
    }
  }
}

/** Lists the rows that refer to an entity, each once. */
function rowsLinkedTo(store: ReadStore, entity: Uid): { kind: AnyKind; name: KindName; uid: Uid }[] {
  const rows = rowsReferringTo(store, 'entity', entity).map(({ kind, uid }) => ({
    kind,
    name: kind.name as KindName,
    uid,
  }));
  return [...new Map(rows.map((row) => [row.uid, row])).values()];
}

/** Two slots of a span with the same filler: one stays, with the evidence of both. */
function dropRepeatedSlot(
  store: Store,
  recorder: Recorder,
  uid: Uid,
  { span, slot, filler, evidence }: ImageOf<'slot'>,
): boolean {
  const { db, terms } = store;
  const entity = 'entity' in filler ? findId(db, 'entity', filler.entity) : undefined;
  if (entity === undefined) return false;
  const twin = db.value<Buffer>(sql`
    SELECT uid FROM slot WHERE span_id = ${idOf(db, 'span', span)} AND slot_id IN (SELECT value FROM json_each(${terms.listOf([terms.byUid(slot).id])}))
      AND filler_entity = ${entity} AND uid <> ${toBytes(uid)}`);
  if (twin === undefined) return false;
  const kept = kindOf('slot').read(store, toUid(twin))!.image;
  recorder.remove('slot', uid);
  recorder.put('slot', toUid(twin), {
    ...kept,
    evidence: [...new Set([...kept.evidence, ...evidence])].sort(),
  });
  return true;
}

/** A relation that would link an entity to itself, or that exists already. */
function dropRepeatedRelation(
  store: Store,
  recorder: Recorder,
  uid: Uid,
  { from, to, type, set }: ImageOf<'relation'>,
): boolean {
  const { db, terms } = store;
  const twin = db.value<number>(sql`
    SELECT 1 FROM relation WHERE from_entity = ${idOf(db, 'entity', from)} AND to_entity = ${idOf(db, 'entity', to)}
      AND type_id IN (SELECT value FROM json_each(${terms.listOf([terms.byUid(type).id])})) AND set_id = ${idOf(db, 'annotation_set', set)} AND uid <> ${toBytes(uid)}`);
  if (from !== to && twin === undefined) return false;
  removeRelation(store, recorder, uid);
  return true;
}

/** Two entities on the way from one to the other, made one, would be part of themselves. */
function assertNoCircles(store: Store, entity: Uid): void {
  const { db, terms } = store;
  const id = idOf(db, 'entity', entity);
  for (const { type_id: type, set_id: set } of db.all<{ type_id: number; set_id: number }>(
    sql`SELECT DISTINCT type_id, set_id FROM relation WHERE from_entity = ${id}`,
  )) {
    if (!isOneWay(store, type)) continue;
    const types = terms.listOf([terms.byId(type).id]);
    const circle = db.value<number>(sql`
      WITH RECURSIVE reached(id) AS (
        SELECT to_entity FROM relation WHERE from_entity = ${id} AND type_id IN (SELECT value FROM json_each(${types})) AND set_id = ${set}
        UNION SELECT r.to_entity FROM reached JOIN relation r ON r.from_entity = reached.id AND r.type_id IN (SELECT value FROM json_each(${types})) AND r.set_id = ${set})
      SELECT 1 FROM reached WHERE id = ${id}`);
    if (circle === undefined) continue;
    const { name } = kindOf('entity').read(store, entity)!.image;
    throw new PostilError('refused', MESSAGES.relatedToItself(name, terms.byId(type).name), {
      field: 'from',
    });
  }
}

function isOneWay(store: ReadStore, type: number): boolean {
  const { name } = store.terms.byId(type);
  const declared = currentScheme(store).scheme.relations.find((relation) => relation.name === name);
  return declared?.transitive === true && !declared.symmetric;
}

/** The uid for a new entity: the client's own, unless something has it. */
export function freshEntityUid(store: ReadStore, wanted: Uid | undefined): Uid {
  if (wanted === undefined) return newUid();
  if (kindOf('entity').read(store, wanted))
    throw new PostilError('refused', MESSAGES.entityExists(wanted), { field: 'id' });
  return wanted;
}
