import type { Fragment, Fragments } from '../../model/fragments.ts';

/** What brat's own reader treats as a line end, so that no text field can hold it. */
const BREAK = /[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;
const BREAKS = new RegExp(`${BREAK.source}+`, 'g');

/**
 * Returns the fragments of a span as brat stores them. None crosses a line end, which a text field cannot hold; brat
 * itself divides a selection there. A span that covers only line ends becomes a position without words.
 */
export function withinLines(text: string, fragments: Fragments): Fragment[] {
  const pieces: Fragment[] = [];
  for (const [start, end] of fragments) {
    const covered = text.slice(start, end);
    if (!BREAK.test(covered)) {
      pieces.push([start, end]);
      continue;
    }
    let from = 0;
    for (const match of covered.matchAll(BREAKS)) {
      if (match.index > from) pieces.push([start + from, start + match.index]);
      from = match.index + match[0].length;
    }
    if (from < covered.length) pieces.push([start + from, end]);
  }
  return pieces.length === 0 && fragments[0] ? [[fragments[0][0], fragments[0][0]]] : pieces;
}

/** Replaces the line ends of a text by blanks and trims it. */
export function onOneLine(text: string): string {
  return text.replace(BREAKS, ' ').trim();
}

/** Like {@link onOneLine}, and replaces TABs too, so that the text can be one field of a line. */
export function asField(text: string): string {
  return onOneLine(text.replace(/\t/g, ' '));
}

/**
 * Counts the byte order marks at the beginning. They are not written, because a reader would take the first for the
 * file's.
 */
export function leadingMarks(text: string): number {
  return /^\ufeff*/.exec(text)![0].length;
}
