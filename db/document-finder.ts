import { PostilError } from '../shared/contract/errors.ts';
import type { Document } from '../shared/model/document.ts';
import type { Uid } from '../shared/model/uid.ts';
import { sql } from './connection.ts';
import { documentByUid } from './documents.ts';
import type { ReadStore } from './store.ts';
import { toUid } from './uid.ts';

/** Several documents have the name. */
const SEVERAL = Symbol('several');

/**
 * Finds documents for files that hold annotations alone: by uid, else by file name, title or address, in that order. The names of
 * all documents are read once, when the first is asked for: a corpus asks a hundred thousand times.
 */
export class DocumentFinder {
  readonly #store: ReadStore;
  #names: Map<string, Uid | typeof SEVERAL>[] | undefined;

  constructor(store: ReadStore) {
    this.#store = store;
  }

  /** @throws PostilError `refused` where several documents have the name: a guess would put annotations into the wrong one. */
  find({ id, name }: { readonly id?: Uid; readonly name?: string }): Document | null {
    if (id !== undefined) return documentByUid(this.#store, id) ?? null;
    if (name === undefined) return null;
    this.#names ??= this.#read();
    for (const names of this.#names) {
      const found = names.get(name);
      if (found === SEVERAL)
        throw new PostilError('refused', `Several documents are called “${name}”. Name the one by its id.`);
      if (found !== undefined) return documentByUid(this.#store, found) ?? null;
    }
    return null;
  }

  #read(): Map<string, Uid | typeof SEVERAL>[] {
    const maps = ['name', 'title', 'url'].map(() => new Map<string, Uid | typeof SEVERAL>());
    for (const row of this.#store.db.each<{ uid: Buffer; name: string; title: string; url: string }>(
      sql`SELECT uid, name, title, url FROM document`,
    )) {
      for (const [i, name] of [row.name, row.title, row.url].entries())
        if (name !== '') maps[i]!.set(name, maps[i]!.has(name) ? SEVERAL : toUid(row.uid));
    }
    return maps;
  }
}
