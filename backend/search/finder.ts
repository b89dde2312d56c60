import { withTypesBelow } from '../../shared/model/type-tree.ts';
import { sql } from '../../db/connection/connection.ts';
import { findId } from '../../db/rows/ids.ts';
import { fragmentsOf } from '../../db/rows/span.ts';
import { presentName } from '../../db/scheme/present-name.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import {
  everySource,
  givenSource,
  hasValue,
  searchSql,
  spansOf,
  spanSource,
  textSource,
  withSpans,
  withStatus,
  type DocumentSource,
  type FoundSpan,
} from '../../db/documents/search.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { SearchQuery } from '../../shared/contract/search.ts';
import { FRAGMENT_SEPARATOR, readableText, type Fragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Occurrence } from '../../shared/text/find.ts';
import {
  beginsWord,
  indexPhrases,
  MOST_TERMS,
  searcher,
  surePiece,
  termsOf,
} from '../../shared/text/search.ts';
import { MESSAGES } from '../messages.ts';

/** A place that was found; of an annotation without words, `start` and `end` are `null`. Ids are local. */
export interface Hit {
  readonly document: number;
  readonly start: number | null;
  readonly end: number | null;
  readonly span: number | null;
}

/** So many documents with a value are taken from its index; of a commoner one the spans are asked. */
const MOST_VALUED = 50_000;

/** Finds hits, one document after the other: the index shows which documents to search, the text where the hits are. */
export class HitFinder {
  /** Whether every document was given out by {@link nextDocuments}. */
  exhausted = false;
  /** Annotations without words or of several pieces that {@link occurrencesIn} has left out. */
  scattered = 0;
  readonly #store: ReadStore;
  readonly #query: SearchQuery;
  readonly #find: ReturnType<typeof searcher>;
  readonly #source: DocumentSource | null;
  readonly #types: readonly number[] | null;
  readonly #sets: readonly number[];
  readonly #attributes: string;
  readonly #value: string;
  readonly #statusSet: number;
  /** What must be in the folded words of an annotation: asked in the database, most of them are never read. */
  readonly #piece: string | null;
  #after = 0;

