import type { ErrorWhere, PostilError } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { show } from '../show.ts';

/** A row of a sentence, with its line. */
export interface SentenceRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Returns what is wrong with the numbers of a CoNLL-U sentence, or `null`: words count from 1, each once; a range is
 * followed by its words; empty nodes count after a word; a head is another word of the sentence, or 0.
 *
 * @param head the column of the heads, or `null` if there is none
 */
export function sentenceFault(
  rows: readonly SentenceRow[],
  head: number | null,
  file: string,
): PostilError | null {
  const fault = (line: number, reason: string): PostilError => {
    const where: ErrorWhere = { file, line };
    return formatError(
      `${reason} The sentence that begins in line ${rows[0]!.line} was not read.`,
      where,
      'Is an empty line between two sentences missing?',
    );
  };
  const lines = new Map<string, number>();
  let word = 0;
  let nodes = 0;
  let promised = 0;
  let promisedLine = 0;
  for (const { cells, line } of rows) {
    const [id = ''] = cells;
    const before = lines.get(id);
    if (before !== undefined) return fault(line, `The id ${show(id)} occurs twice, first on line ${before}.`);
    lines.set(id, line);
    const [, first, last, node] = /^(\d+)(?:-(\d+)|\.(\d+))?$/.exec(id) ?? [];
    if (first === undefined) return fault(line, `The id of the row is ${show(id)}, no number of a word.`);
    if (node !== undefined) {
      nodes++;
      if (Number(first) !== word || Number(node) !== nodes)
        return fault(line, `The empty node is ${id}, and ${word}.${nodes} would be next.`);
      continue;
    }
    if (Number(first) !== word + 1)
      return fault(line, `The id of the row is ${id}, and ${word + 1} would be next.`);
    if (last !== undefined) {
      if (Number(last) < Number(first)) return fault(line, `The range ${id} ends before it begins.`);
      [promised, promisedLine] = [Number(last), line];
      continue;
    }
    word++;
    nodes = 0;
  }
  if (promised > word)
    return fault(promisedLine, `A range ends with ${promised}, and the sentence has ${word} words.`);
  if (head === null) return null;
  for (const { cells, line } of rows) {
    const [id = ''] = cells;
    const of = cells[head] ?? '_';
    if (!/^\d+$/.test(id) || of === '_') continue;
    if (!/^\d+$/.test(of)) return fault(line, `The head of word ${id} is ${show(of)}, no number.`);
    if (Number(of) > word)
      return fault(line, `The head of word ${id} is ${of}, and the sentence has ${word} words.`);
    if (Number(of) === Number(id)) return fault(line, `Word ${id} is its own head.`);
  }
  return null;
}
