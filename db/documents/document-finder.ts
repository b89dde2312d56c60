import { PostilError } from '../../shared/contract/errors.ts';
import type { Document } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { DocumentMatcher } from './document-match.ts';
import { documentByUid } from './documents.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { MESSAGES } from '../messages.ts';

/** Several documents have the name. */
const SEVERAL = Symbol('several');

/**
 * Finds the documents that files of annotations are of: by uid, else by file name, title or address, in that order, else by text. The
 * names of all documents are read once, when the first is asked for: a corpus asks a hundred thousand times.
 */
export class DocumentFinder {
  readonly #store: ReadStore;
  readonly #matcher: DocumentMatcher;
  #names: Map<string, Uid | typeof SEVERAL>[] | undefined;

  constructor(store: ReadStore) {
    this.#store = store;
    this.#matcher = new DocumentMatcher(store.db);
  }

  /**
   * If several documents have the name, the text decides.
   * @param wanted its text has LF line ends, and perhaps the header that was taken off here
   * @throws PostilError `refused` if the text does not decide: a guess could put annotations into the wrong document.
   */
  find({ id, name, text }: { id?: Uid; name?: string; text?: string }): Document | null {
    if (id !== undefined) {
      const found = documentByUid(this.#store, id);
      if (found) return found;
    }
    for (const names of name === undefined ? [] : (this.#names ??= this.#read())) {
      const found = names.get(name!);
      if (found === undefined) continue;
      if (found !== SEVERAL) return documentByUid(this.#store, found) ?? null;
      const byText = this.#withText(text, name);
      if (byText) return byText;
      throw new PostilError('refused', MESSAGES.ambiguousDocument(name!));
    }
    return this.#withText(text, name);
  }

  #withText(text: string | undefined, name: string | undefined): Document | null {
    if (text === undefined) return null;
    const found = this.#matcher.find({ text, header: '', name }, { loosely: true });
    const best = found.find((each) => each.name === name) ?? found[0];
    return best ? (documentByUid(this.#store, best.uid) ?? null) : null;
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
