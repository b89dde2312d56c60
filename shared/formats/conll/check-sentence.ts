import type { ErrorWhere, PostilError } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { MESSAGES } from './messages.ts';

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
    return formatError(MESSAGES.sentenceNotRead(reason, rows[0]!.line), where, MESSAGES.isEmptyLineMissing);
  };
  const lines = new Map<string, number>();
  let word = 0;
  let nodes = 0;
  let promised = 0;
  let promisedLine = 0;
  for (const { cells, line } of rows) {
    const [id = ''] = cells;
    const before = lines.get(id);
    if (before !== undefined) return fault(line, MESSAGES.idOccursTwice(id, before));
    lines.set(id, line);
    const [, first, last, node] = /^(\d+)(?:-(\d+)|\.(\d+))?$/.exec(id) ?? [];
    if (first === undefined) return fault(line, MESSAGES.notAWordNumber(id));
    if (node !== undefined) {
      nodes++;
      if (Number(first) !== word || Number(node) !== nodes)
        return fault(line, MESSAGES.otherEmptyNode(id, word, nodes));
      continue;
    }
    if (Number(first) !== word + 1) return fault(line, MESSAGES.otherWord(id, word + 1));
    if (last !== undefined) {
      if (Number(last) < Number(first)) return fault(line, MESSAGES.rangeBackwards(id));
      [promised, promisedLine] = [Number(last), line];
      continue;
    }
    word++;
    nodes = 0;
  }
  if (promised > word) return fault(promisedLine, MESSAGES.rangePastSentence(promised, word));
  if (head === null) return null;
  for (const { cells, line } of rows) {
    const [id = ''] = cells;
    const of = cells[head] ?? '_';
    if (!/^\d+$/.test(id) || of === '_') continue;
    if (!/^\d+$/.test(of)) return fault(line, MESSAGES.notAHead(id, of));
    if (Number(of) > word) return fault(line, MESSAGES.headPastSentence(id, of, word));
    if (Number(of) === Number(id)) return fault(line, MESSAGES.ownHead(id));
  }
  return null;
}
