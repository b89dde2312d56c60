import { dirname } from 'node:path';
import { damagedWhileOpen } from '../../db/integrity/damage.ts';
import { describeHolders, otherHolders } from '../../db/connection/holders.ts';
import { Footprint } from '../../db/integrity/footprint.ts';
import { KeptChanges } from '../../db/integrity/kept-changes.ts';
import { openedHere } from '../../db/connection/opened.ts';
import { Place } from '../../db/integrity/whereabouts.ts';
import { rescue } from '../../db/integrity/rescue.ts';
import type { Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { MESSAGES } from './messages.ts';

const SAID_OF: Readonly<Record<string, string>> = {
  gone: MESSAGES.deletedOrMoved,
  replaced: MESSAGES.replaced,
};

/** Shortest time between two checks of the whole file (ms): another program's checkpoint in progress looks odd as well. */
const BETWEEN_CHECKS = 60_000;
/** A journal larger than this is reported (bytes): a reader that never ends keeps it from being folded into the file. */
const LARGE_JOURNAL = 256 * 1024 * 1024;

/**
 * Watches over the files of an open project. If they fail or are removed, writing stops until the project is opened again: what a disk
 * failed to keep is never written a second time as if nothing had happened.
 */
export class Guard {
  readonly #store: Store;
  readonly #place: Place | null;
  readonly #footprint: Footprint | null;
  readonly #kept: KeptChanges | null;
  readonly #watch: { tell(message: string): void; suspect(): void };
  #saving = false;
  #suspected = 0;
  #stopped: string | undefined;
  #told = LARGE_JOURNAL;

  /** `tell` receives what a person must know at once; `suspect` is called if the whole file should be checked. */
  constructor(store: Store, watch: { tell(message: string): void; suspect(): void }) {
    this.#store = store;
    this.#place = store.readonly ? null : new Place(store.path);
    this.#footprint = store.readonly ? null : new Footprint(store);
    this.#kept = store.readonly ? null : new KeptChanges(store);
    this.#watch = watch;
    store.db.onDamage = (told) => this.#onDamage(told);
  }

  /** Call it after the project was closed. */
  close(): void {
    // While a thread has the file open, closing the descriptors would release its locks.
    if (openedHere(this.#store.path) === undefined) this.#footprint?.close();
  }

  /** Error: read-only, once writing has stopped. */
  assertWritable(): void {
    if (this.#stopped !== undefined) throw new PostilError('read-only', this.#stopped);
  }

  /** Stops writing, and reports why. */
  stop(reason: string): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = reason;
    this.#watch.tell(reason);
  }

  /** Whether damage was found in the project. */
  get damaged(): boolean {
    return this.#store.db.damage !== undefined;
  }

  /** Stops writing because damage was found, and leaves the files as they are. */
  condemn(why: string): void {
    this.#store.db.condemn(damagedWhileOpen(this.#store.path, why));
  }

  /** Stops writing if an error, from any thread, means that the disk failed or the project is damaged. */
  heed(error: unknown): void {
    if (!(error instanceof PostilError)) return;
    if (error.code === 'disk-failed') this.stop(error.message);
    // The error may be about another file, such as an import or a backup.
    const { path, db } = this.#store;
    if (error.code === 'damaged' && [path, undefined].includes(error.where?.file)) db.condemn(error);
  }

  /**
   * Inspects the files. Call it before each write, and after it before reporting it as saved. Error: damaged, if writes no longer reach the
   * project.
   */
  look(): void {
    if (!this.#place || this.#stopped !== undefined) return;
    const where = this.#place.look();
    const finding = where === 'there' ? this.#footprint!.look() : undefined;
    if (finding === 'odd') this.#suspect();
    if (finding === 'well' || finding === 'odd') {
      this.#kept!.follow();
      return this.#watchJournal(this.#place.journalBytes);
    }
    const reason = where === 'without journal' ? this.#fold() : this.#save(finding?.wrong ?? SAID_OF[where]!);
    this.stop(reason);
    throw new PostilError('damaged', reason, { file: this.#store.path });
  }

  #suspect(): void {
    const now = Date.now();
    if (now - this.#suspected < BETWEEN_CHECKS) return;
    this.#suspected = now;
    this.#watch.suspect();
  }

  /** Folds the journal, which this connection can still read, into the file. */
  #fold(): string {
    const { path, db } = this.#store;
    try {
      db.raw.pragma('wal_checkpoint(TRUNCATE)');
      return MESSAGES.journalTakenAway(path);
    } catch (error) {
      return this.#unsaved(MESSAGES.journalMissing, error);
    }
  }

  /** Saves what can be saved under a new name, and leaves the files as they are from then on. */
  #save(what: string): string {
    const { path, db } = this.#store;
    this.#saving = true;
    try {
      this.#followLast();
      const { path: out, missing } = rescue(this.#store, this.#kept!);
      if (out === null) return this.#unsaved(what, missing);
      return missing === null
        ? MESSAGES.savedElsewhere(path, what, out)
        : MESSAGES.partlySaved(path, what, missing, out);
    } catch (error) {
      return this.#unsaved(what, error);
    } finally {
      db.condemn(damagedWhileOpen(path, what));
      this.#saving = false;
    }
  }

  #unsaved(what: string, error: unknown): string {
    const { path } = this.#store;
    const reason = error instanceof Error ? error.message : String(error);
    return MESSAGES.notSaved(path, what, dirname(path), reason);
  }

  /** Reads the last change if it is still readable. */
  #followLast(): void {
    try {
      this.#kept!.follow();
    } catch {
      // It is not readable.
    }
  }

  /** Damage that a statement met may mean that the file was overwritten; then there is something to save. */
  #onDamage(told: PostilError): void {
    if (this.#saving || this.#stopped !== undefined) return;
    this.#saving = true;
    let finding;
    try {
      finding = this.#footprint?.look();
    } catch {
      // The damage is reported below.
    } finally {
      this.#saving = false;
    }
    this.stop(typeof finding === 'object' ? this.#save(finding.wrong) : told.message);
  }

  #watchJournal(bytes: number): void {
    if (bytes < this.#told) return;
    this.#told = 2 * bytes;
    const { path, db } = this.#store;
    const readers = otherHolders(db);
    const grows = MESSAGES.journalGrows(path, Math.round(bytes / 1024 / 1024));
    this.#watch.tell(
      readers.length > 0 ? `${grows} ${MESSAGES.openElsewhere(describeHolders(readers))}` : grows,
    );
  }
}
