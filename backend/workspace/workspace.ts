import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isBehind } from '../../db/backups/backups.ts';
import { createProject } from '../../db/connection/create.ts';
import { assertUndamaged, damagedWhileOpen, isDamage } from '../../db/integrity/damage.ts';
import { decideJournal, type JournalChoice } from '../../db/integrity/doubtful.ts';
import { finishErasing, isErasing, type EraseTarget } from '../../db/erase/erase.ts';
import { openStore, type OpenedStore, type OpenOptions } from '../../db/connection/open.ts';
import { isAlone } from '../../db/connection/holders.ts';
import type { Store } from '../../db/connection/store.ts';
import { sweep } from '../../db/imports/sweep.ts';
import { DoubtfulJournal, hasWal } from '../../db/integrity/wal.ts';
import { findUnfinished, hideUnfinished, isBeingWritten } from '../../db/imports/unfinished.ts';
import type { BackendEvent } from '../../shared/contract/change.ts';
import type { EraseReport } from '../../shared/contract/erase.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { CallName } from '../../shared/contract/index.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { AutoBackup } from './auto-backup.ts';
import { backUpInThread } from '../jobs/backup-in-thread.ts';
import { Companions } from './companions.ts';
import { FileDesk } from './file-desk.ts';
import { makeFolder, assertOutput } from '../jobs/output-path.ts';
import { Guard } from './guard.ts';
import type { HostBridge } from './host-bridge.ts';
import { startIntegrityCheck } from './integrity.ts';
import { Others } from './others.ts';
import { BLOCKING_WAIT } from '../patience.ts';
import { libraryFolder, type SettingsFile } from './settings.ts';
import { sharedPlace, sharedPlaceWarning, type SharedPlace } from './sync-folder.ts';
import { sweepInThread } from './sweeping.ts';

type Listener = (event: BackendEvent) => void;

/** A file that could not be opened as a project, and why. */
export interface RefusedProject {
  readonly path: string;
  readonly message: string;
  /** What is odd about the journal beside it, where a person has to decide about that; else `null`. */
  readonly odd: readonly string[] | null;
}

/** Long work under way that can be cancelled. */
export interface RunningJob {
  readonly name: CallName;
  abort(): void;
}

/** A project that can be opened from the start screen. */
export interface ListedProject {
  readonly id: Uid;
  readonly name: string;
  readonly folder: string;
  /** ISO 8601. */
  readonly modified: string;
}

/** The state of one running program: which project is open, who works, who listens. */
export class Workspace {
  readonly bridge: HostBridge;
  readonly settings: SettingsFile;
  readonly files = new FileDesk();
  readonly jobs = new Map<Uid, RunningJob>();
  readonly #listeners = new Set<Listener>();
  /** Backups that a client was shown. */
  readonly copies = new FileDesk();
  readonly #listed = new FileDesk();
  #open: OpenedStore | undefined;
  #guard: Guard | undefined;
  #others: Others | undefined;
  #companions: Companions | undefined;
  /** What is wrong with the open project: told to whoever comes later, too. */
  #alarm: string | undefined;
  /** Where the open project lies, once that was asked. */
  #shared: { readonly place: SharedPlace | null } | undefined;
  #stopCheck: (() => void) | undefined;
  #backups: AutoBackup | undefined;
  /** Resolves when the copies of closed projects are made. */
  #finishing: Promise<void> = Promise.resolve();
  #refused: RefusedProject | undefined;
  /** Rows of an undone import that are being removed. */
  #removal: { readonly ended: Promise<void>; readonly stop: () => void } | undefined;
  /** Resolves when no job writes any more. */
  #writing: Promise<void> = Promise.resolve();

  constructor(bridge: HostBridge, settings: SettingsFile) {
    this.bridge = bridge;
    this.settings = settings;
  }

