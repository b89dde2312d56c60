import type { Block } from '../model/document.ts';
import type { Fragment, Fragments } from '../model/fragments.ts';
import type { Segmentation } from '../model/segmentation.ts';
import { wordSegmenter } from '../text/segments.ts';
import { wordPieces } from '../text/word-pieces.ts';

/** Tokens and sentences of a text, as formats that count in tokens need them. UTF-16 code units, sorted. */
export interface Tokenised {
  readonly tokens: readonly Fragment[];
  /** Sentences as ranges of tokens `[first, end)`; together they contain every token exactly once. */
  readonly sentences: readonly Fragment[];
  /** The segmentation they were taken from; absent if Postil divided the text itself. */
  readonly segmentation?: Segmentation;
}

interface Divided {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly segmentation?: Segmentation | undefined;
}

const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Returns the tokens of a document: those of its file, else Unicode's words (UAX 29) with every punctuation mark a
 * separate token, and Unicode's sentences within each block. Words with an apostrophe are divided as the Penn Treebank
 * and its counterparts in other languages do: Türkiye ’s, do n’t, l’ Iran, Ankara ’da.
 */
export function tokensOf({ text, blocks, segmentation }: Divided): Tokenised {
  if (segmentation && segmentation.tokens.length > 0) {
    const { tokens, sentences } = segmentation;
    return { tokens, sentences: sentencesAsTokens(tokens, sentences), segmentation };
  }
  const tokens: Fragment[] = [];
  const starts: number[] = [];
  const parts: readonly Block[] = blocks.length > 0 ? blocks : [['paragraph', 0, text.length]];
  for (const [, start, end] of parts) {
    for (const sentence of sentenceSegmenter.segment(text.slice(start, end))) {
      const first = tokens.length;
      addWords(sentence.segment, start + sentence.index, tokens);
      if (tokens.length > first) starts.push(first);
    }
  }
  return { tokens, sentences: starts.map((first, i) => [first, starts[i + 1] ?? tokens.length]) };
}

/**
 * Finds what the rules of Unicode or of contractions are needed for: characters beyond ASCII, apostrophes, underscores, and marks
 * within words, such as 3.5 or U.S. Without them, every run of letters and digits is a word, and so is every mark; such text is divided
 * in a fraction of the time.
 */
const NEEDS_RULES = /[^\n !-&(-^`-~]|[A-Za-z0-9][!-&(-/:-@[-^`{-~][A-Za-z0-9]/;
const SIMPLE_WORD = /[A-Za-z0-9]+|[^ \n]/g;

/** Adds the words of a sentence that begins at `at`. */
function addWords(sentence: string, at: number, tokens: Fragment[]): void {
  if (!NEEDS_RULES.test(sentence)) {
    for (const { 0: word, index } of sentence.matchAll(SIMPLE_WORD))
      tokens.push([at + index, at + index + word.length]);
    return;
  }
  for (const { segment, index } of wordSegmenter.segment(sentence)) {
    if (segment.trim() === '') continue;
    for (const [from, to] of dividedWord(segment)) tokens.push([at + index + from, at + index + to]);
  }
}

const CONTRACTED_NOT = /(?<=\p{L})n['’]t$/iu;

function dividedWord(word: string): Fragment[] {
  const contracted = CONTRACTED_NOT.exec(word);
  if (contracted)
    return [
      [0, contracted.index],
      [contracted.index, word.length],
    ];
  return wordPieces(word).map(({ range }) => range);
}

/**
 * Converts sentences `[start, end)` of the text to ranges of tokens. Tokens outside of all sentences form separate
 * ones.
 */
function sentencesAsTokens(tokens: readonly Fragment[], sentences: readonly Fragment[]): Fragment[] {
  const found: [number, number][] = [];
  let next = 0;
  const take = (until: number) => {
    const first = next;
    while (next < tokens.length && tokens[next]![0] < until) next++;
    if (next > first) found.push([first, next]);
  };
  for (const [start, end] of sentences) {
    take(start);
    take(end);
  }
  take(Infinity);
  return found;
}

/** The tokens `[first, end)` that a fragment touches, and whether its bounds are token bounds. */
export interface TokenRange {
  readonly first: number;
  readonly end: number;
  /** False if it begins or ends inside a token: the format then stores whole tokens, and reports it. */
  readonly aligned: boolean;
}

/** Returns the tokens that a fragment touches; `null` if it touches none (zero width, or between tokens). */
export function tokenRange(tokens: readonly Fragment[], [start, end]: Fragment): TokenRange | null {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens[middle]![1] <= start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < tokens.length && tokens[last]![0] < end) last++;
  if (last === low) return null;
  return { first: low, end: last, aligned: tokens[low]![0] === start && tokens[last - 1]![1] === end };
}

/** A token of a file without text. */
export interface ReadToken {
  readonly text: string;
  /** Whether a blank follows before the next token of its sentence; true unless the file states otherwise. */
  readonly spaceAfter?: boolean;
}

/** A text built from tokens, with the position of each. */
export interface RebuiltText {
  readonly text: string;
  readonly tokens: [number, number][];
  readonly sentences: [number, number][];
}

/**
 * Builds a text from tokens, one sentence per line, for formats that store none: a blank after each token unless the
 * file marks it otherwise. The original spaces are lost; the tokens are exact.
 */
export function rebuildText(sentences: Iterable<readonly ReadToken[]>): RebuiltText {
  const parts: string[] = [];
  const rebuilt: RebuiltText = { text: '', tokens: [], sentences: [] };
  let at = 0;
  const add = (piece: string) => {
    parts.push(piece);
    at += piece.length;
  };
  for (const sentence of sentences) {
    if (sentence.length === 0) continue;
    if (at > 0) add('\n');
    const start = at;
    for (const [i, { text, spaceAfter = true }] of sentence.entries()) {
      rebuilt.tokens.push([at, at + text.length]);
      add(text);
      if (spaceAfter && i < sentence.length - 1) add(' ');
    }
    rebuilt.sentences.push([start, at]);
  }
  return { ...rebuilt, text: parts.join('') };
}

/** Returns the fragments of a span over tokens `[first, end)`: from the start of the first to the end of the last. */
export function overTokens(tokens: readonly Fragment[], first: number, end: number): Fragments {
  return [[tokens[first]![0], tokens[end - 1]![1]]];
}
