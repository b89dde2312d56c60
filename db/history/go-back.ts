import type { Uid } from '../../shared/model/uid.ts';
import { resolveEntity } from '../entities/entities.ts';
import type { Recorder } from '../journal/recorder.ts';
import { removeWithDependants } from '../annotations/removal.ts';
import { findId } from '../rows/ids.ts';
import { referencesOf, sharesRow, type AnyKind } from '../rows/kinds.ts';
import { imageText, type KindName } from '../rows/index.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { Store, ReadStore } from '../connection/store.ts';
import { pastOf, type PastRow } from './past.ts';

/** A row that cannot be restored, and why, in words. */
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
 * Works out how to take a document back to what it was just after `change`. What has gone from the project since then (an entity,
 * a set, a type, the far end of a relation) cannot be referred to: merged entities are followed, and rows that would refer to
 * nothing are left out and reported.
 */
export function wayBack(store: ReadStore, document: Uid, change: number): WayBack {
  const past = pastOf(store, document, change);
  const leaving = new Set(past.filter(({ then }) => !then).map(keyOf));
  const coming = new Set<string>();
  const left: LeftOut[] = [];
  const types = typeNames(store);
  const has = (kind: AnyKind, uid: Uid) =>
    coming.has(`${kind.name} ${uid}`) ||
    (!leaving.has(`${kind.name} ${uid}`) &&
      kind.table !== null &&
      findId(store.db, kind.table.name, uid) !== undefined);
  const rows = past.flatMap((row): PastRow[] => {
    if (!row.then) return [row];
    const kind = store.kinds.get(row.kind);
    const then = followed(store, kind, row.then) as typeof row.then;
    const reason = whatLacks(store, kind, then, has, types);
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
 * Writes a way back within one change. Rows that nothing depends on are removed first; then everything that existed is written, so
 * that it no longer refers to the rest, which is removed last.
 */
export function takeWayBack(store: Store, recorder: Recorder, { rows }: WayBack): void {
  const gone = rows.filter(({ then }) => !then).reverse();
  const isLeaf = ({ kind }: PastRow) =>
    !sharesRow(store.kinds.get(kind)) &&
    store.kinds.referencesTo(kind).every(({ reference }) => reference.column === null);
  for (const { kind, uid } of gone.filter(isLeaf)) recorder.remove(kind, uid);
  for (const { kind, uid, then, change } of rows)
    if (then) recorder.restore(kind, uid, imageText(then), change);
  for (const { kind, uid } of gone.filter((each) => !isLeaf(each)))
    removeWithDependants(store, recorder, kind, uid);
}

function keyOf({ kind, uid }: { kind: KindName; uid: Uid }): string {
  return `${kind} ${uid}`;
}

/** The image with merged entities followed, and without references to those that are gone where it can be without. */
function followed(store: ReadStore, kind: AnyKind, image: object): object {
  return referencesOf(kind)
    .filter(({ to }) => to === 'entity')
    .reduce(
      (followed, reference) =>
        reference.replaced(
          followed,
          (entity) => resolveEntity(store.db, entity) ?? (reference.gone === null ? null : entity),
        ),
      image,
    );
}

/** What an image refers to that does not exist any more, in words; null if all of it does. */
function whatLacks(
  store: ReadStore,
  kind: AnyKind,
  image: object,
  has: (kind: AnyKind, uid: Uid) => boolean,
  types: ReadonlySet<Uid>,
): string | null {
  let unknown: Uid | undefined;
  kind.terms?.(image, (uid, of) => {
    if ((of === 'span' || of === 'relation') && !types.has(uid)) unknown ??= uid;
    return uid;
  });
  const lacking = referencesOf(kind).find(
    ({ column, gone, to, of }) =>
      column !== null && gone !== null && !of(image).every((uid) => has(store.kinds.get(to), uid)),
  );
  // The set first: without it nothing else matters.
  if (lacking?.to === 'set') return lacking.gone;
  if (unknown !== undefined) return `the scheme has no type ${store.terms.byUid(unknown).name} any more`;
  return lacking?.gone ?? null;
}

/** Returns the terms of the types in the scheme; the term of a deleted type still exists. */
function typeNames(store: ReadStore): Set<Uid> {
  const { scheme } = currentScheme(store);
  const terms = [
    ...scheme.types.map(({ name }) => store.terms.find('span', name)),
    ...scheme.relations.map(({ name }) => store.terms.find('relation', name)),
  ];
  return new Set(terms.flatMap((term) => (term ? [term.uid] : [])));
}
