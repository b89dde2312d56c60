import type { SearchHit } from '../../../shared/contract/search.ts';

type InContext = Pick<SearchHit, 'before' | 'text' | 'after'>;

/** The end of a sentence or line with what closes it: a full stop, perhaps a quotation mark, and a blank. */
const ENDS = /(?:[.!?…؟。]["”’»)\]]*\s+|[。]|\n)/gu;

/** Returns the words around a hit as far as its sentence goes; `…` stands where the context is cut off within it. */
export function sentenceAround({ before, text, after }: InContext): InContext {
  const last = [...before.matchAll(ENDS)].at(-1);
  const [first] = after.matchAll(ENDS);
  return {
    before: flat(last ? before.slice(last.index + last[0].length) : cutStart(before)),
    text: flat(text),
    after: flat(first ? after.slice(0, first.index + first[0].length) : cutEnd(after)).trimEnd(),
  };
}

/** The context of a hit is shorter only at the beginning and the end of a text. */
const WIDTH = 70;

function cutStart(text: string): string {
  return text.length < WIDTH ? text : text.replace(/^\S*\s+/u, '… ');
}

function cutEnd(text: string): string {
  return text.length < WIDTH ? text : text.replace(/\s+\S*$/u, ' …');
}

function flat(text: string): string {
  return text.replace(/\s+/gu, ' ');
}
