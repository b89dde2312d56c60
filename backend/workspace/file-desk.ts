import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryFolder } from '../../db/connection/temporary.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { MESSAGES } from './messages.ts';

/** A file or folder that a client may refer to by its id. */
export interface DeskFile {
  readonly id: Uid;
  readonly name: string;
  readonly path: string;
  /** For uploaded files: the folder they were dropped in, so that files that belong together are recognised. */
  readonly folder?: string;
}

/**
 * The files that this session's clients may use, by id. A page never passes a path: it can reach only what the person chose in a dialog,
 * dropped or pasted.
 */
export class FileDesk {
  readonly #files = new Map<Uid, DeskFile>();
  #uploads: string | undefined;

  /** Admits a path that was chosen in a dialog or given on the command line. */
  admit(path: string): DeskFile {
    const file = { id: newUid(), name: basename(path), path };
    this.#files.set(file.id, file);
    return file;
  }

  /** Stores a chunk of bytes: in a new file without `id`, else at the end of that file. */
  upload(id: Uid | undefined, name: string, bytes: Uint8Array, folder = ''): DeskFile {
    if (id !== undefined) {
      const file = this.resolve(id);
      if (!this.#uploads || !file.path.startsWith(this.#uploads)) {
        throw new PostilError('refused', MESSAGES.notUploaded(file.name));
      }
      appendFileSync(file.path, bytes);
      return file;
    }
    this.#uploads ??= temporaryFolder('upload');
    const file = { id: newUid(), name, path: '', folder };
    // The path follows from the id; the name is only shown.
    const path = join(this.#uploads, file.id);
    writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' });
    this.#files.set(file.id, { ...file, path });
    return { ...file, path };
  }

  resolve(id: Uid): DeskFile {
    const file = this.#files.get(id);
    if (!file) throw new PostilError('not-found', MESSAGES.fileForgotten);
    return file;
  }

  /** Forgets all files and deletes what was uploaded. */
  clear(): void {
    this.#files.clear();
    if (this.#uploads) rmSync(this.#uploads, { recursive: true, force: true });
    this.#uploads = undefined;
  }
}
