import type { Uid } from '../../shared/model/uid.ts';
import { takeMetadata } from '../../shared/text/metadata.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { textHash } from '../derived/document-columns.ts';
import { toUid } from '../connection/uid.ts';

/** A document that has the text of a record, perhaps with another part of it taken off as its header. */
export interface MatchedDocument {
  readonly uid: Uid;
  readonly name: string;
  /** What leads from an offset over the record's text to one over the document's, in UTF-16 code units. */
  readonly shift: number;
  /** Of the document's text, in UTF-16 code units. */
  readonly length: number;
}

/** A text to be known again, its line ends LF. */
export interface SoughtText {
  readonly text: string;
  /** What its reader took off its top; empty where it took nothing. */
  readonly header: string;
  /** Of the file it came from. */
  readonly name?: string | undefined;
}

export interface MatchOptions {
  /**
   * Also documents that differ in white space at the end, have another header, or hold the text within theirs under the same file
   * name: for annotations, which then go to the article that they are of. Not for an article that comes again.
   */
  readonly loosely?: boolean | undefined;
}

interface Row {
  readonly uid: Buffer;
  readonly name: string;
  readonly length: number;
}

/** So many documents of one file name are looked into for the text. */
const MOST_NAMED = 20;

/**
 * Knows documents again by their text: as it is here, as it came in with the header that was taken off it, or without a header
 * that the record still has.
 */
export class DocumentMatcher {
  readonly #db: ReadDb;
  readonly #end: number;
  #headers: Headers | undefined;

  /** @param end only documents with a smaller local id are looked at; all of them when absent */
  constructor(db: ReadDb, end: number = Number.MAX_SAFE_INTEGER) {
    this.#db = db;
    this.#end = end;
  }

  /** The documents on the first step on which there are any: the same text, the same file, then what `loosely` allows. */
  find(sought: SoughtText, { loosely = false }: MatchOptions = {}): MatchedDocument[] {
    const { text, header } = sought;
    const same = this.#withText(text).map((row) => matched(row, 0));
    if (same.length > 0) return same;
    const whole = header + text;
    const known = this.#asFile(whole, header.length);
    if (known.length > 0 || !loosely) return known;
    for (const other of otherEnds(whole)) {
      const found = [
        ...this.#withText(other).map((row) => matched(row, header.length)),
        ...this.#asFile(other, header.length),
      ];
      if (found.length > 0) return found;
    }
    // A header that is not that of the document: the article is the same.
    const taken = header === '' ? takeMetadata(text) : { header, text };
    for (const other of [taken.text, ...otherEnds(taken.text)]) {
      if (taken.header === '') break;
      const found = this.#withText(other).map((row) => matched(row, header.length - taken.header.length));
      if (found.length > 0) return found;
    }
    return this.#named(sought);
  }

  /**
   * Of the documents from `end` on, which this very import has brought, the one of the same file name and file: the files of
   * several annotators of one text are one document, though an import keeps apart what merely has the same text.
   */
  findTogether({ text, header, name = '' }: SoughtText): MatchedDocument | undefined {
    if (name === '') return undefined;
    const whole = header + text;
    const hash = textHash(text);
    const rows = this.#db.all<Row & { header: string; text_sha256: Buffer }>(sql`
      SELECT uid, name, length, header, text_sha256 FROM document
      WHERE name = ${name} AND id >= ${this.#end} ORDER BY id LIMIT ${MOST_NAMED}`);
    for (const row of rows) {
      if (row.text_sha256.equals(hash)) return matched(row, 0);
      if (row.header === header || !whole.startsWith(row.header)) continue;
      if (row.text_sha256.equals(textHash(whole.slice(row.header.length))))
        return matched(row, header.length - row.header.length);
    }
    return undefined;
  }

  #withText(text: string): Row[] {
    return this.#db.all<Row>(
      sql`SELECT uid, name, length FROM document WHERE text_sha256 = ${textHash(text)} AND id < ${this.#end} ORDER BY id`,
    );
  }

  /** Documents whose header and text together are this; `before` of it are not in the record's text. */
  #asFile(whole: string, before: number): MatchedDocument[] {
    const rows = before > 0 ? this.#withText(whole).map((row) => matched(row, before)) : [];
    this.#headers ??= this.#readHeaders();
    for (const length of this.#headers.lengthsIn(whole)) {
      const hash = textHash(whole.slice(length));
      const found = this.#db.all<Row>(sql`
        SELECT uid, name, length FROM document
        WHERE text_sha256 = ${hash} AND header = ${whole.slice(0, length)} AND id < ${this.#end} ORDER BY id`);
      rows.push(...found.map((row) => matched(row, before - length)));
    }
    return rows;
  }

  /** Documents of the same file name one of whose texts holds the other, but for white space around it. */
  #named({ text, header, name = '' }: SoughtText): MatchedDocument[] {
    if (name === '') return [];
    const whole = header + text;
    const rows = this.#db.all<Row & { text: string }>(sql`
      SELECT d.uid, d.name, d.length, t.text FROM document d JOIN document_text t ON t.document_id = d.id
      WHERE d.name = ${name} AND d.id < ${this.#end} ORDER BY d.id LIMIT ${MOST_NAMED}`);
    return rows.flatMap((row) => {
      const inside = onlyPlace(whole, row.text.trim());
      if (inside !== null) {
        const begins = row.text.length - row.text.trimStart().length;
        return [matched(row, header.length - inside + begins)];
      }
      const around = onlyPlace(row.text, text.trim());
      return around === null ? [] : [matched(row, around - (text.length - text.trimStart().length))];
    });
  }

  #readHeaders(): Headers {
    const headers = new Headers();
    for (const header of this.#db.column<string>(
      sql`SELECT DISTINCT header FROM document WHERE header <> '' AND id < ${this.#end}`,
    ))
      headers.add(header);
    return headers;
  }
}

/** The headers of all documents, by length and hash: there may be a hundred thousand. */
class Headers {
  readonly #byLength = new Map<number, Set<number>>();
  #longest = 0;

  add(header: string): void {
    let hash = START;
    for (let i = 0; i < header.length; i++) hash = step(hash, header.charCodeAt(i));
    const known = this.#byLength.get(header.length) ?? new Set<number>();
    this.#byLength.set(header.length, known.add(hash));
    this.#longest = Math.max(this.#longest, header.length);
  }

  /** Lengths of the headers with which a text may begin; the hashes of others may agree by chance. */
  *lengthsIn(text: string): Generator<number> {
    let hash = START;
    for (let i = 0; i < Math.min(this.#longest, text.length); i++) {
      hash = step(hash, text.charCodeAt(i));
      if (this.#byLength.get(i + 1)?.has(hash)) yield i + 1;
    }
  }
}

/** FNV-1a over UTF-16 code units. */
const START = 0x811c9dc5;
function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function matched({ uid, name, length }: Row, shift: number): MatchedDocument {
  return { uid: toUid(uid), name, shift, length };
}

/** The text as programs hand it on that strip white space off its end, or add a line end to it. */
function otherEnds(text: string): string[] {
  const stripped = text.trimEnd();
  return [...new Set([stripped, `${stripped}\n`])].filter((other) => other !== text && stripped !== '');
}

/** Where a text holds another, if it does so exactly once and the other is long enough for this to be evidence. */
function onlyPlace(whole: string, part: string): number | null {
  if (part.length * 2 < whole.length) return null;
  const at = part === '' ? -1 : whole.indexOf(part);
  return at < 0 || whole.indexOf(part, at + 1) >= 0 ? null : at;
}
