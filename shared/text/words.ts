import type { Fragment } from '../model/fragments.ts';
import { snapToGraphemes } from './graphemes.ts';
import { cutAfter, cutBefore, isPlain, wholeText, wordSegmenter, type Bounds } from './segments.ts';
import { wordPieces } from './word-pieces.ts';

/** The apostrophe of a plural possessive, which the segmenter does not count as part of the word. */
const PLURAL_POSSESSIVE = /^['’]$/u;
const INITIALS = /^(?:\p{L}\.)+\p{L}$/u;
const NUMERIC = /^\p{Nd}/u;
const CURRENCY_BEFORE = /\p{Sc}$/u;
const UNIT_AFTER = /^(?:[%‰]|\p{Sc})/u;
/** Not a word for the segmenter, but possibly worth annotating: €, +, an emoji. */
const SYMBOL = /^(?:\p{S}|\p{Extended_Pictographic}|\p{Regional_Indicator})/u;
// Selected signs that belong to the word beside them stay in the selection: 5 %, #tag, @name, AT&T, § 4.
const LEADING = /^(?:[\s\u200b-\u200f\u2066-\u2069]|(?![%‰#@&§])\p{P})+/u;
const TRAILING = /(?:[\s\u200b-\u200f\u2066-\u2069]|(?![%‰#@&§])\p{P})+$/u;

/**
 * Whether the words on either side of `at` can be segmented separately: after white space or an ideographic stop, and before a
 * unit that does not combine with the previous one.
 */
function mayCut(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  const closes =
    before === 0x20 || before === 0x0a || before === 0x3002 || before === 0xff0c || before === 0x3001;
  return closes && after !== 0x20 && (isPlain(after) || after === 0x0a);
}

/** A word, and the end of the suffix after its apostrophe, such as a possessive ’s; without one, the end of the word. */
interface Word {
  readonly range: Fragment;
  readonly endingTo: number;
}

/** Yields the words of a window whose ends are safe to cut, in order. */
function* wordsBetween(text: string, from: number, to: number, bounds: Bounds): Generator<Word> {
  for (const { segment, index, isWordLike } of wordSegmenter.segment(text.slice(from, to))) {
    if (!isWordLike && !SYMBOL.test(segment)) continue;
    const pieces = wordPieces(segment);
    for (const [i, { range, kind }] of pieces.entries()) {
      if (kind === 'ending' || kind === 'mark') continue;
      const ending = pieces[i + 1]?.kind === 'ending' ? pieces[i + 1]!.range : range;
      const word = wordOf(text, from + index + range[0], segment.slice(...range), from, bounds);
      if (!word) continue;
      yield { range: word, endingTo: Math.max(word[1], Math.min(from + index + ending[1], bounds.end)) };
    }
  }
}

/** Returns a word with signs that belong to it, such as a currency; `null` for a sign that belongs to a number. */
function wordOf(text: string, at: number, word: string, from: number, bounds: Bounds): Fragment | null {
  let start = at;
  let end = start + word.length;
  if (INITIALS.test(word) && text[end] === '.') end++;
  if (NUMERIC.test(word)) {
    const sign = CURRENCY_BEFORE.exec(text.slice(Math.max(bounds.start, start - 2), start));
    if (sign) start -= sign[0].length;
    const unit = UNIT_AFTER.exec(text.slice(end, Math.min(bounds.end, end + 2)));
    if (unit) end += unit[0].length;
  } else if (/^\p{Sc}/u.test(word)) {
    // The currency sign of “$5” and “5€” is part of the number's word.
    const before = text.slice(Math.max(from, start - 2), start);
    if (NUMERIC.test(text.slice(end, end + 2)) || /\p{Nd}$/u.test(before)) return null;
  }
  const [wide, narrow] = snapToGraphemes(text, [start, Math.min(end, bounds.end)]);
  return [Math.max(wide, bounds.start), Math.min(narrow, bounds.end)];
}

/** White space and marks that are never inside a word: most words have one on either side. */
const APART = /[\s!"#$%&()*+\-/<=>?@[\\\]^`{|}~“”«»—–…]/;
/** Marks that are inside a word if there are letters or digits on both sides. */
const JOINING = /[.,;:'’]/;
/** Scripts without blanks between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A run of Katakana is one foreign name; a part of it is a different word. */
const KATAKANA = /[\p{Script=Katakana}ー]/u;
const HANGUL = /\p{Script=Hangul}/u;
/** Korean particles, which follow a noun without a blank. */
const KOREAN_PARTICLE =
  /^(?:은|는|이|가|을|를|의|에|에서|에게|께|와|과|로|으로|도|만|까지|부터|보다|처럼|이나|나|에는|에도|에서는|에서도|으로는|로는|이라고|라고|이라는|라는|이다|들|들이|들은|들의|들을)$/u;

/** Whether an offset lies between two code units of one word, as defined by {@link wordAround}. */
export function isInsideWord(text: string, offset: number): boolean {
  return wordAround(text, offset) !== null;
}

/**
 * Returns the word that contains an offset; `null` at its edges and between words. Apostrophes of elided articles and of suffixes
 * are edges (l’|Iran, Ankara|’da), and so are Korean particles; in scripts without blanks between words, every offset counts as
 * an edge.
 */
export function wordAround(text: string, offset: number): Fragment | null {
  if (offset <= 0 || offset >= text.length) return null;
  const [left, right] = [text[offset - 1]!, text[offset]!];
  if (APART.test(left) || APART.test(right)) return null;
  // A joining mark before a blank ends a word, so the segmenter is not needed.
  if (JOINING.test(right) && APART.test(text[offset + 1] ?? ' ')) return null;
  if (JOINING.test(left) && APART.test(text[offset - 2] ?? ' ')) return null;
  const before = [...text.slice(Math.max(0, offset - 2), offset)].at(-1)!;
  const after = String.fromCodePoint(text.codePointAt(offset)!);
  if ((UNSPACED.test(before) || UNSPACED.test(after)) && !(KATAKANA.test(before) && KATAKANA.test(after)))
    return null;
  const from = cutBefore(text, offset - 1, wholeText(text), mayCut);
  const to = cutAfter(text, offset + 1, wholeText(text), mayCut);
  for (const { segment, index, isWordLike } of wordSegmenter.segment(text.slice(from, to))) {
    const at = offset - from - index;
    if (at <= 0) return null;
    if (at >= segment.length) continue;
    if (!isWordLike || (HANGUL.test(before) && KOREAN_PARTICLE.test(segment.slice(at)))) return null;
    const piece = wordPieces(segment).find(({ range }) => range[0] < at && at < range[1]);
    return piece ? [from + index + piece.range[0], from + index + piece.range[1]] : null;
  }
  return null;
}

/** Returns the words in the window around `offset`. */
function wordsAround(text: string, offset: number, bounds: Bounds): Word[] {
  const from = cutBefore(text, Math.max(bounds.start, offset - 1), bounds, mayCut);
  const to = cutAfter(text, Math.min(bounds.end, offset + 1), bounds, mayCut);
  return [...wordsBetween(text, from, to, bounds)];
}

/**
 * Returns the word at a caret: the one around `offset`, or one that begins or ends there (one that begins has priority). Excludes
 * an elided article, a suffix after an apostrophe and punctuation; hyphens separate words. `null` between words.
 * @param bounds the block that contains the caret; words do not extend beyond it
 */
export function wordAt(text: string, offset: number, bounds: Bounds = wholeText(text)): Fragment | null {
  let best: Fragment | null = null;
  const words = wordsAround(text, offset, bounds);
  for (const { range } of words) if (range[0] <= offset && offset <= range[1]) best = range;
  if (best) return best;
  // A caret inside the suffix still belongs to the word.
  for (const word of words) if (word.range[1] < offset && endsWithin(text, word, offset)) best = word.range;
  return best;
}

/** Whether an offset after a word lies within the suffix that belongs to it, or after a bare apostrophe. */
function endsWithin(text: string, { range, endingTo }: Word, offset: number): boolean {
  return offset <= endingTo || PLURAL_POSSESSIVE.test(text.slice(range[1], offset));
}

/**
 * Expands a selection to whole words and trims white space and punctuation from its ends, as the user probably intended:
 * `“akan Felan’s` becomes `Hakan Felan`. A selection without a word is only trimmed of white space. `null` if only white space is
 * selected. Never cuts a grapheme.
 */
export function snapToWords(
  text: string,
  fragment: Fragment,
  bounds: Bounds = wholeText(text),
): Fragment | null {
  const [low, high] = trimmed(text, fragment, /^\s+/u, /\s+$/u);
  if (low >= high) return null;
  const inner = trimmed(text, [low, high], LEADING, TRAILING);
  if (inner[0] >= inner[1]) return snapToGraphemes(text, [low, high]);
  const first = wordsAround(text, inner[0], bounds).find(({ range }) => range[1] > inner[0])?.range;
  const word = wordsAround(text, inner[1], bounds).findLast(({ range }) => range[0] < inner[1]);
  const last = word?.range;
  // If only a suffix is selected, select its word.
  if (last && last[1] <= inner[0] && inner[1] <= word.endingTo) return last;
  const start = first && first[0] < inner[0] ? first[0] : inner[0];
  // An end inside or directly after a suffix moves back to the word before it.
  const end = last && (last[1] > inner[1] || endsWithin(text, word, inner[1])) ? last[1] : inner[1];
  return snapToGraphemes(text, start < end ? [start, end] : [inner[0], inner[1]]);
}

function trimmed(text: string, [start, end]: Fragment, leading: RegExp, trailing: RegExp): Fragment {
  const selected = text.slice(start, end);
  const head = leading.exec(selected)?.[0].length ?? 0;
  if (head === selected.length) return [start, start];
  // Search only the last stretch: testing a trailing pattern at every offset of a long text is quadratic.
  const tailFrom = Math.max(head, selected.length - 64);
  const tail = trailing.exec(selected.slice(tailFrom))?.[0].length ?? 0;
  return [start + head, end - tail];
}

/** Returns all words of a block, in order. */
export function wordsWithin(text: string, bounds: Bounds): Fragment[] {
  return Array.from(wordsBetween(text, bounds.start, bounds.end, bounds), ({ range }) => range);
}

/** Returns the first word from `offset` on for which `matches` is true; reads window by window. */
function searchForward(
  text: string,
  offset: number,
  bounds: Bounds,
  matches: (word: Fragment) => boolean,
): Fragment | null {
  let from = cutBefore(text, Math.max(bounds.start, offset - 1), bounds, mayCut);
  while (from < bounds.end) {
    const to = cutAfter(text, Math.min(bounds.end, Math.max(offset, from) + 64), bounds, mayCut);
    for (const { range } of wordsBetween(text, from, to, bounds)) if (matches(range)) return range;
    from = to;
  }
  return null;
}

function searchBackward(
  text: string,
  offset: number,
  bounds: Bounds,
  matches: (word: Fragment) => boolean,
): Fragment | null {
  let to = cutAfter(text, Math.min(bounds.end, offset + 1), bounds, mayCut);
  while (to > bounds.start) {
    const from = cutBefore(text, Math.max(bounds.start, Math.min(offset, to) - 64), bounds, mayCut);
    const found = [...wordsBetween(text, from, to, bounds)].findLast(({ range }) => matches(range));
    if (found) return found.range;
    to = from;
  }
  return null;
}

/** Returns the end of the next word that ends after `offset`, or `offset` if there is none. Used to adjust the end of a span. */
export function nextWordEnd(text: string, offset: number, bounds: Bounds = wholeText(text)): number {
  return searchForward(text, offset, bounds, (word) => word[1] > offset)?.[1] ?? offset;
}

/** Returns the start of the next word that starts after `offset`, or `offset` if there is none. */
export function nextWordStart(text: string, offset: number, bounds: Bounds = wholeText(text)): number {
  return searchForward(text, offset, bounds, (word) => word[0] > offset)?.[0] ?? offset;
}

/** Returns the start of the last word that starts before `offset`, or `offset` if there is none. */
export function previousWordStart(text: string, offset: number, bounds: Bounds = wholeText(text)): number {
  return searchBackward(text, offset, bounds, (word) => word[0] < offset)?.[0] ?? offset;
}

/** Returns the end of the last word that ends before `offset`, or `offset` if there is none. */
export function previousWordEnd(text: string, offset: number, bounds: Bounds = wholeText(text)): number {
  return searchBackward(text, offset, bounds, (word) => word[1] < offset)?.[1] ?? offset;
}
