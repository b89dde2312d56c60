import type { Uid } from '../../shared/model/uid.ts';
import { resolveEntity } from '../entities/entities.ts';
import type { Recorder } from '../journal/recorder.ts';
import { removeWithDependants } from '../annotations/removal.ts';
import { findId } from '../rows/ids.ts';
import { referencesOf, sharesRow, type AnyKind } from '../rows/kinds.ts';
import { imageText, type ImageOf, type KindName } from '../rows/index.ts';
import { correctedUid } from '../rows/text.ts';
import { moveText } from '../revisions/move-text.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { Store, ReadStore } from '../connection/store.ts';
import { pastOf, type PastRow } from './past.ts';

/** A row that cannot be restored, with the reason in words. */
export interface LeftOut {
  readonly kind: KindName;
  readonly uid: Uid;
  readonly reason: string;
}

/** What going back writes and removes. */
export interface WayBack {
  readonly rows: readonly PastRow[];
  readonly left: readonly LeftOut[];
}

/**
 * Computes how to return a document to its state just after `change`. Rows deleted from the project since then (an
 * entity, a set, a type, the other end of a relation) cannot be referred to: references to merged entities follow the
 * merge, and rows that would refer to nothing are left out and reported.
 */
export function wayBack(store: ReadStore, document: Uid, change: number): WayBack {
  const past = pastOf(store, document, change);
  const leaving = new Set(past.filter(({ then }) => !then).map(keyOf));
  const coming = new Set<string>();
  const left: LeftOut[] = [];
  const types = typeNames(store);
  const corrects = past.some(isCorrection);
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
    // With another text, equal offsets are other words.
    return !corrects && row.now && imageText(row.now) === imageText(then) ? [] : [{ ...row, then }];
  });
  return { rows, left };
}

/**
 * Writes a way back within one change. First removes the rows that nothing depends on, then writes everything that
 * existed, so that it no longer refers to the other rows to remove, and removes those last.
 */
export function takeWayBack(store: Store, recorder: Recorder, { rows }: WayBack): void {
  moveTextsBack(store, recorder, rows);
  const gone = rows.filter(({ then }) => !then).reverse();
  const isLeaf = ({ kind }: PastRow) =>
    !sharesRow(store.kinds.get(kind)) &&
    store.kinds.referencesTo(kind).every(({ reference }) => reference.column === null);
  for (const { kind, uid } of gone.filter(isLeaf)) recorder.remove(kind, uid);
  for (const { kind, uid, now, then, change } of rows)
    if (then && !isCorrection({ kind, now, then })) recorder.restore(kind, uid, imageText(then), change);
  for (const { kind, uid } of gone.filter((each) => !isLeaf(each)))
    removeWithDependants(store, recorder, kind, uid);
}

/** Whether a row is the text of an article that has another revision now. */
function isCorrection({ kind, now, then }: Pick<PastRow, 'kind' | 'now' | 'then'>): boolean {
  return (
    kind === 'text' &&
    [now, then].every((image) => image !== undefined) &&
    [now, then].some((image) => correctedUid(image as ImageOf<'text'>) !== null)
  );
}

/** Lets articles have their earlier texts again, with all annotations that the way back does not write itself. */
function moveTextsBack(store: Store, recorder: Recorder, rows: readonly PastRow[]): void {
  const written = new Set(rows.map(keyOf));
  for (const { uid, then, change } of rows.filter(isCorrection))
    moveText(store, uid, {
      write: () => recorder.restore('text', uid, imageText(then), change),
      rewrite: recorder.rewrite.bind(recorder),
      isExcept: (kind, each) => written.has(`${kind} ${each}`),
      // Of a row that cannot be restored, such as one of a deleted type: it stays, on no words.
      onGone: ({ at }) => [[at, at]],
    });
}

function keyOf({ kind, uid }: { kind: KindName; uid: Uid }): string {
  return `${kind} ${uid}`;
}

/**
 * Returns the image with references to merged entities updated, and without references to deleted ones if it can exist
 * without them.
 */
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

/** Describes what an image refers to that no longer exists; null if everything exists. */
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
  // The set comes first: without it nothing else matters.
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
