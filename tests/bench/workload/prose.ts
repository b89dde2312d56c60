import type { Block } from '../../../shared/model/document.ts';
import type { Random } from './random.ts';

/** A word `[start, end)` in the text, without its punctuation. */
export type Word = readonly [start: number, end: number];

/** A block of an artificial article: its words, and its sentences as ranges of words (both ends included). */
export interface Paragraph {
  readonly words: readonly Word[];
  readonly sentences: readonly (readonly [first: number, last: number])[];
}

export interface Prose {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly paragraphs: readonly Paragraph[];
}

const HEADLINE_WORDS = 8;
const PARAGRAPH_WORDS = 65;
const SEPARATOR = '\n\n';

const ONSETS = 'b c d f g h j k l m n p r s t v w st tr pl gr sh ch th'.split(' ');
const VOWELS = 'a e i o u ai ou ea'.split(' ');
const CODAS = ['', '', 'n', 'r', 's', 't', 'l', 'nd', 'st', 'ck'];

/** Artificial words, short ones first: {@link prose} uses early ones more often, as natural languages do. */
function vocabulary(random: Random, size: number): string[] {
  const words = new Set<string>();
  while (words.size < size) {
    let word = '';
    const syllables = 1 + Math.floor(random.next() * random.next() * 4);
    for (let i = 0; i < syllables; i++)
      word += random.pick(ONSETS) + random.pick(VOWELS) + random.pick(CODAS);
    words.add(word);
  }
  return [...words].sort((a, b) => a.length - b.length);
}

/** Returns an article of exactly `words` words: a headline, then paragraphs of about 65 words in sentences of 9 to 28. */
export function prose(random: Random, words: number): Prose {
  const known = vocabulary(random, 4000);
  const blocks: Block[] = [];
  const paragraphs: Paragraph[] = [];
  let text = '';
  for (let left = words; left > 0;) {
    const headline = blocks.length === 0;
    const wanted = headline ? HEADLINE_WORDS : PARAGRAPH_WORDS;
    // The last paragraph takes a remainder that is too short for a paragraph of its own.
    const size = left < wanted * 1.5 ? left : wanted;
    if (!headline) text += SEPARATOR;
    const start = text.length;
    const found: Word[] = [];
    const sentences: [number, number][] = [];
    for (let inBlock = size; inBlock > 0;) {
      const length = headline || inBlock < 15 ? inBlock : Math.min(inBlock, random.whole(9, 28));
      const first = found.length;
      for (let i = 0; i < length; i++) {
        if (text.length > start) text += ' ';
        const word = known[Math.floor(random.next() ** 3 * known.length)]!;
        const capital = i === 0 || random.next() < 0.12;
        found.push([text.length, text.length + word.length]);
        text += capital ? word.charAt(0).toUpperCase() + word.slice(1) : word;
        if (i < length - 1 && random.next() < 0.08) text += ',';
      }
      if (!headline) text += '.';
      sentences.push([first, found.length - 1]);
      inBlock -= length;
    }
    blocks.push([headline ? 'headline' : 'paragraph', start, text.length]);
    paragraphs.push({ words: found, sentences });
    left -= size;
  }
  return { text, blocks, paragraphs };
}
