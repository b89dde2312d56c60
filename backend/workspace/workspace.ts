import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { countStatuses } from '../../db/documents/documents.ts';
import { setOfAnalyst } from '../../db/sets/sets.ts';
import { createProject } from '../../db/connection/create.ts';
import { openStore, type OpenOptions } from '../../db/connection/open.ts';
import type { Store } from '../../db/connection/store.ts';
import { damagedWhileOpen, isDamage } from '../../db/integrity/damage.ts';
import { decideJournal, type JournalChoice } from '../../db/integrity/doubtful.ts';
import { DoubtfulJournal, hasWal } from '../../db/integrity/wal.ts';
import type { BackendEvent } from '../../shared/contract/change.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { makeFolder, assertOutput } from '../jobs/output-path.ts';
import { Backups } from './backups.ts';
import { Events } from './events.ts';
import { FileDesk } from './file-desk.ts';
import type { Guard } from './guard.ts';
import type { HostBridge } from './host-bridge.ts';
import { Jobs } from './jobs.ts';
import { Library } from './library.ts';
import { MESSAGES } from './messages.ts';
import { OpenProject } from './open-project.ts';
import type { SettingsFile } from './settings.ts';
import { syncFolderWarning } from './sync-folder.ts';

/** A file that could not be opened as a project, and why. */
export interface RefusedProject {
  readonly path: string;
  readonly message: string;
  /** What is odd about the journal beside it if a person has to decide about that; else `null`. */
  readonly odd: readonly string[] | null;
}

/** The state of one running program: which project is open, its jobs, backups and events. Opens and closes the project. */
export class Workspace {
  readonly bridge: HostBridge;
  readonly settings: SettingsFile;
  readonly events = new Events();
  readonly jobs = new Jobs();
  readonly backups: Backups;
  readonly library: Library;
  readonly files = new FileDesk();
  #project: OpenProject | undefined;
  #refused: RefusedProject | undefined;
  /** Resolves when closed projects no longer have rows removed. */
  #removed: Promise<void> | undefined;

