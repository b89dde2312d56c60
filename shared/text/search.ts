import { finder, foldWithOffsets, type FoldedText, type Occurrence } from './find.ts';
import { fold } from './fold.ts';

/** What somebody looks for in texts, as it was typed, and how exactly it is meant. */
export interface TextQuery {
  readonly text: string;
  /** Neither end of a hit may lie inside a word. */
  readonly wholeWords?: boolean | undefined;
  readonly matchCase?: boolean | undefined;
  /** All of it is one string that may begin inside a word, as one finds within a document; else words and phrases. */
  readonly literal?: boolean | undefined;
}

/** A word or phrase of a query. */
export interface Term {
  readonly words: string;
  /** Texts that hold it are left out. */
  readonly excluded: boolean;
}

/** So many words and phrases at once; nobody types more, and each costs a search of its own. */
export const MOST_TERMS = 50;

/** A quote of some language opens a phrase, the next one of any language closes it. */
const QUOTES = '"“”„«»';
const PIECE = new RegExp(`(-?)(?:[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]?|([^\\s${QUOTES}]+))`, 'gu');
/** What a sentence, or the habit of another search, leaves at a word. A phrase is taken as it stands. */
const AROUND_WORD = /^[([{]+(?=.)|(?<=.)[)\]},;:!?.*…]+$/gu;
const SAYS_SOMETHING = /[^\p{P}\p{Z}\p{C}\p{M}]/u;

/**
 * Words and quoted phrases, in their order and each once; `-word` leaves out the texts that hold it. There is no other
 * syntax, so nothing that can be typed is an error. Mere punctuation counts only when there is nothing else.
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

/** The terms of a query: one, where all of it is meant literally. */
export function termsOf({ text, literal = false }: TextQuery): Term[] {
  if (!literal) return parseQuery(text);
  return foldWithOffsets(text.trim()).text.trim() === '' ? [] : [{ words: text.trim(), excluded: false }];
}

/**
 * Prepares a query. The answer gives what it finds in a text, in order and apart from each other; nothing where one of
 * the words is missing or one that is left out is there. A hit begins a word, which `begins` may say otherwise than the
 * text does: of a quote, which is a part of one.
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

/** Of hits that overlap, the one that begins first and is the longest. */
function apart(found: Occurrence[]): Occurrence[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = -1;
  return found.filter((hit) => {
    if (hit.start < end) return false;
    end = hit.end;
    return true;
  });
}

/** Characters of which words are made, as the index has them: it was made of folded text. */
const IN_WORD = /[\p{L}\p{N}\p{Co}]/u;
/** Each of these is a word of its own. */
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a word of the full-text index begins at an offset. */
export function beginsWord(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return true;
  // Far enough back that marks and format characters, which are not in the index, leave something to see.
  const before = [...foldWithOffsets(text.slice(Math.max(0, offset - 12), offset)).text].at(-1) ?? ' ';
  const [first = ' '] = foldWithOffsets(text.slice(offset, offset + 12)).text;
  return !IN_WORD.test(before) || !IN_WORD.test(first) || ALONE.test(before) || ALONE.test(first);
}

/** Scripts that write words without blanks between them: a word of the index is there a whole sentence. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Letters that every version of SQLite knows for letters. */
const SURELY_KNOWN =
  /[0-9\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether the full-text index can say which texts hold a term. Else all of them have to be read. */
export function isIndexable(words: string): boolean {
  const folded = fold(words);
  return SURELY_KNOWN.test(folded) && !UNSPACED.test(words);
}

/** Words of one phrase that the index is asked for; the text itself decides on the rest. */
const MOST_WORDS = 24;

/**
 * What the full-text index is asked, as an expression of FTS5: it finds every text that {@link searcher} finds
 * something in, and some more. `null` when the index is of no use. Everything typed stands in quotes, so there is
 * nothing that could be taken for syntax. `apart`: the words of a phrase need not follow each other.
 */
export function indexQuery(query: TextQuery, { apart: loose = false } = {}): string | null {
  if (query.literal) return null;
  const parts = termsOf(query)
    .filter(({ words, excluded }) => !excluded && isIndexable(words))
    .flatMap(({ words }) => (loose ? fold(words).split(' ') : [words]))
    .filter(isIndexable)
    .slice(0, MOST_TERMS)
    .map(phraseOf);
  return parts.length === 0 ? null : parts.join(' AND ');
}

/**
 * Letters and digits that stand in the folded form of every text that {@link searcher} finds something in, the longest of
 * them; `null` where none are sure. Only of ASCII do both foldings make the same.
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
  // A sigma has another form at the end of a word, and here the word may go on.
  if (/[σς]$/.test(text))
    return `(${['σ', 'ς'].map((end) => `${quoted(text.slice(0, -1) + end)} *`).join(' OR ')})`;
  return `${quoted(text)} *`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
