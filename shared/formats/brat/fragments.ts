import type { Fragment, Fragments } from '../../model/fragments.ts';

/** What brat's own reader takes for the end of a line, so that no text field can hold it. */
const BREAK = /[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;
const BREAKS = new RegExp(`${BREAK.source}+`, 'g');

/**
 * The fragments of a span as brat has them: none goes over the end of a line, which its text field cannot hold. brat itself
 * divides a selection there. What covers nothing but line ends becomes a place without words.
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

/** A text without line ends. */
export function onOneLine(text: string): string {
  return text.replace(BREAKS, ' ').trim();
}

/** A text that is a field among others: without line ends and TABs. */
export function asField(text: string): string {
  return onOneLine(text.replace(/\t/g, ' '));
}

/** Counts the byte order marks at the beginning. They are not written, because the first would be read as the file's own. */
export function leadingMarks(text: string): number {
  return /^\ufeff*/.exec(text)![0].length;
}
