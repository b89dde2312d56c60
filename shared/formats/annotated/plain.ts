import { legible } from './legible.ts';
import type { Run } from './marks.ts';
import { MESSAGES } from './messages.ts';
import type { Line, Part, Row } from './parts.ts';

/** What stands in the text where a span begins or ends. */
export interface Marker {
  /** A bracket, and the number of a claim or event. */
  readonly bracket: string;
  readonly number: string;
  /** The name of a type, or a sign that a span goes on after a gap. */
  readonly name: string;
}

/**
 * Returns what stands in the text where a span begins or ends; null for nothing. Every piece of a claim or event stands between
 * brackets with its number; behind a mention stands the name of its type.
 */
export function markerOf(run: Exclude<Run, { kind: 'words' }>, names: boolean): Marker | null {
  const { mark, isLast } = run.piece;
  if (mark.look === 'frame') {
    const bracket = run.kind === 'begin' ? '[' : ']';
    return { bracket, number: mark.number, name: '' };
  }
  if (run.kind === 'begin') return null;
  if (mark.look === 'cue')
    return isLast && mark.number !== '' ? { bracket: '', number: mark.number, name: '' } : null;
  const name = !isLast ? '…' : names ? mark.label : '';
  return name === '' ? null : { bracket: '', number: '', name };
}

export function lineText(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** Returns the cells of a row as one text, by which it is compared when it is read back. */
export function rowText(cells: readonly (readonly string[])[]): string {
  return JSON.stringify(cells.map((lines) => lines.join('\n')));
}

/**
 * Returns what is compared when a part is read back: the text of a block, the words of each piece of a span in it, and the cells of each
 * row of a table.
 */
export function surfacesOf(part: Part): string[] {
  if (part.kind === 'table')
    return [...part.rows].map((row) =>
      rowText(row.map((lines) => lines.map((line) => legible(lineText(line))))),
    );
  if (part.kind !== 'block') return [];
  const pieces = new Map<number, string>();
  let whole = '';
  for (const run of part.runs) {
    if (run.kind !== 'words') continue;
    const text = legible(run.text);
    whole += text;
    for (const { id } of run.over) pieces.set(id, (pieces.get(id) ?? '') + text);
  }
  return [whole, ...pieces.values()];
}

/** Returns a part as plain text, for a preview. */
export function partText(part: Part): string {
  if (part.kind === 'title') return `${part.text}\n\n`;
  if (part.kind === 'facts') return `${lineText(part.line)}\n\n`;
  if (part.kind === 'legend') {
    const types = part.entries.map(({ mark, count }) => `${mark.label} ${MESSAGES.count(count)}`);
    return `${part.heading}: ${types.join(' · ')}\n\n`;
  }
  if (part.kind === 'block') return `${part.runs.map(runText).join('')}\n\n`;
  const cells = (row: Row) => row.map((lines) => lines.map(lineText).join(' / ')).join(' | ');
  return `${part.heading}\n${[...part.rows].map((row) => `${cells(row)}\n`).join('')}\n`;
}

function runText(run: Run): string {
  if (run.kind === 'words') return run.text;
  const marker = markerOf(run, true);
  if (!marker) return '';
  const { bracket, number, name } = marker;
  return `${bracket}${number}${run.kind === 'begin' ? ' ' : ''}${name === '' ? '' : `{${name}}`}`;
}
