import type { Fragment } from '../../model/fragments.ts';
import type { CasSegmentationExtra } from '../cas/kept.ts';
import { UIMA } from '../cas/names.ts';
import { foreignOf } from '../foreign.ts';
import type { LossTally } from '../losses.ts';
import type { DocumentRecord } from '../records.ts';
import { tokensOf } from '../tokens.ts';
import { WEBANNO_TSV, type TsvSegmentationExtra } from './read.ts';

/** A row to write: a token, or a part of one in which an annotation begins or ends. */
export interface Unit {
  readonly begin: number;
  readonly end: number;
  readonly id: string;
  readonly token: Token;
}

export class Token implements Unit {
  readonly begin: number;
  readonly end: number;
  readonly id: string;
  /** Its index among all tokens of the document. */
  readonly index: number;
  readonly parts: Unit[] = [];
  readonly token = this;

  constructor(begin: number, end: number, id: string, index: number) {
    this.begin = begin;
    this.end = end;
    this.id = id;
    this.index = index;
  }
}

/** A sentence with the text of its rows: it begins at its first token, so that offsets and text agree. */
export interface LaidSentence {
  readonly begin: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  readonly id: string | null;
  readonly comments: readonly string[];
}

export interface Layout {
  readonly sentences: readonly LaidSentence[];
  readonly tokens: readonly Token[];
}

/** The text that a reader inserts between two sentences. */
const REBUILT = /^(?:\n *)?$/;

/** Divides a document into sentences and rows. */
export function layOut(document: DocumentRecord, losses: LossTally): Layout {
  const { text, segmentation } = document;
  const stated = statedSentences(document);
  const ranges = withLeftovers(document, stated, losses);
  const kept = foreignOf(segmentation?.extra, WEBANNO_TSV) as TsvSegmentationExtra;
  const inCas = foreignOf(segmentation?.extra, UIMA) as CasSegmentationExtra;
  const tokens: Token[] = [];
  const sentences = ranges.map((words, s): LaidSentence => {
    const begin = words[0]![0];
    const next = ranges[s + 1]?.[0]?.[0] ?? text.length;
    const at = stated(begin);
    const end = Math.min(Math.max(words.at(-1)![1], segmentation?.sentences[at]?.[1] ?? 0), next);
    const inSentence = words.map(([start, stop], t) => {
      const token = new Token(start, stop, `${s + 1}-${t + 1}`, tokens.length);
      tokens.push(token);
      return token;
    });
    return {
      begin,
      end: s === ranges.length - 1 ? text.length : endOf(text, end, next),
      tokens: inSentence,
      id: kept.ids?.[at] ?? sentenceId(inCas, at),
      comments: kept.comments?.[String(at)] ?? [],
    };
  });
  // Readers fill the space before the first word with blanks.
  if (/[^ ]/.test(text.slice(0, sentences[0]?.begin ?? 0)))
    losses.add('line breaks before the first word', document.title || document.origin.name);
  return { sentences, tokens };
}

/** Returns the id of a sentence that was imported from a CAS. */
function sentenceId({ sentences }: CasSegmentationExtra, at: number): string | null {
  const id = sentences?.[at]?.features?.['id'];
  return typeof id === 'string' ? id : null;
}

/** Returns a function that finds the sentence of the file's segmentation at an offset; -1 if none. */
function statedSentences({ segmentation }: DocumentRecord): (at: number) => number {
  const sentences = segmentation?.sentences ?? [];
  return (at) => {
    let low = 0;
    let high = sentences.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sentences[middle]![1] <= at) low = middle + 1;
      else high = middle;
    }
    return low < sentences.length && sentences[low]![0] <= at ? low : -1;
  };
}

/**
 * Returns the end of a sentence. The file has no text between sentences: readers insert a line break and blanks. Any
 * other text is added to the preceding sentence, so that no character is lost.
 */
function endOf(text: string, end: number, next: number): number {
  let at = end;
  while (at < next && !REBUILT.test(text.slice(at, next))) at++;
  return at;
}

