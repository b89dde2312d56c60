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
    const key = this.#key(documentId);
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
  keep(documentId: number, text: string): void {
    this.#add(this.#key(documentId), text);
  }

  /** Names the text of a document that counts: its revision, and for a text as it came in its number. */
  #key(documentId: number): string {
    return this.#db.fact(`revision ${documentId}`, () => {
      const row = this.#db.get<{ revision: number; revision_id: number | null }>(
        sql`SELECT revision, revision_id FROM document_text WHERE document_id = ${documentId}`,
      );
      return `${documentId}:${row?.revision_id ?? ''}:${row?.revision ?? ''}`;
    });
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
