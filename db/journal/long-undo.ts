import { PostilError } from '../../shared/contract/errors.ts';
import {
  sql,
  type Connection,
  type LinedTable,
  type ReadDb,
  type WriteDb,
} from '../connection/connection.ts';
import { MESSAGES } from '../messages.ts';
import { assertUnusedSince } from '../scheme/scheme-rules.ts';
import { findDependant } from '../connection/shadows.ts';
import type { KindName } from '../rows/index.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { type Range, type Ranges } from '../connection/mark.ts';
import { hideUnfinished, markRemoval, importedTable, showUnfinished } from '../imports/unfinished.ts';
import type { Actor } from './actor.ts';
import { compareBatches, type Batch } from './batch.ts';
import type { UndoTarget } from './choose.ts';
import { assertNothingUnfinished } from './long-change.ts';
import { importChanged, importDependedOn } from './obstacle.ts';
import { Recorder, type FinishedChange } from './recorder.ts';
import { plainRows } from './rows.ts';
import { lastChange } from './since.ts';
import { beginReverting, revert, schemeVersionUid, takeBackTitle } from './undo.ts';

/** The result of checking an import's rows: all of them are unchanged, and nothing else refers to them. */
interface Removable {
  readonly ranges: Ranges;
  readonly rows: number;
  /** The last change at the time of the check. */
  readonly seen: number;
}

/**
 * Undoes an import of any size. One small transaction hides its rows from everybody, which undoes it; `sweepSteps`
 * removes the rows later. Checking whether the import can be undone takes time that grows with the project, so it
 * happens before that transaction.
 */
export class LongUndo {
  readonly #store: Store;
  readonly #found: UndoTarget;
  readonly #batch: Batch;
  readonly #doing: string;
  #removable: Removable;

