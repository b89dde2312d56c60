import { sql } from '../../db/connection/connection.ts';
import { toBytes } from '../../db/connection/uid.ts';
import { textHash } from '../../db/derived/document-columns.ts';
import { previewCorrection, type CorrectionEffect } from '../../db/revisions/correct.ts';
import { presentText } from '../../db/rows/text.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { ReplacedArticle, Replacement } from '../../shared/contract/texts.ts';
import type { Fragment } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { EditList } from '../../shared/text/edits.ts';
import { exactPlaces, finder } from '../../shared/text/find.ts';
import { isInsideWord } from '../../shared/text/words.ts';

/**
 * Prepares a replacement. The returned function finds the places in a text where it changes something, in order and apart from each
 * other; none cuts a character. Case and diacritics are treated as in the search of an article. White space at the ends of the
 * text to find counts, unlike there: it is replaced too.
 */
export function placesFinder({ find, replace, words, matchCase }: Replacement): (text: string) => Fragment[] {
  const bare = find.trim();
  const lead = find.slice(0, find.indexOf(bare));
  const trail = find.slice(lead.length + bare.length);
  const fold = matchCase || bare === '' ? null : finder(bare);
  return (text) => {
    const found: Fragment[] = fold
      ? fold(text).flatMap(({ start, end }): Fragment[] => {
          const [from, to] = [start - lead.length, end + trail.length];
          return text.slice(from < 0 ? text.length : from, start) === lead && text.slice(end, to) === trail
            ? [[from, to]]
            : [];
        })
      : exactPlaces(text, find).map((start): Fragment => [start, start + find.length]);
    let last = 0;
    return found.filter(([start, end]) => {
      const counts =
        start >= last &&
        text.slice(start, end) !== replace &&
        !(words && (isInsideWord(text, start) || isInsideWord(text, end)));
      if (counts) last = end;
      return counts;
    });
  };
}

/** The places of a replacement in one article, and what replacing them does to its annotations. */
export interface ArticlePlaces {
  readonly text: string;
  /** Hex. */
  readonly sha256: string;
  /** All places, also those that are left out. */
  readonly places: readonly Fragment[];
  /** The number of places that are not left out. */
  readonly taken: number;
  readonly effect: CorrectionEffect;
}

/** Which places of an article are taken, by the offsets at which they begin; all by default. */
export interface Choice {
  readonly except?: readonly number[] | undefined;
  readonly only?: readonly number[] | undefined;
}

/** Returns the places in the present text of an article; null if the article was deleted. */
export function placesIn(
  store: ReadStore,
  document: Uid,
  { replace }: Replacement,
  find: (text: string) => Fragment[],
  { except, only }: Choice = {},
): ArticlePlaces | null {
  const present = presentText(store, document);
  if (!present) return null;
  const { text } = present;
  const [left, taken] = [new Set(except), only && new Set(only)];
  const places = find(text);
  const edits = places
    .filter(([start]) => !left.has(start) && (taken?.has(start) ?? true))
    .map(([start, end]) => ({ start, end, text: replace }));
  return {
    text,
    sha256: textHash(text).toString('hex'),
    places,
    taken: edits.length,
    effect: previewCorrection(store, document, new EditList(edits)),
  };
}

/** Returns the counts of an article for clients. */
export function totalOf({
  taken,
  effect: { affected },
}: ArticlePlaces): Pick<ReplacedArticle, 'places' | 'affected' | 'gone'> {
  return {
    places: taken,
    affected: affected.length,
    gone: affected.filter(({ after }) => after === null).length,
  };
}

/** Returns the SHA-256 (hex) of the present text of an article; undefined if the article was deleted. */
export function hashOfText({ db }: ReadStore, document: Uid): string | undefined {
  return db.value<string>(sql`SELECT lower(hex(text_sha256)) FROM document WHERE uid = ${toBytes(document)}`);
}
