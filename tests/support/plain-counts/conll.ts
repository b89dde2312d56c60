import { readFileSync } from 'node:fs';
import { sum, type PlainCounts } from './counts.ts';

const TAG = /^(?:O|[BIESLUM]?-\S+)$/;
/** Chunk tags in a column beside the names; such phrases do not nest the names. */
const PHRASE = /^[BI]-(?:NP|VP|PP|ADVP|ADJP|SBAR|PRT|INTJ|CONJP|LST|UCP)$/;

/**
 * Counts by the rule of conlleval, the shared task's own script: a chunk begins at B, S or U, after O, after the end
 * of another, or where the type changes. The tag columns are those with a tag in every cell, from the last one back
 * to the first that has other cells.
 */
export function countConll(path: string): PlainCounts {
  const lines = readFileSync(path, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  const tabs =
    lines.filter((line) => line.includes('\t')).length * 2 >
    lines.filter((line) => line.trim() !== '').length;
  const cells = (line: string) => (tabs ? line.split('\t') : line.trim().split(/[ \t]+/));
  const piped = lines.every(
    (line) =>
      line.trim() === '' ||
      line
        .trim()
        .split(' ')
        .every((token) => /\|\S+$/.test(token)),
  );
  // A sentence ends at a blank line or, in the piped form, with its line.
  const sentences: string[][][] = piped
    ? lines.map((line) =>
        line.trim() === ''
          ? []
          : line
              .trim()
              .split(' ')
              .map((token) => token.split('|')),
      )
    : [[]];
  let documents = 0;
  if (!piped)
    for (const line of lines) {
      if (/^-DOCSTART-/.test(line) || /^#\s*newdoc\b/.test(line)) documents++;
      if (line.trim() === '' || line.startsWith('-DOCSTART-')) sentences.push([]);
      else sentences.at(-1)!.push(cells(line));
    }
  const common = new Map<number, number>();
  for (const { length } of sentences.flat()) common.set(length, (common.get(length) ?? 0) + 1);
  const width = [...common].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const rows = sentences.flat().filter((row) => row.length === width);
  const columns: number[] = [];
  for (let at = width - 1; at > 0; at--) {
    const column = rows.map((row) => row[at]!);
    if (column.filter((tag) => TAG.test(tag)).length < column.length * 0.95) break;
    if (columns.length > 0 && column.some((tag) => PHRASE.test(tag))) break;
    columns.push(at);
  }
  const listed = (row: readonly string[]) => row.length > width && row.slice(1).every((tag) => TAG.test(tag));
  if (width === 2 && columns.length === 1 && sentences.flat().some(listed))
    return { documents: Math.max(1, documents), spans: sum(sentences, countListed) };
  return {
    documents: Math.max(1, documents),
    spans: sum(columns, (at) =>
      sum(sentences, (sentence) =>
        chunks(sentence.filter((row) => row.length >= width).map((row) => row[at]!)),
      ),
    ),
  };
}

function chunks(tags: readonly string[]): number {
  let before = 'O';
  return tags.filter((tag) => {
    const [last, now] = [before, tag];
    before = tag;
    if (!TAG.test(now) || now === 'O') return false;
    return (
      /^[BSU]-/.test(now) ||
      !TAG.test(last) ||
      last === 'O' ||
      /^[ELSU]-/.test(last) ||
      last.slice(1) !== now.slice(1)
    );
  }).length;
}

/**
 * Counts rows that list the tags of all names around a word: a name begins where the previous word has no tag of its
 * type.
 */
function countListed(sentence: readonly (readonly string[])[]): number {
  return sum(sentence, (row) => {
    const before = new Set((sentence[sentence.indexOf(row) - 1] ?? []).slice(1).map((tag) => tag.slice(2)));
    return row.slice(1).filter((tag) => /^B-/.test(tag) || (/^I-/.test(tag) && !before.has(tag.slice(2))))
      .length;
  });
}
