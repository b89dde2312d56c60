import type { Fragment } from '../model/fragments.ts';
import { snapToGraphemes } from './graphemes.ts';
import { cutAfter, cutBefore, isPlain, wholeText, wordSegmenter, type Bounds } from './segments.ts';

const POSSESSIVE = /['’]s$/iu;
const POSSESSIVE_ONLY = /^['’]s$/iu;
const POSSESSIVE_PART = /^['’]s?$/iu;
const INITIALS = /^(?:\p{L}\.)+\p{L}$/u;
const NUMERIC = /^\p{Nd}/u;
const CURRENCY_BEFORE = /\p{Sc}$/u;
const UNIT_AFTER = /^(?:[%‰]|\p{Sc})/u;
/** Not a word to the segmenter, but something one may want to mark: €, +, an emoji. */
const SYMBOL = /^(?:\p{S}|\p{Extended_Pictographic}|\p{Regional_Indicator})/u;
// Signs that belong to what they stand at, once they are selected: 5 %, #tag, @name, AT&T, § 4.
const LEADING = /^(?:[\s\u200b-\u200f\u2066-\u2069]|(?![%‰#@&§])\p{P})+/u;
const TRAILING = /(?:[\s\u200b-\u200f\u2066-\u2069]|(?![%‰#@&§])\p{P})+$/u;

/**
 * Whether the words on either side of `at` can be told apart without seeing the other side: after white space
 * or an ideographic stop, before a unit that does not attach itself to what precedes it.
 */
function mayCut(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  const closes =
    before === 0x20 || before === 0x0a || before === 0x3002 || before === 0xff0c || before === 0x3001;
  return closes && after !== 0x20 && (isPlain(after) || after === 0x0a);
}

/** Words of a window that starts and ends where cutting is safe, in order. */
function* wordsBetween(text: string, from: number, to: number, bounds: Bounds): Generator<Fragment> {
  for (const part of wordSegmenter.segment(text.slice(from, to))) {
    if (!part.isWordLike && !SYMBOL.test(part.segment)) continue;
    let start = from + part.index;
    let word = part.segment.replace(POSSESSIVE, '');
    // A bare ’s would leave nothing: then it is the word.
    if (word === '') word = part.segment;
    let end = start + word.length;
    if (INITIALS.test(word) && text[end] === '.') end++;
    if (NUMERIC.test(word)) {
      const sign = CURRENCY_BEFORE.exec(text.slice(Math.max(bounds.start, start - 2), start));
      if (sign) start -= sign[0].length;
      const unit = UNIT_AFTER.exec(text.slice(end, Math.min(bounds.end, end + 2)));
      if (unit) end += unit[0].length;
    } else if (/^\p{Sc}/u.test(word)) {
      // The currency sign of "$5" and "5€" was or will be told with its number.
      const before = text.slice(Math.max(from, start - 2), start);
      if (NUMERIC.test(text.slice(end, end + 2)) || /\p{Nd}$/u.test(before)) continue;
    }
    const [wide, narrow] = snapToGraphemes(text, [start, Math.min(end, bounds.end)]);
    yield [Math.max(wide, bounds.start), Math.min(narrow, bounds.end)];
  }
}

/** Words in the window around `offset`. */
function wordsAround(text: string, offset: number, bounds: Bounds): Fragment[] {
  const from = cutBefore(text, Math.max(bounds.start, offset - 1), bounds, mayCut);
  const to = cutAfter(text, Math.min(bounds.end, offset + 1), bounds, mayCut);
  return [...wordsBetween(text, from, to, bounds)];
}

/**
 * The word at a caret: the one around `offset`, or that ends or begins there (the one that begins wins).
 * A possessive ’s and punctuation are left out, hyphens divide. `null` between words.
 * @param bounds the block the caret is in; words do not reach beyond it
 */
export function wordAt(text: string, offset: number, bounds: Bounds = wholeText(text)): Fragment | null {
  let best: Fragment | null = null;
  for (const word of wordsAround(text, offset, bounds)) {
    if (word[0] <= offset && offset <= word[1]) best = word;
  }
  if (best) return best;
  // A caret within the possessive is still at the word.
  for (const word of wordsAround(text, offset, bounds)) {
    if (word[1] < offset && POSSESSIVE_PART.test(text.slice(word[1], offset))) best = word;
  }
  return best;
}

/**
 * Widens a selection to whole words and trims white space and punctuation from its ends, as a person means it:
 * `“akan Fidan’s` becomes `Hakan Fidan`. What holds no word is kept as it is, trimmed of white space.
 * `null` when nothing but white space is selected. Never cuts a grapheme.
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
  const first = wordsAround(text, inner[0], bounds).find((word) => word[1] > inner[0]);
  const last = wordsAround(text, inner[1], bounds).findLast((word) => word[0] < inner[1]);
  // Nothing but a possessive is selected: its word is meant.
  if (last && last[1] <= inner[0] && POSSESSIVE_ONLY.test(text.slice(last[1], inner[1]))) return last;
  const start = first && first[0] < inner[0] ? first[0] : inner[0];
  // An end inside or right behind a possessive falls back to the word before it.
  const tail = last ? text.slice(last[1], inner[1]) : '';
  const end = last && (last[1] > inner[1] || POSSESSIVE_PART.test(tail)) ? last[1] : inner[1];
  return snapToGraphemes(text, start < end ? [start, end] : [inner[0], inner[1]]);
}

function trimmed(text: string, [start, end]: Fragment, leading: RegExp, trailing: RegExp): Fragment {
  const selected = text.slice(start, end);
  const head = leading.exec(selected)?.[0].length ?? 0;
  if (head === selected.length) return [start, start];
  // Only the last stretch is searched: a trailing pattern tried at every offset of a long text is quadratic.
  const tailFrom = Math.max(head, selected.length - 64);
  const tail = trailing.exec(selected.slice(tailFrom))?.[0].length ?? 0;
  return [start + head, end - tail];
}

/** All words of a block, in order. */
export function wordsWithin(text: string, bounds: Bounds): Fragment[] {
  return [...wordsBetween(text, bounds.start, bounds.end, bounds)];
}

/** The first word from `offset` on that `matches`; looks window by window. */
function searchForward(
  text: string,
  offset: number,
  bounds: Bounds,
  matches: (word: Fragment) => boolean,
): Fragment | null {
  let from = cutBefore(text, Math.max(bounds.start, offset - 1), bounds, mayCut);
  while (from < bounds.end) {
    const to = cutAfter(text, Math.min(bounds.end, Math.max(offset, from) + 64), bounds, mayCut);
    for (const word of wordsBetween(text, from, to, bounds)) if (matches(word)) return word;
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
    const found = [...wordsBetween(text, from, to, bounds)].findLast(matches);
    if (found) return found;
    to = from;
  }
  return null;
}

/** The end of the next word that ends after `offset`; `offset` where there is none. For nudging a span's end. */
export function nextWordEnd(text: string, offset: number, bounds: Bounds = wholeText(text)): number {
  return searchForward(text, offset, bounds, (word) => word[1] > offset)?.[1] ?? offset;
}

/** The start of the next word that starts after `offset`; `offset` where there is none. */
export function nextWordStart(text: string, offset: number, bounds: Bounds = wholeText(text)): number {
  return searchForward(text, offset, bounds, (word) => word[0] > offset)?.[0] ?? offset;
}

/** The start of the last word that starts before `offset`; `offset` where there is none. */
export function previousWordStart(text: string, offset: number, bounds: Bounds = wholeText(text)): number {
  return searchBackward(text, offset, bounds, (word) => word[0] < offset)?.[0] ?? offset;
}

/** The end of the last word that ends before `offset`; `offset` where there is none. */
export function previousWordEnd(text: string, offset: number, bounds: Bounds = wholeText(text)): number {
  return searchBackward(text, offset, bounds, (word) => word[1] < offset)?.[1] ?? offset;
}