  /** The open project. Error: unavailable. */
  get store(): Store {
    if (!this.#open) throw new PostilError('unavailable', 'No project is open; open or create one first.');
    return this.#open;
  }

  /** Watches over the open project's files. Error: unavailable. */
  get guard(): Guard {
    if (!this.#guard) throw new PostilError('unavailable', 'No project is open; open or create one first.');
    return this.#guard;
  }

  /** Other programs that have the open project open, as "the web host (pid 4711)". */
  get others(): readonly string[] {
    return this.#companions?.others ?? [];
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Why the open project can only be read where it lies, or `null`. */
  get locked(): string | null {
    return this.#open?.locked ?? null;
  }

  /** The project that could not be opened, until another one is. */
  get refused(): RefusedProject | undefined {
    return this.#open ? undefined : this.#refused;
  }

  /** Why the open project should not lie where it does; `null` when all is well, or the analyst accepted it. */
  get placeWarning(): string | null {
    if (!this.#open || this.settings.value.accepted.includes(this.#open.path)) return null;
    this.#shared ??= { place: sharedPlace(this.#open.path) };
    const { place } = this.#shared;
    return place && sharedPlaceWarning(this.#open.path, place);
  }

  /** Opens a checked copy of the open project in the library, in its place. */
  async workLocally(): Promise<string> {
    const { path } = this.store;
    const stem = basename(path, extname(path));
    const names = [stem, ...Array.from({ length: 99 }, (_, i) => `${stem} (local copy ${i + 1})`)];
    const out = names.map(libraryPath).find((candidate) => !existsSync(candidate));
    if (out === undefined || sharedPlace(out))
      throw new PostilError(
        'refused',
        `${libraryFolder()} is no better place for it; save a copy on a disk of this machine.`,
      );
    mkdirSync(dirname(out), { recursive: true });
    await this.writable();
    await this.asJob('host.workLocally', (signal) =>
      backUpInThread({ task: 'copy', project: path, out }, signal),
    );
    this.open(out);
    return out;
  }

  /** The path of the open project, or of the one that could not be opened. Error: unavailable. */
  get projectPath(): string {
    return this.refused?.path ?? this.store.path;
  }

  /** Opens a project in place of the present one. The old one stays open if the new one is refused. */
  open(path: string, options: Omit<OpenOptions, 'program'> = {}): void {
    const absolute = resolve(path);
    // After a crash the whole file is looked through, not only what is quick.
    const thorough = hasWal(absolute);
    let opened;
    try {
      opened = openStore(absolute, {
        program: this.bridge.program,
        // The window can still be used for reading; a command that writes is better refused at once.
        orReadonly: this.bridge.kind !== 'cli',
        ...options,
      });
    } catch (error) {
      if (!this.#open) this.#reportRefusal(absolute, error);
      throw error;
    }
    this.close();
    this.#open = opened;
    this.#refused = undefined;
    this.#guard = new Guard(opened, {
      tell: (message) => {
        this.#raise(message);
        // A copy made now would hide what is wrong, and in time push out the good ones.
        if (opened.db.damage !== undefined) void this.#backups?.abandon();
      },
      suspect: () => this.suspect(),
    });
    if (opened.warning !== undefined) this.#raise(opened.warning);
    try {
      this.#attend(opened, thorough);
    } catch (error) {
      if (!isDamage(error)) throw error;
      // It was sound enough to be opened, but not to be worked with.
      const told = damagedWhileOpen(absolute, error.message);
      opened.db.condemn(told);
      this.close();
      this.#reportRefusal(absolute, told);
      throw told;
    }
    this.announce({ event: 'project', open: true });
  }

  /** Begins all that goes on while a project is open. */
  #attend(opened: OpenedStore, thorough: boolean): void {
    if (this.bridge.kind !== 'cli') {
      // From here on calls wait for locks without holding the thread, see patience.ts.
      opened.db.raw.pragma(`busy_timeout = ${BLOCKING_WAIT}`);
      this.settings.remember(opened.path);
      const companions = new Companions(opened, (others) =>
        this.announce({ event: 'holders', others: [...others] }),
      );
      this.#companions = companions;
      this.#others = new Others(opened, {
        tell: (notice) => this.#spread({ event: 'changed', notice }),
        touched: () => companions.look(),
        fileTouched: () => this.#lookAround(),
      });
      this.#check(thorough && isAlone(opened.db));
    }
    if (this.bridge.kind === 'cli' && opened.locked !== undefined)
      this.announce({ event: 'told', message: `${opened.locked} The project is read from a private copy.` });
    const risk = this.bridge.kind === 'cli' ? this.placeWarning : null;
    if (risk !== null) this.announce({ event: 'told', message: risk });
    this.#sweep(opened);
    this.#backUp(opened);
  }

  /** Looks the open project through in a thread. */
  #check(thorough: boolean): void {
    // The private copy, where the project itself cannot be opened.
    const { name } = this.store.db.raw;
    this.#stopCheck = startIntegrityCheck(name, thorough, {
      damaged: (why) => this.#guard?.condemn(why),
      failed: (message) => this.#raise(message),
      done: () => (this.#stopCheck = undefined),
    });
  }

  /** Something happened that may come of damage: looks the project through, unless that is being done. */
  suspect(): void {
    const { store, guard } = this;
    if (guard.damaged) return;
    if (this.bridge.kind !== 'cli') {
      if (this.#stopCheck === undefined) this.#check(true);
      return;
    }
    // The command line ends with its command, and nobody would hear a thread.
    try {
      assertUndamaged(store.db.raw);
    } catch (error) {
      guard.heed(error);
    }
  }

  /** A damaged file keeps its place, and the screen offers its backups. */
  #reportRefusal(path: string, error: unknown): void {
    if (!(error instanceof PostilError) || !['damaged', 'not-a-project'].includes(error.code)) return;
    if (!existsSync(path)) return;
    this.#refused = {
      path,
      message: error.message,
      odd: error instanceof DoubtfulJournal ? error.odd : null,
    };
    this.announce({ event: 'project', open: false });
  }

  /**
   * Opens the refused project with the doubtful journal beside it, or without; both files are kept as they are first. Returns
   * where, or `null` when they were not doubtful any more. Errors: unavailable, when no project was refused; damaged.
   */
  decideJournal(choice: JournalChoice): { kept: string | null } {
    const { refused } = this;
    if (!refused) throw new PostilError('unavailable', 'There is no project whose journal is in doubt.');
    const decided = decideJournal(refused.path, choice);
    this.open(refused.path);
    return decided;
  }

  /** Begins the automatic copies; the command line makes none. */
  #backUp({ path, readonly, db }: OpenedStore): void {
    if (this.bridge.kind === 'cli' || readonly) return;
    this.#backups = new AutoBackup(
      {
        project: path,
        limit: () => this.settings.value.backupBytes,
        made: () => this.announce({ event: 'backups', problem: null }),
        failed: (error) => {
          if (this.#open?.path === path) this.#guard?.heed(error);
          const { message } = error;
          const problem = `No automatic backup was made: ${message}`;
          // After the last window there is nobody else to hear it.
          console.warn(problem);
          this.announce({ event: 'backups', problem });
        },
      },
      isBehind(db.raw, path),
    );
  }

  /** Puts a copy in the place of the project and opens it. Returns where the file that was there is now. */
  restore(from: string): Promise<{ kept: string | null }> {
    const { program } = this.bridge;
    return this.#whileClosed((project) => backUpInThread({ task: 'restore', project, from, program }));
  }

  /** Deletes a document, or the names of an entity, from every byte of the project and its copies, and opens it again. */
  eraseForGood(target: EraseTarget): Promise<EraseReport> {
    const { program } = this.bridge;
    const { actor } = this.settings;
    return this.#whileClosed((project) => backUpInThread({ task: 'erase', project, target, actor, program }));
  }

  /** Closes the project for work on its file, and opens it again, also when the work failed. */
  async #whileClosed<Result>(work: (project: string) => Promise<Result>): Promise<Result> {
    const project = this.projectPath;
    if (this.jobs.size > 0)
      throw new PostilError(
        'refused',
        'Something is still being imported or exported; wait for it or cancel it.',
      );
    await this.writable();
    // Such work makes a copy of its own, or must not have one made meanwhile.
    await this.#backups?.abandon();
    this.close();
    await this.#finishing;
    let done;
    try {
      done = await work(project);
    } catch (error) {
      this.#reopen(project);
      throw error;
    }
    this.open(project);
    return done;
  }

  /** After work that failed the old file is still in its place. Sound it need not be: then it is refused again. */
  #reopen(project: string): void {
    try {
      this.open(project);
    } catch (error) {
      if (!(error instanceof PostilError)) throw error;
    }
  }

  /** Waits until the copies of closed projects are made, and nothing of an undone import is being removed. */
  async settled(): Promise<void> {
    await this.removal;
    await this.#finishing;
  }

  /** Resolves when the rows of an undone import are removed; `undefined` while none are being removed. */
  get removal(): Promise<void> | undefined {
    return this.#removal?.ended;
  }

  /** Lets the removal of an undone import's rows go on until it ends, or the project is closed. */
  keepRemoving(removal: Promise<void>, stop: () => void): void {
    const opened = this.#open;
    const ended = removal
      .catch((error: unknown) => {
        if (this.#open !== opened) return; // the next opening tries again
        this.#guard?.heed(error);
        const reason = error instanceof Error ? error.message : String(error);
        this.#raise(
          `The undo is done, but what it took away could not be removed: ${reason} It stays hidden; opening the project again tries once more.`,
        );
      })
      .finally(() => {
        if (this.#removal === kept) this.#removal = undefined;
      });
    const kept = { ended, stop };
    this.#removal = kept;
  }

  /** Removes what is left of an import, or of a deletion for good, whose program died; it is hidden already. */
  #sweep(opened: OpenedStore): void {
    const unfinished = findUnfinished(opened.db);
    if (opened.readonly || (unfinished && isBeingWritten(unfinished))) return;
    if (!unfinished && !isErasing(opened.db)) return;
    if (this.bridge.kind === 'cli') {
      sweep(opened, this.bridge.program);
      hideUnfinished(opened);
      finishErasing(opened);
      return;
    }
    sweepInThread(opened.path).catch((error: unknown) => {
      if (this.#open === opened) this.#guard?.heed(error);
      const reason = error instanceof Error ? error.message : String(error);
      this.#raise(
        `What an unfinished import left could not be removed: ${reason} It stays hidden; opening the project again tries once more.`,
      );
    });
  }

  /** Makes a project and opens it. */
  create(path: string, scheme: Scheme): void {
    assertOutput(path, 'file');
    makeFolder(dirname(path));
    createProject(path, scheme, this.settings.actor);
    this.open(path);
  }

  /** Closes the project; its WAL is folded into the file, so that one file is all there is. */
  close(): void {
    if (!this.#open) return;
    for (const job of this.jobs.values()) job.abort();
    this.#removal?.stop();
    this.#stopCheck?.();
    this.#stopCheck = undefined;
    this.#others?.stop();
    this.#others = undefined;
    this.#companions?.stop();
    this.#companions = undefined;
    // What was saved into a file that has been taken away goes with the connection.
    this.#lookAround();
    this.#open.close();
    this.#guard?.close();
    this.#open = undefined;
    this.#guard = undefined;
    this.#alarm = undefined;
    this.#shared = undefined;
    const [before, backups] = [this.#finishing, this.#backups];
    this.#backups = undefined;
    if (backups) this.#finishing = Promise.all([before, backups.finish()]).then(() => undefined);
    this.announce({ event: 'project', open: false });
  }

  /** Looks after the project's files while nothing is written. What is wrong is told by the guard. */
  #lookAround(): void {
    try {
      this.#guard?.look();
    } catch {
      // It was told.
    }
  }

  #raise(message: string): void {
    this.#alarm = message;
    this.announce({ event: 'alarm', message });
  }

  /** Runs long work among the jobs, where it can be cancelled. */
  async asJob<Result>(
    name: CallName,
    work: (signal: AbortSignal) => Promise<Result>,
    id: Uid = newUid(),
  ): Promise<Result> {
    const controller = new AbortController();
    this.jobs.set(id, { name, abort: () => controller.abort() });
    try {
      return await work(controller.signal);
    } finally {
      this.jobs.delete(id);
    }
  }

  /** Lets {@link writable} wait until the answered function is called. */
  hold(): () => void {
    const before = this.#writing;
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    this.#writing = before.then(() => held);
    return release;
  }

  /** Waits while a job in a thread of its own writes the project. */
  async writable(): Promise<void> {
    await this.#writing;
  }

  dispose(): void {
    this.close();
    this.files.clear();
    this.#listeners.clear();
  }

  /** Calls `listener` for every event until the answered function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#alarm !== undefined) listener({ event: 'alarm', message: this.#alarm });
    return () => this.#listeners.delete(listener);
  }

  /** Tells all that other programs have written into the open project by now. */
  lookForOthers(): void {
    this.#others?.look();
  }

  /** Tells all of changes of this program that were made by the way and not announced by themselves. */
  announceRest(): void {
    this.#others?.catchUp();
  }

  announce(event: BackendEvent): void {
    if (event.event === 'changed' && this.#others?.heed(event.notice.change) === false) return;
    this.#spread(event);
  }

  #spread(event: BackendEvent): void {
    if (event.event === 'changed') this.#backups?.changed();
    for (const listener of this.#listeners) listener(event);
  }

  /** Projects of the library folder and recent ones, newest first. */
  projects(): ListedProject[] {
    const library = libraryFolder();
    const found = existsSync(library)
      ? readdirSync(library)
          .filter(
            (name) =>
              extname(name) === '.postil' &&
              !/\.(backup|before-restore|migration|before-repair)\.postil$/.test(name),
          )
          .map((name) => join(library, name))
      : [];
    const paths = [...new Set([...this.settings.value.recent, ...found].map((path) => resolve(path)))];
    return paths
      .filter((path) => existsSync(path))
      .map((path) => {
        const { id } = this.#listed.admit(path);
        return {
          id,
          name: basename(path, '.postil'),
          folder: dirname(path),
          modified: statSync(path).mtime.toISOString(),
        };
      })
      .sort((a, b) => (a.modified < b.modified ? 1 : -1));
  }

  /** The path of a project that {@link projects} listed. */
  listedPath(id: Uid): string {
    return this.#listed.resolve(id).path;
  }
}

/** A file of this name in the library; the name must be a plain file name. */
export function libraryPath(name: string): string {
  if (/[/\\:*?"<>|\u0000-\u001f]/.test(name) || /^\.+$/.test(name.trim()) || name.trim() === '') {
    throw new PostilError('invalid-input', 'A project name cannot contain / \\ : * ? " < > | or be empty.', {
      field: 'name',
    });
  }
  return join(libraryFolder(), `${name.trim()}.postil`);
}
