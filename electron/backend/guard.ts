import { dirname } from 'node:path';
import { damagedWhileOpen } from '../../db/damage.ts';
import { describeHolders, otherHolders } from '../../db/holders.ts';
import { Place, rescue } from '../../db/place.ts';
import type { Store } from '../../db/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';

/** A journal of so many bytes is told of: a reader that never ends keeps it from being folded into the file. */
const LARGE_JOURNAL = 256 * 1024 * 1024;

/**
 * Watches over the files of an open project. When they fail or are taken away, writing stops until the project is opened
 * again: what a disk said it could not keep is never written a second time as if nothing had happened.
 */
export class Guard {
  readonly #store: Store;
  readonly #place: Place | null;
  readonly #tell: (message: string) => void;
  #stopped: string | undefined;
  #told = LARGE_JOURNAL;

  /** `tell` is given what a person must know at once. */
  constructor(store: Store, tell: (message: string) => void) {
    this.#store = store;
    this.#place = store.readonly ? null : new Place(store.path);
    this.#tell = tell;
    store.db.onDamage = (told) => this.stop(told.message);
  }

  /** Error: read-only, once writing has stopped. */
  assertWritable(): void {
    if (this.#stopped !== undefined) throw new PostilError('read-only', this.#stopped);
  }

  /** Stops writing, and says why. */
  stop(reason: string): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = reason;
    this.#tell(reason);
  }

  /** Whether damage was found in the project. */
  get damaged(): boolean {
    return this.#store.db.damage !== undefined;
  }

  /** Stops writing, since damage was found, and leaves the files as they are. */
  condemn(why: string): void {
    this.#store.db.condemn(damagedWhileOpen(this.#store.path, why));
  }

  /** Stops writing where an error, of whatever thread, says that the disk failed or the project is damaged. */
  heed(error: unknown): void {
    if (!(error instanceof PostilError)) return;
    if (error.code === 'disk-failed') this.stop(error.message);
    // A file that is imported, or a backup, may be damaged as well.
    if (error.code === 'damaged' && error.where?.file === this.#store.path) this.#store.db.condemn(error);
  }

  /** To be asked after each write, before it is called saved. Error: damaged, when it did not reach the project. */
  look(): void {
    if (!this.#place || this.#stopped !== undefined) return;
    const where = this.#place.look();
    if (where === 'there') return this.#watchJournal(this.#place.journalBytes);
    const reason = this.#save(where);
    this.stop(reason);
    throw new PostilError('damaged', reason, { file: this.#store.path });
  }

  #save(where: 'gone' | 'replaced' | 'without journal'): string {
    const { path, db } = this.#store;
    try {
      if (where === 'without journal') {
        // This connection still has it: into the file with all of it.
        db.raw.pragma('wal_checkpoint(TRUNCATE)');
        return `The journal ${path}-wal was taken away while the project was open. All that was saved is in ${path} now. Open it again to go on.`;
      }
      const what = where === 'gone' ? 'deleted or moved' : 'replaced by another file';
      return `${path} was ${what} while it was open. All that was saved is now in ${rescue(this.#store)}: open that to go on.`;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return `${path} or its journal was taken away while it was open, and its content could not be saved in ${dirname(path)}: ${reason}. Leave the program open, and export what you need.`;
    }
  }

  #watchJournal(bytes: number): void {
    if (bytes < this.#told) return;
    this.#told = 2 * bytes;
    const { path, db } = this.#store;
    const readers = otherHolders(db);
    const who =
      readers.length > 0
        ? ` The project is open in ${describeHolders(readers)}; close it there if you can.`
        : '';
    this.#tell(
      `The journal ${path}-wal has grown to ${Math.round(bytes / 1024 / 1024)} MB, because another program has been reading the project for a long time. Nothing is lost, but the disk may fill.${who}`,
    );
  }
}
