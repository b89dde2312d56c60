import type { RowChange } from '../../shared/contract/history.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { packedRowsOf } from '../journal/rows.ts';
import { findId } from '../rows/ids.ts';
import { kindIn, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import { textOfImage } from '../rows/text.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';
import type { Description, Words } from '../rows/define.ts';

/** Longest piece of text that a description quotes, in UTF-16 code units. */
const LONGEST_QUOTE = 120;

/** Describes what changes did to the rows of one document. `texts` are its texts before and after the described change. */
export class Describer {
  readonly #store: ReadStore;
  readonly #text: string;
  readonly #shown: Uid;
  readonly #before: Words;
  readonly #after: Words;

  constructor(store: ReadStore, texts: { readonly before: string; readonly after: string }, document: Uid) {
    this.#store = store;
    this.#text = texts.after;
    this.#shown = document;
    const words = {
      term: (uid: Uid) => this.#term(uid),
      span: (uid: Uid) => this.#span(uid),
      entity: (uid: Uid) => this.#entity(uid),
      document: (uid: Uid) => this.#document(uid),
      textOf: (image: ImageOf<'text'>) => textOfImage(store.db, image).text,
    };
    this.#before = { ...words, text: texts.before };
    this.#after = { ...words, text: texts.after };
  }

  /** Describes what one row was and is. At least one of the two images exists. */
  row<Kind extends KindName>(
    kind: Kind,
    uid: Uid,
    before: ImageOf<Kind> | undefined,
    after: ImageOf<Kind> | undefined,
  ): RowChange {
    const { description } = kindIn(this.#store, kind);
    if (!description) throw new Error(`rows of kind ${kind} belong to no document`);
    const { what, words, span } = description.subject(
      (after ?? before)!,
      after ? this.#after : this.#before,
      uid,
    );
    return {
      did: !before ? 'added' : !after ? 'removed' : 'changed',
      kind,
      span,
      what,
      words: shortened(words),
      fields: before && after ? this.#fields(description, before, after) : [],
    };
  }

  #fields<Image>(description: Description<Image>, before: Image, after: Image): RowChange['fields'] {
    if (description.difference) {
      const { name, from, to } = description.difference(before, after, this.#after);
      return [field(name, from, to)];
    }
    const was = new Map(description.fields(before, this.#before));
    const is = new Map(description.fields(after, this.#after));
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
      const [from, to] = [was.get(name) ?? '', is.get(name) ?? ''];
      return from === to ? [] : [field(name, from, to)];
    });
  }

  #term(uid: Uid): string {
    const { terms } = this.#store;
    return terms.withUid(uid) ? terms.byUid(uid).name : 'unknown';
  }

  /** Returns the words of a span, even if the span no longer exists. */
  #span(uid: Uid): string {
    const now = kindOf('span').read(this.#store, uid);
    const id = now && findId(this.#store.db, 'document', now.image.document);
    if (now && id !== undefined)
      return quoted(readableQuote(this.#store.texts.textOf(id), now.image.fragments));
    const last = this.#lastSpan(uid);
    return last === undefined ? 'a span' : quoted(readableQuote(this.#text, last.fragments));
  }

  /** Returns a span as it last was, from the journal or from the packs of this document. */
  #lastSpan(uid: Uid): ImageOf<'span'> | undefined {
    const { db } = this.#store;
    const image =
      db.value<string>(sql`
        SELECT before FROM change_row WHERE uid = ${toBytes(uid)} AND kind = 'span' AND before IS NOT NULL ORDER BY change_id DESC LIMIT 1`) ??
      packedRowsOf(db, this.#shown, 0, Number.MAX_SAFE_INTEGER).findLast((row) => row.uid === uid)?.before;
    return image ? (JSON.parse(image) as ImageOf<'span'>) : undefined;
  }

  #entity(uid: Uid): string {
    return kindOf('entity').read(this.#store, uid)?.image.name ?? 'an entity that is gone';
  }

  #document(uid: Uid): string {
    const image = kindOf('document').read(this.#store, uid)?.image;
    return image ? image.title || image.origin.name : 'a document that is gone';
  }
}

function field(name: string, from: string, to: string): RowChange['fields'][number] {
  return { name, from: shortened(from), to: shortened(to) };
}

function quoted(words: string): string {
  return words === '' ? 'an implicit span' : `“${shortened(words)}”`;
}

function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_QUOTE ? line : `${line.slice(0, LONGEST_QUOTE).toWellFormed()}…`;
}
