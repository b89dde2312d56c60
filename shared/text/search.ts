import { finder, foldWithOffsets, type FoldedText, type Occurrence } from './find.ts';
import { fold } from './fold.ts';

/** A search text as it was typed, with its options. */
export interface TextQuery {
  readonly text: string;
  /** Whether neither end of a hit may lie inside a word. */
  readonly wholeWords?: boolean | undefined;
  readonly matchCase?: boolean | undefined;
  /**
   * Whether the text is a single string that may begin inside a word, as in a search within a document, rather than words and
   * phrases.
   */
  readonly literal?: boolean | undefined;
}

/** A word or phrase of a query. */
export interface Term {
  readonly words: string;
  /** Whether texts that contain it are excluded. */
  readonly excluded: boolean;
}

/** The maximum number of words and phrases in one query, because each needs a search of its own. */
export const MOST_TERMS = 50;

/** A quotation mark of any language opens a phrase, the next one of any language closes it. */
const QUOTES = '"“”„«»';
const PIECE = new RegExp(`(-?)(?:[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]?|([^\\s${QUOTES}]+))`, 'gu');
/** Punctuation that a sentence, or the syntax of another search, leaves around a word. Phrases are taken literally. */
const AROUND_WORD = /^[([{]+(?=.)|(?<=.)[)\]},;:!?.*…]+$/gu;
const SAYS_SOMETHING = /[^\p{P}\p{Z}\p{C}\p{M}]/u;

/**
 * Splits a query into distinct words and quoted phrases, in order; `-word` excludes the texts that contain it. There is no other
 * syntax, so every input is valid. A term of punctuation only counts if there is no other.
 */
export function parseQuery(text: string): Term[] {
  const terms: Term[] = [];
  const seen = new Set<string>();
  for (const [, minus, phrase, word] of text.matchAll(PIECE)) {
    const words = (phrase ?? word?.replace(AROUND_WORD, '') ?? '').trim();
    const key = `${minus} ${foldWithOffsets(words).text}`;
    if (key.length < 2 || words === '' || foldWithOffsets(words).text.trim() === '' || seen.has(key))
      continue;
    seen.add(key);
    terms.push({ words, excluded: minus === '-' });
  }
  const telling = terms.filter(({ words }) => SAYS_SOMETHING.test(words));
  return telling.some(({ excluded }) => !excluded) ? telling : terms;
}

/** Returns the terms of a query; a literal query is a single term. */
export function termsOf({ text, literal = false }: TextQuery): Term[] {
  if (!literal) return parseQuery(text);
  return foldWithOffsets(text.trim()).text.trim() === '' ? [] : [{ words: text.trim(), excluded: false }];
}

/**
 * Prepares a query. The returned function finds its hits in a text, in order and without overlap; none if a required word is
 * missing or an excluded one occurs. A hit must begin a word. Pass `begins` to test that elsewhere, for a quote that begins
 * inside a word.
 */
export function searcher(
  query: TextQuery,
): (text: string, begins?: (offset: number) => boolean) => Occurrence[] {
  const terms = termsOf(query).map(({ words, excluded }) => ({
    excluded,
    find: finder(words),
    anywhere: (query.literal ?? false) || !isIndexable(words),
  }));
  const counts = (hit: Occurrence) => (!query.matchCase || hit.exact) && (!query.wholeWords || hit.bounded);
  if (!terms.some(({ excluded }) => !excluded)) return () => [];
  return (text, begins = (offset) => beginsWord(text, offset)) => {
    const folded: FoldedText = foldWithOffsets(text);
    const found: Occurrence[] = [];
    for (const { find, excluded, anywhere } of terms) {
      const hits = find(text, folded).filter((hit) => counts(hit) && (anywhere || begins(hit.start)));
      if (excluded ? hits.length > 0 : hits.length === 0) return [];
      if (!excluded) found.push(...hits);
    }
    return terms.length === 1 ? found : apart(found);
  };
}

/** Of overlapping hits, keeps the one that begins first, and of those the longest. */
function apart(found: Occurrence[]): Occurrence[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = -1;
  return found.filter((hit) => {
    if (hit.start < end) return false;
    end = hit.end;
    return true;
  });
}

/** Characters of words in the full-text index, which contains folded text. */
const IN_WORD = /[\p{L}\p{N}\p{Co}]/u;
/** Characters that are each a separate word. */
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a word of the full-text index begins at an offset. */
export function beginsWord(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return true;
  // Read far enough back to find a character that is in the index, unlike marks and format characters.
  const before = [...foldWithOffsets(text.slice(Math.max(0, offset - 12), offset)).text].at(-1) ?? ' ';
  const [first = ' '] = foldWithOffsets(text.slice(offset, offset + 12)).text;
  return !IN_WORD.test(before) || !IN_WORD.test(first) || ALONE.test(before) || ALONE.test(first);
}

/** Scripts without blanks between words: the index treats a whole sentence as one word. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Letters that every version of SQLite recognises as letters. */
const SURELY_KNOWN =
  /[0-9\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether the full-text index can find the texts that contain a term. Otherwise all texts must be read. */
export function isIndexable(words: string): boolean {
  const folded = fold(words);
  return SURELY_KNOWN.test(folded) && !UNSPACED.test(words);
}

/** The maximum number of words of a phrase in an index query; the rest is checked in the text itself. */
const MOST_WORDS = 24;

/**
 * Returns the FTS5 expressions for the full-text index, all of which must match. They match every text in which {@link searcher}
 * finds something, and some more; `null` if the index cannot help. All input is quoted, so none of it is read as syntax. With
 * `apart`, the words of a phrase need not be adjacent.
 */
export function indexPhrases(query: TextQuery, { apart: loose = false } = {}): readonly string[] | null {
  if (query.literal) return null;
  const parts = termsOf(query)
    .filter(({ words, excluded }) => !excluded && isIndexable(words))
    .flatMap(({ words }) => (loose ? fold(words).split(' ') : [words]))
    .filter(isIndexable)
    .slice(0, MOST_TERMS)
    .map(phraseOf);
  return parts.length === 0 ? null : parts;
}

/**
 * Returns the longest letters and digits that occur in the folded form of every text in which {@link searcher} finds something;
 * `null` if none are certain. Only for ASCII are both foldings the same.
 */
export function surePiece(query: TextQuery): string | null {
  const pieces = termsOf(query)
    .filter(({ excluded }) => !excluded)
    .flatMap(({ words }) => foldWithOffsets(words).text.match(/[a-z0-9]+/g) ?? []);
  return pieces.reduce<string | null>(
    (best, piece) => (piece.length > (best?.length ?? 0) ? piece : best),
    null,
  );
}

function phraseOf(words: string): string {
  const all = fold(words).replaceAll('\0', ' ').split(' ');
  const some = all.slice(0, MOST_WORDS);
  if (some.length < all.length) return quoted(some.join(' '));
  const text = some.join(' ');
  // A sigma has another form at the end of a word, and this word may continue.
  if (/[σς]$/.test(text))
    return `(${['σ', 'ς'].map((end) => `${quoted(text.slice(0, -1) + end)} *`).join(' OR ')})`;
  return `${quoted(text)} *`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
