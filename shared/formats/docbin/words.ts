import type { Fragment } from '../../model/fragments.ts';
import type { DocumentRecord } from '../records.ts';
import { tokensOf } from '../tokens.ts';

/** A document as spaCy represents it: words that make up the whole text, each followed by one blank or none. */
export interface Words {
  readonly words: readonly Fragment[];
  readonly spaces: readonly boolean[];
  /** Words with which a sentence begins; `null` if no file marked any. */
  readonly starts: ReadonlySet<number> | null;
  /** The number of tokens that were left out because they overlap earlier ones. */
  readonly dropped: number;
}

/**
 * Divides a text without leaving anything out: text between tokens, except one space, becomes a separate word, as
 * spaCy's tokeniser does with runs of blanks and line ends.
 */
export function wordsOf(document: DocumentRecord): Words {
  const { text } = document;
  const { tokens, sentences, segmentation } = tokensOf(document);
  const words: [number, number][] = [];
  const spaces: boolean[] = [];
  const places: number[] = [];
  let at = 0;
  let dropped = 0;
  const fill = (until: number) => {
    if (until <= at) return;
    const blank = text[at] === ' ' && words.length > 0;
    if (blank) spaces[spaces.length - 1] = true;
    const from = blank ? at + 1 : at;
    if (from < until) {
      words.push([from, until]);
      spaces.push(false);
    }
    at = until;
  };
  for (const [start, end] of tokens) {
    places.push(words.length);
    if (start < at || end === start) {
      dropped += end > start ? 1 : 0;
      continue;
    }
    fill(start);
    places[places.length - 1] = words.length;
    words.push([start, end]);
    spaces.push(false);
    at = end;
  }
  fill(text.length);
  const known = segmentation !== undefined && segmentation.sentences.length > 0;
  return {
    words,
    spaces,
    starts: known ? new Set(sentences.map(([first]) => places[first]!)) : null,
    dropped,
  };
}