  /** @param statusSet the set that the statuses of the query are of. Error: invalid-input, not-found. */
  constructor(store: ReadStore, query: SearchQuery, statusSet: Uid | undefined) {
    const { db, terms } = store;
    const words = termsOf(query);
    if (words.length > MOST_TERMS)
      throw new PostilError('invalid-input', MESSAGES.tooManyWords(words.length), { field: 'text' });
    this.#store = store;
    this.#query = query;
    this.#find = searcher(query);
    this.#piece = query.where === 'annotations' ? surePiece(query) : null;
    this.#statusSet = statusSet === undefined ? -1 : (findId(db, 'annotation_set', statusSet) ?? -1);
    const { scheme } = currentScheme(store);
    const types = query.types?.map((name) => presentName(store, 'span', name) ?? name) ?? [];
    const named = withTypesBelow(scheme, types);
    this.#types =
      named.length === 0 ? null : named.flatMap((name) => terms.idsOf(terms.find('span', name)?.id ?? -1));
    const all = () => db.column<number>(sql`SELECT id FROM annotation_set ORDER BY id`);
    this.#sets = query.sets?.length
      ? query.sets.map((set) => findId(db, 'annotation_set', set) ?? -1)
      : query.where === 'annotations'
        ? all()
        : [];
    const { attribute } = query;
    const attributes = scheme.types.map(
      ({ name }) => attribute && terms.find('attribute', attribute.name, terms.find('span', name))?.id,
    );
    this.#attributes = terms.listOf(attributes);
    const value = valueOf(attribute?.value ?? '');
    this.#value = terms.storedValues(
      attributes.filter((id) => id !== undefined),
      value,
    );
    this.#source = this.#sourceOf(words.some(({ excluded }) => !excluded));
  }

  #sourceOf(says: boolean): DocumentSource | null {
    const { db } = this.#store;
    const { where, text, attribute } = this.#query;
    if (where === 'text') return says ? sourceOf(indexPhrases(this.#query)) : null;
    if (!says && text.trim() !== '') return null;
    const phrases = says ? indexPhrases(this.#query, { apart: true }) : null;
    if (phrases !== null) return textSource(phrases);
    if (attribute) {
      const found = db.column<number>(searchSql.valued(this.#attributes, this.#value, MOST_VALUED + 1));
      if (found.length <= MOST_VALUED) return givenSource(found.sort((a, b) => a - b));
    }
    return this.#types === null ? everySource : spanSource(this.#types, this.#sets);
  }

  /** The next documents that may hold a hit, in order; `null` after the last ones. */
  nextDocuments(): readonly number[] | null {
    const { db } = this.#store;
    const window = this.#source?.(db, this.#after) ?? null;
    if (window === null) {
      this.exhausted = true;
      return null;
    }
    this.#after = window.upTo;
    let { ids } = window;
    const { where, statuses } = this.#query;
    if (ids.length > 0 && where === 'annotations')
      ids = withSpans(db, ids, this.#types, this.#sets, this.#piece);
    if (ids.length > 0 && statuses && statuses.length > 0)
      ids = withStatus(db, ids, this.#statusSet, statuses);
    return ids;
  }

  /** Hits in a document, in order, and its text, read when it is needed. */
  inDocument(document: number): { readonly hits: readonly Hit[]; readonly text: () => string } {
    let read: string | undefined;
    const text = () => (read ??= this.textOf(document));
    const hits =
      this.#query.where === 'text'
        ? this.#find(text()).map(({ start, end }): Hit => ({ document, start, end, span: null }))
        : this.spansIn(document, text).map(({ id, start, end }): Hit => ({ document, start, end, span: id }));
    return { hits, text };
  }

  /** Spans of a document that fit, in reading order. */
  spansIn(document: number, text: () => string): FoundSpan[] {
    const { db } = this.#store;
    const { attribute } = this.#query;
    const says = termsOf(this.#query).length > 0;
    return spansOf(db, document, this.#types, this.#sets, this.#piece).filter(
      (span) =>
        (!says || this.#isInQuote(span, text)) &&
        (!attribute || hasValue(db, span.id, this.#attributes, this.#value)),
    );
  }

  /** What is to be tagged: hits in the text, or annotations that are one piece of it. */
  occurrencesIn(document: number, text: string): readonly Occurrence[] {
    if (this.#query.where === 'text') return this.#find(text);
    const found: Occurrence[] = [];
    for (const { start, end, fragments } of this.spansIn(document, () => text)) {
      if (start === null || end === null || start === end || fragments !== null) {
        this.scattered++;
        continue;
      }
      const last = found.at(-1);
      if (last?.start === start && last.end === end) continue; // of another set or type
      found.push({ start, end, exact: true, bounded: true });
    }
    return found;
  }

  /** Past the cache, which belongs to the documents that are being annotated. */
  textOf(document: number): string {
    return (
      this.#store.db.value<string>(sql`SELECT text FROM document_text WHERE document_id = ${document}`) ?? ''
    );
  }

  #isInQuote(span: FoundSpan, text: () => string): boolean {
    if (span.quote === null) return false;
    return this.#find(readableText(span.quote), begins(span, text)).length > 0;
  }
}

/** Documents that hold the phrases that the full-text index can find; all if it cannot help. */
function sourceOf(phrases: readonly string[] | null): DocumentSource {
  return phrases === null ? everySource : textSource(phrases);
}

/** Whether a word begins at an offset of a quote: where a piece of it begins, the document around it tells. */
function begins(span: FoundSpan, text: () => string): (offset: number) => boolean {
  const { start, end, fragments, quote } = span;
  const pieces: Fragments = start === null || end === null ? [] : fragmentsOf({ start, end, fragments });
  const gap = readableText(FRAGMENT_SEPARATOR).length;
  let at = 0;
  const beginnings = new Map(
    pieces.map(([from, to]) => {
      const place = [at, from] as const;
      at += to - from + gap;
      return place;
    }),
  );
  const words = readableText(quote ?? '');
  return (offset) => {
    const there = beginnings.get(offset);
    return there === undefined ? beginsWord(words, offset) : beginsWord(text(), there);
  };
}

/** As it is stored: JSON. What is no number or truth value is a text. */
function valueOf(text: string): string {
  return /^(?:true|false|-?\d+(?:\.\d+)?)$/.test(text) ? text : JSON.stringify(text);
}
