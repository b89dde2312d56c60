import type { Uid } from '../../shared/model/uid.ts';
import { resolveEntity } from '../entities/entities.ts';
import type { Recorder } from '../journal/recorder.ts';
import { removeRelation, removeSpan } from '../annotations/removal.ts';
import { findId, type UidTable } from '../rows/ids.ts';
import { imageText, type ImageOf, type KindName } from '../rows/index.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { Store, ReadStore } from '../connection/store.ts';
import { pastOf, type PastRow } from './past.ts';

/** A row that cannot be as it was, and why, in words. */
export interface LeftOut {
  readonly kind: KindName;
  readonly uid: Uid;
  readonly reason: string;
}

/** What going back would write and remove. */
export interface WayBack {
  readonly rows: readonly PastRow[];
  readonly left: readonly LeftOut[];
}

/**
 * The way from how a document is to how it was just after `change`. What has gone from the project meanwhile (an
 * entity, a set, a type, the far end of a relation) cannot be referred to: entities that were merged are followed, rows that
 * would hang in the air are left out and told.
 */
export function wayBack(store: ReadStore, document: Uid, change: number): WayBack {
  const past = pastOf(store, document, change);
  const leaving = new Set(past.filter(({ then }) => !then).map(keyOf));
  const coming = new Set<string>();
  const left: LeftOut[] = [];
  const types = typeNames(store);
  const has = (kind: KindName, uid: Uid | undefined, table: UidTable = kind as UidTable) =>
    uid === undefined ||
    coming.has(`${kind} ${uid}`) ||
    (!leaving.has(`${kind} ${uid}`) && findId(store.db, table, uid) !== undefined);
  const rows = past.flatMap((row): PastRow[] => {
    if (!row.then) return [row];
    const then = followed(store, row.kind, row.then);
    const reason = whatLacks(store, row.kind, then, has, types);
    if (reason !== null) {
      left.push({ kind: row.kind, uid: row.uid, reason });
      return [];
    }
    coming.add(keyOf(row));
    return row.now && imageText(row.now) === imageText(then) ? [] : [{ ...row, then }];
  });
  return { rows, left };
}

/**
 * Writes a way back within one change. What is to go and nothing depends on goes first, then everything is written that was
 * there, so that it lets go of the rest, which is removed last.
 */
export function takeWayBack(store: Store, recorder: Recorder, { rows }: WayBack): void {
  const gone = rows.filter(({ then }) => !then).reverse();
  const isLeaf = ({ kind }: PastRow) => ['decision', 'quarantine', 'label', 'status'].includes(kind);
  for (const { kind, uid } of gone.filter(isLeaf)) recorder.remove(kind, uid);
  for (const { kind, uid, then, change } of rows)
    if (then) recorder.restore(kind, uid, imageText(then), change);
  for (const row of gone.filter((each) => !isLeaf(each))) remove(store, recorder, row);
}

function remove(store: Store, recorder: Recorder, { kind, uid }: PastRow): void {
  if (kind === 'span') removeSpan(store, recorder, uid);
  else if (kind === 'relation') removeRelation(store, recorder, uid);
  else recorder.remove(kind, uid);
}

function keyOf({ kind, uid }: { kind: KindName; uid: Uid }): string {
  return `${kind} ${uid}`;
}

/** The image with merged entities followed, and without mentions of those that are gone and evidence that is. */
function followed<Kind extends KindName>(store: ReadStore, kind: Kind, image: ImageOf<Kind>): ImageOf<Kind> {
  if (kind === 'span') {
    const span = image as ImageOf<'span'>;
    const entities = span.entities.flatMap((entity) => resolveEntity(store.db, entity) ?? []);
    return { ...span, entities: [...new Set(entities)].sort() };
  }
  if (kind === 'slot') {
    const slot = image as ImageOf<'slot'>;
    if (!('entity' in slot.filler)) return image;
    const entity = resolveEntity(store.db, slot.filler.entity);
    return entity ? { ...slot, filler: { entity } } : image;
  }
  return image;
}

type Has = (kind: KindName, uid: Uid | undefined, table?: UidTable) => boolean;

/** What an image refers to that is not there any more, in words; `null` when all of it is. */
function whatLacks<Kind extends KindName>(
  store: ReadStore,
  kind: Kind,
  image: ImageOf<Kind>,
  has: Has,
  types: ReadonlySet<Uid>,
): string | null {
  const { set } = image as { set?: Uid };
  if (!has('set', set, 'annotation_set')) return 'its annotation set is gone';
  if ((kind === 'span' || kind === 'relation') && !types.has((image as ImageOf<'span'>).type)) {
    const { name } = store.terms.byUid((image as ImageOf<'span'>).type);
    return `the scheme has no type ${name} any more`;
  }
  if (kind === 'span' && !has('span', (image as ImageOf<'span'>).owner))
    return 'the claim it belongs to is gone';
  if (kind === 'slot') {
    const { span, filler, evidence } = image as ImageOf<'slot'>;
    if (!has('span', span)) return 'its claim is gone';
    if ('span' in filler && !has('span', filler.span)) return 'what filled it is gone';
    if ('entity' in filler && !has('entity', filler.entity)) return 'the entity that filled it is gone';
    if ('document' in filler && !has('document', filler.document))
      return 'the document that filled it is gone';
    if (!evidence.every((each) => has('span', each))) return 'its evidence is gone';
  }
  if (kind === 'relation') {
    const { from, to } = image as ImageOf<'relation'>;
    if (!has('span', from) || !has('span', to)) return 'one of its ends is gone';
  }
  if (kind === 'note') {
    const { span, relation, replyTo, analyst } = image as ImageOf<'note'>;
    if (!has('note', replyTo)) return 'what it replies to is gone';
    if (!has('analyst', analyst)) return 'its writer is gone';
    if (!has('span', span) || !has('relation', relation)) return 'what it is about is gone';
  }
  if (kind === 'decision' && !has('review', (image as ImageOf<'decision'>).review))
    return 'its review is gone';
  return null;
}

/** Terms of the types that the scheme has: the term of a type that was deleted stays. */
function typeNames(store: ReadStore): Set<Uid> {
  const { scheme } = currentScheme(store);
  const terms = [
    ...scheme.types.map(({ name }) => store.terms.find('span', name)),
    ...scheme.relations.map(({ name }) => store.terms.find('relation', name)),
  ];
  return new Set(terms.flatMap((term) => (term ? [term.uid] : [])));
}
