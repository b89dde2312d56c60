import { assertUndamaged } from '../../db/integrity/damage.ts';
import { isAlone } from '../../db/connection/holders.ts';
import type { OpenedStore } from '../../db/connection/open.ts';
import type { ChangeNotice } from '../../shared/contract/change.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { BLOCKING_WAIT } from '../patience.ts';
import { Companions } from './companions.ts';
import type { Events } from './events.ts';
import { Guard } from './guard.ts';
import type { HostBridge } from './host-bridge.ts';
import { startIntegrityCheck } from './integrity-check.ts';
import { Others } from './others.ts';
import { Sweeping } from './sweeping.ts';
import { syncFolderOf, type SyncFolder } from './sync-folder.ts';

interface Surroundings {
  readonly bridge: HostBridge;
  readonly events: Events;
  /** Another program changed the project. */
  onOthersChange(notice: ChangeNotice): void;
  /** Damage was found. */
  onDamage(): void;
}

/** One open project and all that watches over it: its guard, other programs, the check of its file, the removal of hidden rows. */
export class OpenProject {
  readonly store: OpenedStore;
  readonly guard: Guard;
  readonly sweeping: Sweeping;
  readonly #surroundings: Surroundings;
  #others: Others | undefined;
  #companions: Companions | undefined;
  /** The sync folder that the project is in, once it was looked for. */
  #syncFolder: { readonly found: SyncFolder | null } | undefined;
  #stopCheck: (() => void) | undefined;

  constructor(store: OpenedStore, surroundings: Surroundings) {
    this.store = store;
    this.#surroundings = surroundings;
    const { events, onDamage } = surroundings;
    this.guard = new Guard(store, {
      tell: (message) => {
        events.raiseAlarm(message);
        if (store.db.damage !== undefined) onDamage();
      },
      suspect: () => this.suspect(),
    });
    this.sweeping = new Sweeping(store, (error, message) => {
      this.guard.heed(error);
      events.raiseAlarm(message);
    });
    if (store.warning !== undefined) events.raiseAlarm(store.warning);
  }

  /** Other programs that have the project open, as "the web host (pid 4711)". */
  get companions(): readonly string[] {
    return this.#companions?.others ?? [];
  }

  /** The sync folder or network share that the project is in, or `null`. */
  get syncFolder(): SyncFolder | null {
    this.#syncFolder ??= { found: syncFolderOf(this.store.path) };
    return this.#syncFolder.found;
  }

  /** Begins to watch for other programs, and checks the file; `thorough`: all of it. For programs with a screen. */
  watch(thorough: boolean): void {
    const { store } = this;
    const { events, onOthersChange } = this.#surroundings;
    // From here on calls wait for locks without blocking the thread, see patience.ts.
    store.db.raw.pragma(`busy_timeout = ${BLOCKING_WAIT}`);
    const companions = new Companions(store, (others) =>
      events.emit({ event: 'holders', others: [...others] }),
    );
    this.#companions = companions;
    this.#others = new Others(store, {
      tell: onOthersChange,
      touched: () => companions.look(),
      fileTouched: () => this.#inspectFiles(),
    });
    this.#check(thorough && isAlone(store.db));
  }

  /** Reports all that other programs have written into the project by now. */
  lookForOthers(): void {
    this.#others?.look();
  }

  /** Reports changes of this program that no call announced, such as the analyst's row. */
  announceRest(): void {
    this.#others?.catchUp();
  }

  /** Notes a change of this program. Returns false if it was reported already. */
  isNews(change: Uid): boolean {
    return this.#others?.heed(change) ?? true;
  }

  /** Checks the whole file, because something happened that damage may have caused. */
  suspect(): void {
    const { store, guard } = this;
    if (guard.damaged) return;
    if (this.#surroundings.bridge.kind !== 'cli') {
      if (this.#stopCheck === undefined) this.#check(true);
      return;
    }
    // The command line ends with its command, before a thread could report.
    try {
      assertUndamaged(store.db.raw);
    } catch (error) {
      guard.heed(error);
    }
  }

  close(): void {
    this.sweeping.stop();
    this.#stopCheck?.();
    this.#others?.stop();
    this.#companions?.stop();
    // What was saved into a file that has been taken away would go with the connection.
    this.#inspectFiles();
    this.store.close();
    this.guard.close();
  }

  #check(thorough: boolean): void {
    // This is the private copy if the project itself cannot be opened.
    const { name } = this.store.db.raw;
    this.#stopCheck = startIntegrityCheck(name, thorough, {
      damaged: (why) => this.guard.condemn(why),
      failed: (message) => this.#surroundings.events.raiseAlarm(message),
      done: () => (this.#stopCheck = undefined),
    });
  }

  /** Inspects the project's files while nothing is written. The guard reports what is wrong. */
  #inspectFiles(): void {
    try {
      this.guard.look();
    } catch {
      // The guard has reported it.
    }
  }
}
