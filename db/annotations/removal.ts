import type { Uid } from '../../shared/model/uid.ts';
import type { Recorder } from '../journal/recorder.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { imageText, kindIn, kindOf, type KindName } from '../rows/index.ts';
import { findId, idOf } from '../rows/ids.ts';
import { dependantsBy, type KindReference } from '../rows/kinds.ts';

/** What goes with a span when it is deleted. */
export interface Dependants {
  readonly relations: Uid[];
  /** Its own slots, and slots of others that it fills. */
  readonly slots: Uid[];
  readonly notes: Uid[];
  /** Cues that belong to it. */
  readonly owned: Uid[];
}

interface Dependant extends KindReference {
  readonly uid: Uid;
}

/** Lists the rows that refer to a row, in the order in which they have to be removed. */
export function rowsReferringTo({ db, kinds }: ReadStore, kind: KindName, uid: Uid): Dependant[] {
  const { table } = kinds.get(kind);
  const id = table && findId(db, table.name, uid);
  if (id === null || id === undefined) return [];
  return kinds.referencesTo(kind).flatMap((found) => {
    const select = dependantsBy(found);
    return select ? db.column<Buffer>(select(id)).map((row) => ({ ...found, uid: toUid(row) })) : [];
  });
}

/** Finds what depends on a span. */
export function dependantsOf(store: ReadStore, span: Uid): Dependants {
  const found = rowsReferringTo(store, 'span', span).filter(
    ({ reference }) => reference.onRemoval === 'remove',
  );
  const of = (kind: KindName) => [
    ...new Set(found.filter((each) => each.kind.name === kind).map(({ uid }) => uid)),
  ];
  const relations = of('relation');
  const onRelations = relations.flatMap((relation) =>
    rowsReferringTo(store, 'relation', relation).flatMap(({ kind, uid }) =>
      kind.name === 'note' ? [uid] : [],
    ),
  );
  return {
    relations,
    slots: of('slot'),
    notes: [...new Set([...of('note'), ...onRelations])],
    owned: of('span'),
  };
}

/**
 * Removes a row with everything that depends on it, each row journalled, so that undo restores all of it. Rows that only
 * refer to it as one of several stay without the reference.
 */
export function removeWithDependants(store: Store, recorder: Recorder, kind: KindName, uid: Uid): void {
  for (const { kind: of, reference, uid: dependant } of rowsReferringTo(store, kind, uid)) {
    const name = of.name as KindName;
    if (reference.onRemoval === 'remove') {
      // A reply may have gone with the note that it answers.
      if (name !== kind || dependant !== uid) removeWithDependants(store, recorder, name, dependant);
      continue;
    }
    if (reference.onRemoval !== 'cut') continue; // the foreign key refuses
    const image = kindIn(store, name).read(store, dependant)?.image;
    if (!image) continue;
    const cut = reference.replaced(image, (each) => (each === uid ? null : each)) as typeof image;
    if (imageText(cut) !== imageText(image)) recorder.put(name, dependant, cut);
  }
  recorder.remove(kind, uid);
}

/** Removes a span with everything that depends on it. */
export function removeSpan(store: Store, recorder: Recorder, span: Uid): void {
  removeWithDependants(store, recorder, 'span', span);
}

/** Takes a filler out of its slot. A cue that belongs to the span goes with the last slot of the span that it fills. */
export function removeFiller(store: Store, recorder: Recorder, slot: Uid): void {
  const stored = kindOf('slot').read(store, slot);
  if (!stored) return;
  const { span, filler } = stored.image;
  recorder.remove('slot', slot);
  if (!('span' in filler) || kindOf('span').read(store, filler.span)?.image.owner !== span) return;
  const { db } = store;
  const fills = db.value<number>(sql`
    SELECT 1 FROM slot WHERE filler_span = ${idOf(db, 'span', filler.span)} AND span_id = ${idOf(db, 'span', span)}`);
  if (fills === undefined) removeSpan(store, recorder, filler.span);
}

/** Removes a relation with the notes on it. */
export function removeRelation(store: Store, recorder: Recorder, relation: Uid): void {
  removeWithDependants(store, recorder, 'relation', relation);
}
