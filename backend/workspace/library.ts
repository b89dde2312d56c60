import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { FileDesk } from './file-desk.ts';
import { MESSAGES } from './messages.ts';
import { libraryFolder, type SettingsFile } from './settings.ts';

/** A project that can be opened from the start screen. */
export interface ListedProject {
  readonly id: Uid;
  readonly name: string;
  readonly folder: string;
  /** ISO 8601. */
  readonly modified: string;
}

/** Names of copies that older versions wrote beside a project. */
const COPY = /\.(backup|before-restore|migration|before-repair)\.postil$/;

/** The projects that the start screen lists: those of the library folder and recent ones. */
export class Library {
  readonly #settings: SettingsFile;
  readonly #listed = new FileDesk();

  constructor(settings: SettingsFile) {
    this.#settings = settings;
  }

  /** The projects that exist, newest first. */
  list(): ListedProject[] {
    const paths = [...this.#settings.value.recent, ...filesIn(libraryFolder())];
    return [...new Set(paths.map((path) => resolve(path)))]
      .filter((path) => existsSync(path))
      .map((path) => ({
        id: this.#listed.admit(path).id,
        name: basename(path, '.postil'),
        folder: dirname(path),
        modified: statSync(path).mtime.toISOString(),
      }))
      .sort((a, b) => (a.modified < b.modified ? 1 : -1));
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
  if (/[/\\:*?"<>|\u0000-\u001f]/.test(name) || /^\.+$/.test(name.trim()) || name.trim() === '') {
    throw new PostilError('invalid-input', MESSAGES.projectName, {
      field: 'name',
    });
  }
  return join(libraryFolder(), `${name.trim()}.postil`);
}
