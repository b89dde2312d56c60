import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { Recorder } from '../journal/recorder.ts';
import { kindOf } from '../rows/index.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/** What goes with a span when it is deleted. */
export interface Dependants {
  readonly relations: Uid[];
  /** Its own slots, and slots of others that it fills. */
  readonly slots: Uid[];
  readonly notes: Uid[];
  /** Cues that belong to it. */
  readonly owned: Uid[];
}

/** Finds what depends on a span. */
export function dependantsOf({ db }: ReadStore, span: Uid): Dependants {
  const id = findId(db, 'span', span) ?? -1;
  const uids = (rows: { uid: Buffer }[]) => rows.map((row) => toUid(row.uid));
  return {
    relations: uids(
      db.all(sql`SELECT uid FROM relation WHERE from_span = ${id} OR to_span = ${id} ORDER BY id`),
    ),
    slots: uids(db.all(sql`SELECT uid FROM slot WHERE span_id = ${id} OR filler_span = ${id} ORDER BY id`)),
    // Replies before what they answer.
    notes: uids(
      db.all(sql`
        SELECT uid FROM note WHERE span_id = ${id}
          OR relation_id IN (SELECT id FROM relation WHERE from_span = ${id} OR to_span = ${id}) ORDER BY id DESC`),
    ),
    owned: uids(db.all(sql`SELECT uid FROM span WHERE owner_id = ${id} ORDER BY id`)),
  };
}

/** Removes a span with everything that depends on it, each row journalled, so that undo brings all back. */
export function removeSpan(store: Store, recorder: Recorder, span: Uid): void {
  const { relations, slots, notes, owned } = dependantsOf(store, span);
  for (const uid of notes) recorder.remove('note', uid);
  for (const uid of relations) recorder.remove('relation', uid);
  for (const uid of slots) recorder.remove('slot', uid);
  dropEvidence(store, recorder, span);
  for (const uid of owned) removeSpan(store, recorder, uid);
  recorder.remove('span', span);
}

/** Removes a relation with the notes on it, the replies before what they answer. */
export function removeRelation(store: Store, recorder: Recorder, relation: Uid): void {
  const id = findId(store.db, 'relation', relation) ?? -1;
  const notes = store.db.all<{ uid: Buffer }>(
    sql`SELECT uid FROM note WHERE relation_id = ${id} ORDER BY id DESC`,
  );
  for (const { uid } of notes) recorder.remove('note', toUid(uid));
  recorder.remove('relation', relation);
}

/** Takes the span out of the evidence of slots that stay. */
function dropEvidence(store: Store, recorder: Recorder, span: Uid): void {
  const id = findId(store.db, 'span', span) ?? -1;
  const rows = store.db.all<{ uid: Buffer }>(sql`
    SELECT f.uid FROM slot_evidence e JOIN slot f ON f.id = e.slot_id WHERE e.span_id = ${id}`);
  for (const uid of rows.map((row) => toUid(row.uid))) {
    const { image } = kindOf('slot').read(store, uid)!;
    recorder.put('slot', uid, { ...image, evidence: image.evidence.filter((evidence) => evidence !== span) });
  }
}