/** Returns sentences as their tokens. Words outside the tokens of the file's segmentation become separate sentences. */
function withLeftovers(
  document: DocumentRecord,
  stated: (at: number) => number,
  losses: LossTally,
): (readonly Fragment[])[] {
  const { tokens, sentences, segmentation } = tokensOf(document);
  if (!segmentation) return sentences.map(([first, end]) => tokens.slice(first, end));
  const apart = separate(tokens);
  losses.add(
    'overlapping or empty tokens',
    document.title || document.origin.name,
    tokens.length - apart.size,
  );
  const found: (readonly Fragment[])[] = [];
  const leftover = (from: number, to: number) => {
    const gap = document.text.slice(from, Math.max(from, to));
    if (gap.trim() === '') return;
    losses.add('words outside of sentences, written as sentences of their own', gap.trim().slice(0, 60));
    const inside = tokensOf({ text: gap, blocks: [] });
    for (const [first, end] of inside.sentences)
      found.push(inside.tokens.slice(first, end).map(([a, b]): Fragment => [a + from, b + from]));
  };
  let at = 0;
  for (const [first, end] of sentences) {
    const words = tokens.slice(first, end).filter((token) => apart.has(token));
    if (words.length === 0) continue;
    const begin = words[0]![0];
    leftover(at, begin);
    at = Math.max(words.at(-1)![1], segmentation.sentences[stated(begin)]?.[1] ?? 0);
    found.push(words);
  }
  leftover(at, document.text.length);
  return found;
}

/** Returns the non-empty tokens that do not overlap the previous one, because rows must not overlap. */
function separate(tokens: readonly Fragment[]): ReadonlySet<Fragment> {
  let last = 0;
  const apart = tokens.filter(([start, end]) => {
    if (start < last || start >= end) return false;
    last = end;
    return true;
  });
  return new Set(apart);
}

/** Returns a part of a token; adds it if the token has none with these bounds. */
export function partOf(token: Token, begin: number, end: number): Unit {
  const known = token.parts.find((part) => part.begin === begin && part.end === end);
  if (known) return known;
  const part = { begin, end, id: `${token.id}.${token.parts.length + 1}`, token };
  token.parts.push(part);
  return part;
}

/** The rows of an annotation, and the row to which references point; null if it touches no token. */
export interface Placed {
  readonly units: readonly Unit[];
  readonly defining: Unit;
  /** The range that the rows cover. */
  readonly begin: number;
  readonly end: number;
  /** Whether it covers more than one token. */
  readonly several: boolean;
}

/**
 * Returns the rows of a range. Blanks at its ends belong to no row and are left out; an empty range between tokens
 * moves to the end of the preceding token.
 */
export function placeIn({ tokens }: Layout, [begin, end]: Fragment): Placed | null {
  if (begin === end) {
    const token = tokens.find((each) => each.end >= begin);
    const near =
      token && token.begin <= begin ? token : (tokens[(token?.index ?? tokens.length) - 1] ?? token);
    if (!near) return null;
    const at = Math.max(near.begin, Math.min(near.end, begin));
    const unit = partOf(near, at, at);
    return { units: [unit], defining: unit, begin: at, end: at, several: false };
  }
  const touched = touching(tokens, begin, end);
  const [first, last] = [touched[0], touched.at(-1)];
  if (!first || !last) return null;
  const units = touched.map((token) =>
    token.begin >= begin && token.end <= end
      ? token
      : partOf(token, Math.max(token.begin, begin), Math.min(token.end, end)),
  );
  return {
    units,
    defining: units[0]!,
    begin: units[0]!.begin,
    end: units.at(-1)!.end,
    several: first !== last,
  };
}

function touching(tokens: readonly Token[], begin: number, end: number): readonly Token[] {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens[middle]!.end <= begin) low = middle + 1;
    else high = middle;
  }
  let stop = low;
  while (stop < tokens.length && tokens[stop]!.begin < end) stop++;
  return tokens.slice(low, stop);
}
