import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { DanglingReference } from '../rows/ids.ts';
import { imageText, kindIn, type ImageOf, type KindName } from '../rows/index.ts';
import { correctedUid } from '../rows/text.ts';
import { Carrier, documentOfOffsets } from '../revisions/carry.ts';
import { moveText, renewKeys } from '../revisions/move-text.ts';
import { assertUnusedSince } from '../scheme/scheme-rules.ts';
import { referencesOf } from '../rows/kinds.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import type { Actor } from './actor.ts';
import { collectBatch, compareBatches, type Batch } from './batch.ts';
import type { UndoTarget } from './choose.ts';
import {
  assertNothingMerged,
  changedSince,
  dependedOn,
  importChanged,
  missing,
  textCorrected,
  textNeeded,
} from './obstacle.ts';
import { isForeignKeyError, record, type Recorded } from './record.ts';
import type { ChangeTitle, Recorder } from './recorder.ts';
import { plainRows, rowsOfChange, type JournalRow } from './rows.ts';

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
    const reverting = beginReverting(store, recorder, found.id, doing);
    for (const row of rowsOfChange(store.db, found.id)) {
      revert(store, recorder, row, reverting);
      for (const entity of entitiesIn(store, row)) linked.add(entity);
    }
    for (const document of reverting.corrected)
      renewKeys(store, document, {
        rewrite: (kind, uid, image) => recorder.rewrite(kind, uid, image),
        isExcept: (kind, uid) => reverting.journalled.has(`${kind} ${uid}`),
      });
    for (const entity of linked) assertNothingMerged(store, entity, doing);
    if (entry.batch !== null) removeBatch(store, recorder, found.id, JSON.parse(entry.batch) as Batch, doing);
    const now = schemeVersionUid(store);
    if (scheme !== undefined && now !== undefined && scheme !== now)
      assertUnusedSince(store, scheme, now, doing, found.id);
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

/** What reverting the rows of one change has in common. */
export interface Reverting {
  /** Local id of the change. */
  readonly change: number;
  readonly doing: string;
  /** The documents whose text the change replaced. Their rows are reverted to the text that counted before. */
  readonly corrected: ReadonlySet<Uid>;
  /** If there are such documents: the rows of which the change holds images, each as its kind and uid. */
  readonly journalled: ReadonlySet<string>;
  readonly carrier: Carrier;
}

/** Begins to revert a change: moves the texts that it corrected back, with all annotations of which it holds no image. */
export function beginReverting(store: Store, recorder: Recorder, change: number, doing: string): Reverting {
  const carrier = new Carrier(store);
  const corrections = carrier.isIdle ? [] : correctionsOf(store.db, change);
  const journalled = corrections.length > 0 ? keysOf(store.db, change) : new Set<string>();
  for (const row of corrections) {
    const now = kindIn(store, 'text').read(store, row.uid);
    if (!now || imageText(now.image) !== row.after) throw changedSince(store, row, doing);
    moveText(store, row.uid, {
      write: () => recorder.restore('text', row.uid, row.before!, row.beforeChange!),
      rewrite: (kind, uid, image) => recorder.rewrite(kind, uid, image),
      isExcept: (kind, uid) => journalled.has(`${kind} ${uid}`),
      onGone({ uid, image }) {
        throw textNeeded(store, uid, image, doing);
      },
    });
  }
  return {
    change,
    doing,
    corrected: new Set(corrections.map(({ uid }) => uid)),
    journalled,
    carrier,
  };
}

/**
 * Reverts what a change did to one row.
 * @throws PostilError `conflict` if the row has changed since.
 */
export function revert(store: Store, recorder: Recorder, row: JournalRow, reverting: Reverting): void {
  const { kind, uid, beforeChange } = row;
  const { doing, corrected } = reverting;
  // The text itself was reverted first.
  if (kind === 'text' && corrected.has(uid)) return;
  const now = kindIn(store, kind).read(store, uid);
  const [after, before] = atPresent(store, row, reverting);
  if ((now ? imageText(now.image) : null) !== after) throw changedSince(store, row, doing);
  if (before === null && row.before !== null) throw textCorrected(store, kind, uid, row.before, doing);
  try {
    if (before === null) recorder.remove(kind, uid);
    else if (after === before)
      recorder.rewrite(kind, uid, JSON.parse(before) as ImageOf<KindName>, beforeChange!);
    else recorder.restore(kind, uid, before, beforeChange!);
  } catch (error) {
    if (isForeignKeyError(error)) throw dependedOn(store, kind, uid, doing);
    if (error instanceof DanglingReference) throw missing(store, error, doing);
    throw error;
  }
}

/**
 * Returns the images after and before a change with the offsets of the present text. In a document whose text the change itself
 * replaced, its rows were not moved with the text, and the text before the change is the present one by now.
 */
function atPresent(
  store: Store,
  { kind, uid, before, after }: JournalRow,
  { change, corrected, carrier }: Reverting,
): [string | null, string | null] {
  const carry = (image: string) => carrier.toPresent(kind, uid, image, change);
  if (corrected.size > 0) {
    const document = documentOfOffsets(store, kind, uid, JSON.parse((after ?? before)!) as object);
    if (document !== undefined && corrected.has(document)) return [after, before];
  }
  return [after === null ? null : (carry(after) ?? after), before === null ? null : carry(before)];
}

/** Returns the rows of a change that replaced the text of a document by another revision of it. */
export function correctionsOf(db: ReadDb, change: number): JournalRow[] {
  const isRevision = (image: string) => correctedUid(JSON.parse(image) as ImageOf<'text'>) !== null;
  return plainRows(db, change).filter(
    ({ kind, before, after }) =>
      kind === 'text' && before !== null && after !== null && (isRevision(before) || isRevision(after)),
  );
}

/** Returns the rows of which a change holds images, each as its kind and uid. */
export function keysOf(db: ReadDb, change: number): ReadonlySet<string> {
  return new Set(plainRows(db, change).map(({ kind, uid }) => `${kind} ${uid}`));
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
