import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Uid } from '../../shared/model/uid.ts';
import { FileDesk } from './file-desk.ts';
import { projectFile } from './project-files.ts';
import { libraryFolder, type Progress, type SettingsFile } from './settings.ts';

/** A project that can be opened from the start screen. */
export interface ListedProject {
  readonly id: Uid;
  readonly name: string;
  readonly folder: string;
  /** ISO 8601. */
  readonly modified: string;
  /** How many of its articles were done or skipped when it was last closed here; `null` if it never was. */
  readonly progress: Progress | null;
}

/** Names of copies that older versions wrote beside a project. */
const COPY = /\.(backup|before-restore|migration|before-repair)\.postil$/;

/** The projects that the start screen lists: those of the library folder and recent ones. */
export class Library {
  readonly #settings: SettingsFile;
  readonly #listed = new FileDesk();
  /** A project keeps its id from one list to the next: a menu that is open on it must not lose it. */
  readonly #ids = new Map<string, Uid>();

  constructor(settings: SettingsFile) {
    this.#settings = settings;
  }

  /** The projects that exist, newest first. */
  list(): ListedProject[] {
    const paths = [...this.#settings.value.recent, ...filesIn(libraryFolder())];
    return [...new Set(paths.map((path) => resolve(path)))]
      .filter((path) => existsSync(path))
      .map((path) => ({
        id: this.#idOf(path),
        name: basename(path, '.postil'),
        folder: dirname(path),
        modified: statSync(path).mtime.toISOString(),
        progress: this.#settings.value.progress[path] ?? null,
      }))
      .sort((a, b) => (a.modified < b.modified ? 1 : -1));
  }

  #idOf(path: string): Uid {
    const id = this.#ids.get(path) ?? this.#listed.admit(path).id;
    this.#ids.set(path, id);
    return id;
  }

  /** The path of a project that {@link list} returned. Error: not-found. */
  pathOf(id: Uid): string {
    return this.#listed.resolve(id).path;
  }
}

function filesIn(library: string): string[] {
  if (!existsSync(library)) return [];
  return readdirSync(library)
    .filter((name) => extname(name) === '.postil' && !COPY.test(name))
    .map((name) => join(library, name));
}

/** The path of a project of this name in the library. Error: invalid-input, if the name is not a plain file name. */
export function libraryPath(name: string): string {
  return projectFile(libraryFolder(), name);
}
