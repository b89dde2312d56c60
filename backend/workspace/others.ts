import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { changesSince, readFinished } from '../../db/journal/finished.ts';
import { lastChange } from '../../db/journal/since.ts';
import type { Store } from '../../db/connection/store.ts';
import { hideUnfinished } from '../../db/imports/unfinished.ts';
import { everythingStale, type ChangeNotice } from '../../shared/contract/change.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { noticeOf } from '../notices.ts';

/**
 * When to look after the journal was touched (ms): the system tells of the bytes, and the commit counts only once they
 * are synced, which takes as long as the disk does.
 */
const LOOKS = [40, 120, 300, 700, 1500] as const;
/** Between a touch of the file and the look at it (ms). */
const SETTLED = 100;
/** So many changes are told one by one; of more, clients are told to read anew. */
const ONE_BY_ONE = 20;
/** So many of our own changes are kept apart from others' before the journal is read. */
const REMEMBERED = 2000;

interface OthersNews {
  tell(notice: ChangeNotice): void;
  touched(): void;
  fileTouched(): void;
}

/**
 * Sees what other programs write into the open project. The system tells when the journal beside the file is touched, so
 * that an idle program has no timer; then `data_version`, which counts the commits of other connections, says whether to
 * read our own journal of changes.
 */
export class Others {
  readonly #store: Store;
  readonly #news: OthersNews;
  readonly #watcher: FSWatcher | undefined;
  /** Changes that were told of since the last look. */
  readonly #told = new Set<Uid>();
  #seen: number;
  #version: number;
  #fileTimer: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The look that is due. */
  #step: number = LOOKS.length;

  /**
   * `tell` is given a notice of each change that {@link heed} was not told of; `touched` is called whenever another
   * program has written anything at all, also when it opens or closes the project; `fileTouched` when somebody wrote the
   * project's file itself, not its journal.
   */
  constructor(store: Store, news: OthersNews) {
    this.#store = store;
    this.#news = news;
    this.#seen = lastChange(store);
    this.#version = this.#readVersion();
    this.#watcher = this.#watch();
  }

  /** A change of this program, which was announced where it was made. Answers whether it is news. */
  heed(change: Uid): boolean {
    if (this.#told.has(change)) return false;
    this.#told.add(change);
    if (this.#told.size > REMEMBERED) this.#read();
    return true;
  }

  /** Tells what others have written since the last look; costs some microseconds when that is nothing. */
  look(): void {
    try {
      const version = this.#readVersion();
      if (version === this.#version) return;
      this.#read();
      this.#version = version;
      this.#news.touched();
    } catch {
      // What is wrong with the file the next call says; and the next look tries again.
    }
  }

  /**
   * Tells also of changes of this program that nobody announced: those that a command or a job makes on the way to its
   * own, such as the review of a set that a queue is opened for.
   */
  catchUp(): void {
    try {
      this.#read();
    } catch {
      // As in `look`.
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#fileTimer);
    this.#watcher?.close();
  }

  #readVersion(): number {
    return this.#store.db.raw.pragma('data_version', { simple: true }) as number;
  }

  #watch(): FSWatcher | undefined {
    const { path } = this.#store;
    const file = basename(path);
    const journal = `${file}-wal`;
    try {
      // The folder, since the journal is made and removed.
      const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
        if (name === null || name === journal) this.#lookSoon(0);
        if (name === file) this.#fileTouched();
      });
      // Where folders cannot be watched any more, every call still looks.
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      return undefined;
    }
  }

  /** Once for all touches of a while: a file that is written over is written in many pieces. */
  #fileTouched(): void {
    this.#fileTimer ??= setTimeout(() => {
      this.#fileTimer = undefined;
      this.#news.fileTouched();
    }, SETTLED);
    this.#fileTimer.unref();
  }

  /** Looks several times and then rests. A touch begins anew, unless the first look is still due. */
  #lookSoon(step: number): void {
    if (step === 0 && this.#step === 0) return;
    clearTimeout(this.#timer);
    this.#step = step;
    const wait = LOOKS[step];
    if (wait === undefined) return;
    this.#timer = setTimeout(() => {
      this.look();
      this.#lookSoon(step + 1);
    }, wait);
    this.#timer.unref();
  }

  #read(): void {
    const { db, terms } = this.#store;
    hideUnfinished(this.#store);
    terms.follow();
    const notices = db.snapshot(() => {
      const since = changesSince(db, this.#seen);
      this.#seen = since.at(-1)?.id ?? this.#seen;
      const theirs = since.filter(({ uid }) => !this.#told.has(uid));
      this.#told.clear();
      // An import in a thread of ours is seen here too, at times before it is announced.
      for (const { uid } of theirs) this.#told.add(uid);
      if (theirs.length > ONE_BY_ONE) return [this.#sum(theirs.at(-1)!.id)];
      return theirs.map(({ id }) => noticeOf(this.#store, readFinished(db, id)));
    });
    for (const notice of notices) this.#news.tell(notice);
  }

  /** Of many changes: all may be stale. */
  #sum(last: number): ChangeNotice {
    const { uid, label, at } = readFinished(this.#store.db, last);
    return everythingStale({ change: uid, label, at: new Date(at).toISOString() });
  }
}