  constructor(bridge: HostBridge, settings: SettingsFile) {
    this.bridge = bridge;
    this.settings = settings;
    this.library = new Library(settings);
    this.backups = new Backups(settings, this.events, (path, error) => {
      if (this.#project?.store.path === path) this.#project.guard.heed(error);
    });
  }

  /** Error: unavailable, if no project is open. */
  get project(): OpenProject {
    if (!this.#project) throw new PostilError('unavailable', MESSAGES.noProjectOpen);
    return this.#project;
  }

  /** The open project's store. Error: unavailable. */
  get store(): Store {
    return this.project.store;
  }

  /** The guard of the open project's files. Error: unavailable. */
  get guard(): Guard {
    return this.project.guard;
  }

  get isOpen(): boolean {
    return this.#project !== undefined;
  }

  /** Other programs that have the open project open, as "the web host (pid 4711)". */
  get others(): readonly string[] {
    return this.#project?.companions ?? [];
  }

  /** Why the open project can only be read in its folder, or `null`. */
  get locked(): string | null {
    return this.#project?.store.locked ?? null;
  }

  /** The project that could not be opened, until another one is opened. */
  get refused(): RefusedProject | undefined {
    return this.#project ? undefined : this.#refused;
  }

  /** The path of the open project, or of the one that could not be opened. Error: unavailable. */
  get projectPath(): string {
    return this.refused?.path ?? this.store.path;
  }

  /** Why the open project is not safe in its folder; `null` if it is, or if the analyst accepted the risk. */
  get locationWarning(): string | null {
    if (!this.#project) return null;
    const { path } = this.#project.store;
    if (this.settings.value.accepted.includes(path)) return null;
    const { syncFolder } = this.#project;
    return syncFolder && syncFolderWarning(path, syncFolder);
  }

  /** Opens a project in place of the present one, which stays open if the new one is refused. */
  open(path: string, options: Omit<OpenOptions, 'program'> = {}): void {
    const absolute = resolve(path);
    // After a crash the whole file is checked, not only what is quick.
    const thorough = hasWal(absolute);
    let store;
    try {
      store = openStore(absolute, {
        program: this.bridge.program,
        // A window is useful for reading too; a command that writes is better refused at once.
        orReadonly: this.bridge.kind !== 'cli',
        ...options,
      });
    } catch (error) {
      if (!this.#project) this.#reportRefusal(absolute, error);
      throw error;
    }
    this.close();
    this.#refused = undefined;
    const project = new OpenProject(store, {
      bridge: this.bridge,
      events: this.events,
      onOthersChange: (notice) => this.#spread({ event: 'changed', notice }),
      // A copy made now would hide the damage, and in time push out the good copies.
      onDamage: () => void this.backups.abandon(),
    });
    this.#project = project;
    try {
      this.#attend(project, thorough);
    } catch (error) {
      if (!isDamage(error)) throw error;
      // It was sound enough to be opened, but not to be worked with.
      const damaged = damagedWhileOpen(absolute, error.message);
      store.db.condemn(damaged);
      this.close();
      this.#reportRefusal(absolute, damaged);
      throw damaged;
    }
    this.announce({ event: 'project', open: true });
  }

  /** Begins all that goes on while a project is open. */
  #attend(project: OpenProject, thorough: boolean): void {
    const { store } = project;
    const { kind, program } = this.bridge;
    if (kind === 'cli') {
      if (store.locked !== undefined)
        this.announce({ event: 'told', message: MESSAGES.readFromCopy(store.locked) });
      const risk = this.locationWarning;
      if (risk !== null) this.announce({ event: 'told', message: risk });
    } else {
      this.settings.remember(store.path);
      project.watch(thorough);
    }
    project.sweeping.sweepUnfinished({ inThread: kind !== 'cli', program });
    if (kind !== 'cli') this.backups.begin(store);
  }

  /** Remembers a damaged file, so that the screen can offer its backups. */
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

  /** Creates a project and opens it. */
  create(path: string, scheme: Scheme): void {
    assertOutput(path, 'file');
    makeFolder(dirname(path));
    createProject(path, scheme, this.settings.actor);
    this.open(path);
  }

  /** Closes the project. Its WAL is folded into the file, so that the project is a single file. */
  close(): void {
    if (!this.#project) return;
    this.jobs.abortAll();
    this.#removed = this.removal;
    this.#rememberProgress(this.#project.store);
    this.#project.close();
    this.#project = undefined;
    this.events.calm();
    this.backups.end();
    this.announce({ event: 'project', open: false });
  }

  /** Notes for the start screen how far the analyst is in a project that is being closed. */
  #rememberProgress({ db, path }: Store): void {
    if (this.bridge.kind === 'cli') return;
    try {
      const counts = countStatuses(db, setOfAnalyst(db, this.settings.value.analyst.id));
      const documents = Object.values(counts).reduce((sum, count) => sum + count, 0);
      this.settings.rememberProgress(path, { documents, finished: counts.done + counts.skipped });
    } catch {
      // A damaged or missing file is closed as well; then the earlier progress is shown.
    }
  }

  dispose(): void {
    this.close();
    this.files.clear();
    this.events.clear();
  }

  /**
   * Opens the refused project with the doubtful journal beside it, or without it, after keeping copies of both files. Returns where
   * they are, or `null` if the journal was not doubtful any more. Errors: unavailable, if no project was refused; damaged.
   */
  decideJournal(choice: JournalChoice): { kept: string | null } {
    const { refused } = this;
    if (!refused) throw new PostilError('unavailable', MESSAGES.noJournalInDoubt);
    const decided = decideJournal(refused.path, choice);
    this.open(refused.path);
    return decided;
  }

  /** Waits until the copies of closed projects are made, and no rows are being removed. */
  async settled(): Promise<void> {
    await this.removal;
    await this.backups.finished();
  }

  /** Resolves when the rows of an undone import are removed; `undefined` if none are being removed. */
  get removal(): Promise<void> | undefined {
    return this.#project?.sweeping.removal ?? this.#removed;
  }

  /** Calls `listener` for every event until the returned function is called. */
  listen(listener: (event: BackendEvent) => void): () => void {
    return this.events.listen(listener);
  }

  /** Passes an event on to all clients; a change that was announced before is dropped. */
  announce(event: BackendEvent): void {
    if (event.event === 'changed' && this.#project?.isNews(event.notice.change) === false) return;
    this.#spread(event);
  }

  /** Reports what other programs have written into the open project by now; does nothing if none is open. */
  lookForOthers(): void {
    this.#project?.lookForOthers();
  }

  #spread(event: BackendEvent): void {
    if (event.event === 'changed') this.backups.changed();
    this.events.emit(event);
  }
}
