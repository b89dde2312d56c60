import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { DanglingReference } from '../rows/ids.ts';
import { imageText, kindIn } from '../rows/index.ts';
import { assertUnusedSince } from '../scheme/scheme-rules.ts';
import { referencesOf } from '../rows/kinds.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import type { Actor } from './actor.ts';
import { collectBatch, compareBatches, type Batch } from './batch.ts';
import type { UndoTarget } from './choose.ts';
import { changedSince, dependedOn, importChanged, missing, assertNothingMerged } from './obstacle.ts';
import { isForeignKeyError, record, type Recorded } from './record.ts';
import type { ChangeTitle, Recorder } from './recorder.ts';
import { rowsOfChange, type JournalRow } from './rows.ts';

/**
 * Reverts the given entry as a new entry of the same kind; `choose.ts` finds it. Undo reverts a change, redo reverts
 * its undo.
 * @throws PostilError `conflict` that names the change to undo or redo first; nothing is changed then.
 */
export function takeBack(
  store: Store,
  actor: Actor,
  found: UndoTarget,
  verb: 'Undo' | 'Redo',
  options: { readonly onRow?: () => void } = {},
): Recorded<UndoTarget> {
  const work = (recorder: Recorder): UndoTarget => {
    const entry = store.db.get<{ undoes_id: number | null; batch: string | null }>(
      sql`SELECT undoes_id, batch FROM change WHERE id = ${found.id}`,
    )!;
    const doing = `${verb.toLowerCase()} “${found.label}”`;
    const scheme = schemeVersionUid(store);
    // Rows that the import changed are reverted first. They carry the import's id too, and its own rows are recognised
    // by that id.
    const linked = new Set<Uid>();
    for (const row of rowsOfChange(store.db, found.id)) {
      revert(store, recorder, row, doing);
      for (const entity of entitiesIn(store, row)) linked.add(entity);
    }
    for (const entity of linked) assertNothingMerged(store, entity, doing);
    if (entry.batch !== null) removeBatch(store, recorder, found.id, JSON.parse(entry.batch) as Batch, doing);
    const now = schemeVersionUid(store);
    if (scheme !== undefined && now !== undefined && scheme !== now)
      assertUnusedSince(store, scheme, now, doing);
    store.db.run(sql`UPDATE main.change SET undone = 1 WHERE id = ${found.id}`);
    if (entry.undoes_id !== null)
      store.db.run(sql`UPDATE main.change SET undone = 0 WHERE id = ${entry.undoes_id}`);
    return found;
  };
  return record(store, actor, takeBackTitle(found, verb), work, options);
}

/** Returns the entities that a restored row refers to, and the entity itself. */
export function entitiesIn({ kinds }: ReadStore, { kind, uid, before }: JournalRow): Uid[] {
  if (before === null) return [];
  const image = JSON.parse(before) as object;
  const linked = referencesOf(kinds.get(kind)).filter(({ to, column }) => to === 'entity' && column !== null);
  return kind === 'entity' ? [uid] : linked.flatMap(({ of }) => of(image));
}

/** Returns the title of the entry that reverts a given one. */
export function takeBackTitle(found: UndoTarget, verb: 'Undo' | 'Redo'): ChangeTitle {
  return {
    command: `history.${verb.toLowerCase()}`,
    label: `${verb}: ${found.label}`,
    kind: found.kind,
    undoes: found.id,
  };
}

/** Returns the uid of the scheme version in force. */
export function schemeVersionUid({ db }: Store): Uid | undefined {
  return db.value<Uid>(sql`SELECT value FROM meta WHERE key = 'scheme'`);
}

/**
 * Reverts what a change did to one row.
 * @throws PostilError `conflict` if the row has changed since.
 */
export function revert(store: Store, recorder: Recorder, row: JournalRow, doing: string): void {
  const { uid } = row;
  const now = kindIn(store, row.kind).read(store, uid);
  if ((now ? imageText(now.image) : null) !== row.after) throw changedSince(store, row, doing);
  try {
    if (row.before === null) recorder.remove(row.kind, uid);
    else recorder.restore(row.kind, uid, row.before, row.beforeChange!);
  } catch (error) {
    if (isForeignKeyError(error)) throw dependedOn(store, row.kind, uid, doing);
    if (error instanceof DanglingReference) throw missing(store, error, doing);
    throw error;
  }
}

function removeBatch(store: Store, recorder: Recorder, id: number, batch: Batch, doing: string): void {
  const { rows, sum } = collectBatch(store, id);
  const difference = compareBatches(batch, sum);
  if (difference) throw importChanged(store, id, difference, doing);
  for (const { kind, uid } of rows.reverse()) {
    try {
      recorder.remove(kind, uid);
    } catch (error) {
      throw isForeignKeyError(error) ? dependedOn(store, kind, uid, doing) : error;
    }
  }
}
