import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { changesSince, readFinished } from '../../db/journal/finished.ts';
import { lastChange } from '../../db/journal/since.ts';
import type { Store } from '../../db/connection/store.ts';
import { hideUnfinished } from '../../db/imports/unfinished.ts';
import type { ChangeNotice } from '../../shared/contract/change.ts';
import { everythingStale } from '../../shared/contract/stale.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { noticeOf } from '../notices.ts';

/**
 * When to look after the journal was touched (ms): the system reports the write, but the commit counts only after it is synced, which
 * takes as long as the disk does.
 */
const LOOKS = [40, 120, 300, 700, 1500] as const;
/** Delay between a touch of the file and the look at it (ms). */
const SETTLED = 100;
/** Up to this many changes are announced one by one; for more, clients are told to read everything again. */
const ONE_BY_ONE = 20;
/** Number of our own changes to remember before the journal is read. */
const REMEMBERED = 2000;

interface OthersNews {
  tell(notice: ChangeNotice): void;
  touched(): void;
  fileTouched(): void;
}

/**
 * Notices what other programs write into the open project. The file system reports touches of the journal beside the file, so an idle
 * program needs no timer; then `data_version`, which counts the commits of other connections, shows whether to read our own journal of
 * changes.
 */
export class Others {
  readonly #store: Store;
  readonly #news: OthersNews;
  readonly #watcher: FSWatcher | undefined;
  /** Changes that were announced since the last look. */
  readonly #told = new Set<Uid>();
  #seen: number;
  #version: number;
  #fileTimer: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The look that is due. */
  #step: number = LOOKS.length;

  /**
   * `tell` receives a notice of each change that was not passed to {@link heed}; `touched` is called whenever another program has written
   * anything, including when it opens or closes the project; `fileTouched` if the project's file itself was written, not its journal.
   */
  constructor(store: Store, news: OthersNews) {
    this.#store = store;
    this.#news = news;
    this.#seen = lastChange(store);
    this.#version = this.#readVersion();
    this.#watcher = this.#watch();
  }

  /** Notes a change of this program, which announces it itself. Returns false if it was announced already. */
  heed(change: Uid): boolean {
    if (this.#told.has(change)) return false;
    this.#told.add(change);
    if (this.#told.size > REMEMBERED) this.#read();
    return true;
  }

  /** Reports what others have written since the last look; takes some microseconds if that is nothing. */
  look(): void {
    try {
      const version = this.#readVersion();
      if (version === this.#version) return;
      this.#read();
      this.#version = version;
      this.#news.touched();
    } catch {
      // The next call reports what is wrong with the file, and the next look tries again.
    }
  }

  /**
   * Also reports changes of this program that nobody announced: those that a command or a job makes besides its own, such as the review
   * of a set whose queue is opened.
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
      // Watches the folder, because the journal is created and removed.
      const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
        if (name === null || name === journal) this.#lookSoon(0);
        if (name === file) this.#fileTouched();
      });
      // If the folder can no longer be watched, every call still looks.
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      return undefined;
    }
  }

  /** Combines all touches of a short time: a file that is overwritten is written in many pieces. */
  #fileTouched(): void {
    this.#fileTimer ??= setTimeout(() => {
      this.#fileTimer = undefined;
      this.#news.fileTouched();
    }, SETTLED);
    this.#fileTimer.unref();
  }

  /** Looks several times and then rests. A touch starts over, unless the first look is still due. */
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
      // An import in one of our threads is seen here too, sometimes before it is announced.
      for (const { uid } of theirs) this.#told.add(uid);
      if (theirs.length > ONE_BY_ONE) return [this.#sum(theirs.at(-1)!.id)];
      return theirs.map(({ id }) => noticeOf(this.#store, readFinished(this.#store, id)));
    });
    for (const notice of notices) this.#news.tell(notice);
  }

  /** Sums up many changes: everything may be stale. */
  #sum(last: number): ChangeNotice {
    const { uid, label, at } = readFinished(this.#store, last);
    return everythingStale({ change: uid, label, at: new Date(at).toISOString() });
  }
}
