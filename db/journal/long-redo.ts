import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { MESSAGES } from '../messages.ts';
import { DanglingReference } from '../rows/ids.ts';
import type { ImageOf, KindName } from '../rows/index.ts';
import { assertUnusedSince } from '../scheme/scheme-rules.ts';
import type { Store } from '../connection/store.ts';
import type { Actor } from './actor.ts';
import { BatchSum, compareBatches, type Batch } from './batch.ts';
import type { UndoTarget } from './choose.ts';
import { LongChange } from './long-change.ts';
import { missing, assertNothingMerged, textCorrected } from './obstacle.ts';
import { Carrier } from '../revisions/carry.ts';
import { enterDocuments } from './long-undo.ts';
import { countPacked, packedChange, packsOf, readPack, type PackHead } from './packs.ts';
import type { Recorded } from './record.ts';
import type { Recorder } from './recorder.ts';
import { plainRows } from './rows.ts';
import { beginReverting, entitiesIn, revert, schemeVersionUid, takeBackTitle } from './undo.ts';

/**
 * Redoes the undo of an import whose rows are in packs. It restores one pack at a time, and like a large import nothing
 * is visible before the last step. If a step throws, that step is rolled back and the rest must be swept.
 */
export class LongRedo {
  readonly #store: Store;
  /** The undo entry to revert. */
  readonly #found: UndoTarget;
  readonly #doing: string;
  readonly #change: LongChange;
  readonly #packs: PackHead[];
  readonly #sum = new BatchSum();
  /** Entities that restored rows refer to; none of them may be merged into another entity by now. */
  readonly #linked = new Set<Uid>();
  /** Local id of the import. */
  readonly #import: number;
  readonly rows: number;

  /**
   * Runs the first transaction; nothing is visible yet.
   * @throws PostilError `in-use`, `conflict`; SQLITE_BUSY.
   */
  constructor(store: Store, actor: Actor, found: UndoTarget, program: string) {
    this.#store = store;
    this.#found = found;
    this.#doing = `redo “${found.label}”`;
    const { packs } = packedChange(store.db, found.id)!;
    this.#packs = packsOf(store.db, packs).reverse();
    this.rows = countPacked(store.db, packs);
    this.#import = store.db.value<number>(sql`SELECT undoes_id FROM change WHERE id = ${found.id}`)!;
    this.#change = LongChange.begin(store, actor, takeBackTitle(found, 'Redo'), program, 'redo');
  }

  /** Restores one pack in one transaction. Returns the number of rows restored; 0 once all are. */
  step(): number {
    const head = this.#packs.shift();
    if (!head) return 0;
    try {
      this.#change.step((recorder) => this.#bring(recorder, head));
      return head.count;
    } catch (error) {
      this.#packs.unshift(head);
      throw error;
    }
  }

  #bring(recorder: Recorder, head: PackHead): void {
    const { kind, beforeChange } = head;
    const carrier = new Carrier(this.#store);
    const bring = recorder.bringer<KindName>(kind, beforeChange);
    const rows = readPack(this.#store.db, head).reverse();
    for (const { uid, image } of rows) {
      let came;
      try {
        const carried = carrier.toPresent(kind, uid, image, head.change);
        if (carried === null) throw textCorrected(this.#store, kind, uid, image, this.#doing);
        came = bring(uid, JSON.parse(carried) as ImageOf<KindName>);
      } catch (error) {
        if (!(error instanceof DanglingReference)) throw error;
        throw missing(this.#store, error, this.#doing);
      }
      if (!came) throw new PostilError('conflict', MESSAGES.presentAgain(this.#doing, kind));
    }
    for (const { uid, image } of rows) {
      // The sum of the import counts in the text that the import found.
      const imported = carrier.between(kind, uid, image, (document) => [
        carrier.after(document, head.change),
        carrier.after(document, this.#import),
      ]);
      this.#sum.addText(kind, uid, imported ?? image);
      for (const entity of entitiesIn(this.#store, { kind, uid, beforeChange, before: image, after: null }))
        this.#linked.add(entity);
    }
  }

  /** Runs the last transaction; after its commit everything is visible. */
  finish(): Recorded<UndoTarget> {
    const store = this.#store;
    return this.#change.finish((recorder) => {
      const { db } = store;
      const { id, label } = this.#found;
      const undone = db.value<number>(sql`SELECT undone FROM change WHERE id = ${id}`);
      if (undone !== 0) throw new PostilError('conflict', MESSAGES.redoneMeanwhile(this.#doing));
      const batch = JSON.parse(
        db.value<string>(sql`SELECT batch FROM change WHERE id = ${this.#import}`)!,
      ) as Batch;
      const difference = compareBatches(batch, this.#sum.result());
      if (difference)
        throw new PostilError('damaged', MESSAGES.keptRowsDamaged(this.#doing, label, difference));
      for (const entity of this.#linked) assertNothingMerged(store, entity, this.#doing);
      const scheme = schemeVersionUid(store);
      const reverting = beginReverting(store, recorder, id, this.#doing);
      for (const row of plainRows(db, id)) revert(store, recorder, row, reverting);
      const now = schemeVersionUid(store);
      if (scheme !== undefined && now !== undefined && scheme !== now)
        assertUnusedSince(store, scheme, now, this.#doing, id);
      recorder.usePacks(packedChange(db, id)!.packs, 'brought');
      enterDocuments(db, id, recorder.id);
      db.run(sql`UPDATE main.change SET undone = 1 WHERE id = ${id}`);
      db.run(sql`UPDATE main.change SET undone = 0 WHERE id = ${this.#import}`);
      return this.#found;
    });
  }
}
