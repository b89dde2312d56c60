import { sql, type ReadDb } from '../connection/connection.ts';

const KEEP = 8;

/**
 * The texts of the last documents annotated. A tag must not read a book from disk to store one quote; the
 * revision is part of the key, so a text changed by another program is read again.
 */
export class TextCache {
  readonly #db: ReadDb;
  readonly #texts = new Map<string, string>();

  constructor(db: ReadDb) {
    this.#db = db;
  }

  /** The current text of a document by its local id. */
  textOf(documentId: number): string {
    const revision = this.#db.fact(`revision ${documentId}`, () =>
      this.#db.value<number>(sql`SELECT revision FROM document_text WHERE document_id = ${documentId}`),
    );
    const key = keyOf(documentId, revision);
    let text = this.#texts.get(key);
    if (text === undefined) {
      text =
        this.#db.value<string>(sql`SELECT text FROM document_text WHERE document_id = ${documentId}`) ?? '';
    } else {
      this.#texts.delete(key); // to put it back as the newest
    }
    this.#add(key, text);
    return text;
  }

  /** Remembers a text that was written just now: its annotations come next. */
  keep(documentId: number, revision: number, text: string): void {
    this.#add(keyOf(documentId, revision), text);
  }

  #add(key: string, text: string): void {
    this.#texts.set(key, text);
    if (this.#texts.size > KEEP) this.#texts.delete(this.#texts.keys().next().value!);
  }

  /** Forgets everything: a rolled back change may have reused a document id or revision. */
  clear(): void {
    this.#texts.clear();
  }
}

function keyOf(documentId: number, revision: number | undefined): string {
  return `${documentId}:${revision ?? ''}`;
}