  /**
   * Reads only.
   * @throws PostilError `conflict` that names the change that prevents the undo.
   */
  constructor(store: Store, found: UndoTarget) {
    this.#store = store;
    this.#found = found;
    this.#doing = `undo “${found.label}”`;
    this.#batch = JSON.parse(
      store.db.value<string>(sql`SELECT batch FROM change WHERE id = ${found.id}`)!,
    ) as Batch;
    showUnfinished(store);
    assertNothingUnfinished(store, 'Nothing was undone.');
    this.#removable = store.db.snapshot(() => this.#look());
  }

  /** Removes the cases of proposals that will be removed. Cases are derived, and are made again if the undo fails. */
  *forgetCases(): Generator<void> {
    const { db } = this.#store;
    for (const { table } of this.#store.kinds.all) {
      const range = table?.cases && this.#removable.ranges[table.name];
      if (!range) continue;
      const { from, to } = range;
      const remove = db.raw.prepare(
        `DELETE FROM review_case WHERE id IN (SELECT id FROM review_case WHERE ${table.cases} BETWEEN ? AND ? LIMIT ?)`,
      );
      for (let more = true; more;) {
        more = db.immediate(() => remove.run(from, to, CASES).changes > 0);
        if (more) yield;
      }
    }
  }

  /**
   * Hides the rows, which undoes the import.
   * @throws SQLITE_BUSY, and the errors of the constructor; nothing is changed then.
   */
  hide(actor: Actor, program: string): FinishedChange {
    const store = this.#store;
    const { db } = store;
    const { id: undone } = this.#found;
    try {
      return db.immediate(() => {
        assertNothingUnfinished(store, 'Nothing was undone.');
        assertNotUndone(db, undone, this.#doing);
        if (lastChange(store) !== this.#removable.seen) this.#removable = this.#look();
        for (const _ of this.forgetCases());
        const recorder = new Recorder(store, actor, takeBackTitle(this.#found, 'Undo'));
        const scheme = schemeVersionUid(store);
        const reverting = beginReverting(store, recorder, undone, this.#doing);
        for (const row of plainRows(db, undone)) revert(store, recorder, row, reverting);
        const packs = earlierPacks(db, undone);
        recorder.usePacks(packs ?? recorder.id, 'removed');
        enterDocuments(db, undone, recorder.id);
        const { ranges, rows } = this.#removable;
        markRemoval(store, program, {
          change: recorder.id,
          undone,
          packs: packs === undefined,
          rows,
          ranges,
        });
        hideUnfinished(store);
        const now = schemeVersionUid(store);
        if (scheme !== undefined && now !== undefined && scheme !== now)
          assertUnusedSince(store, scheme, now, this.#doing, undone);
        db.run(sql`UPDATE main.change SET undone = 1 WHERE id = ${undone}`);
        return recorder.finish()!;
      });
    } finally {
      showUnfinished(store);
      store.terms.reload();
      store.texts.clear();
    }
  }

  #look(): Removable {
    const { db } = this.#store;
    const { id } = this.#found;
    const ranges: Partial<Record<LinedTable, Range>> = {};
    const counts: Partial<Record<KindName, number>> = {};
    for (const each of this.#store.kinds.all) {
      const kind = each.name as KindName;
      const table = importedTable(each);
      const found = table ? rangeOf(db, table, id) : { count: each.uids(this.#store, id).length };
      if (table && 'from' in found) ranges[table] = found;
      if (found.count > 0 && kind !== 'project') counts[kind] = found.count;
    }
    // Comparing digests would find no more: whoever changes a row stores the number of another change in it.
    const difference = compareBatches(this.#batch, { counts, digest: this.#batch.digest });
    if (difference) throw importChanged(this.#store, id, difference, this.#doing);
    const dependant = findDependant(this.#store, id, ranges);
    if (dependant) {
      const on = this.#store.kinds.all.find((kind) => importedTable(kind) === dependant.on)!;
      throw importDependedOn(this.#store, on.name as KindName, dependant.change, this.#doing);
    }
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { ranges, rows, seen: lastChange(this.#store) };
  }
}

/** The number of cases that one transaction removes. */
const CASES = 5000;

/**
 * Whether a change is an import whose rows are identified by its number alone, because it changed no existing rows
 * except the scheme.
 */
export function canHide({ db, kinds }: ReadStore, change: number): boolean {
  const batch = db.value<string | null>(sql`SELECT batch FROM change WHERE id = ${change}`);
  if (!batch) return false;
  const { counts } = JSON.parse(batch) as Batch;
  return (
    Object.keys(counts).every((kind) => kinds.get(kind).table?.imported) &&
    plainRows(db, change).every(({ kind }) => kind === 'project')
  );
}

function rangeOf(
  { raw }: Connection,
  table: LinedTable,
  change: number,
): (Range & { count: number }) | { count: 0 } {
  const { count, from, to } = raw
    .prepare(
      `SELECT count(*) AS count, min(id) AS "from", max(id) AS "to" FROM main.${table} WHERE change_id = ?`,
    )
    .get(change) as { count: number; from: number; to: number };
  if (count === 0) return { count };
  const within = raw
    .prepare(`SELECT count(*) FROM main.${table} WHERE id BETWEEN ? AND ?`)
    .pluck()
    .get(from, to) as number;
  return { count, from, to, mixed: within !== count };
}

/** Another program may have undone it during the check. */
function assertNotUndone(db: ReadDb, id: number, doing: string): void {
  if (db.value<number>(sql`SELECT undone FROM change WHERE id = ${id}`) === 0) return;
  throw new PostilError('conflict', MESSAGES.undoneMeanwhile(doing));
}

/** Returns the packs of an earlier undo of the same import that was redone since; they hold the same rows. */
function earlierPacks(db: ReadDb, id: number): number | undefined {
  return db.value<number>(sql`
    SELECT p.packs_id FROM change c JOIN packed_change p ON p.change_id = c.id
    WHERE c.undoes_id = ${id} AND p.way = 'removed' ORDER BY c.id LIMIT 1`);
}

/** Enters a change under all documents of another, with their present texts. */
export function enterDocuments(db: WriteDb, of: number, change: number): void {
  db.run(sql`
    INSERT OR IGNORE INTO main.change_document (document, change_id, revision_id)
    SELECT document, ${change}, (SELECT t.revision_id FROM main.document d JOIN main.document_text t ON t.document_id = d.id
      WHERE d.uid = c.document)
    FROM main.change_document c WHERE change_id = ${of}`);
}
