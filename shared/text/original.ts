import type { Document } from '../model/document.ts';

/**
 * Returns the texts in which other programs may count the offsets of a document, the likeliest first: its text; the imported file
 * including the removed header; the same with CRLF line ends if all of them were CRLF; and each with the byte order mark, which
 * some programs count as a character.
 */
export function originalTexts({
  text,
  header,
  origin,
}: Pick<Document, 'text' | 'header' | 'origin'>): [string, ...string[]] {
  const whole = header + text;
  // If only some line ends were CRLF, the original cannot be reconstructed.
  const windows =
    origin.carriageReturns !== undefined && origin.carriageReturns === whole.split('\n').length - 1
      ? [whole.replaceAll('\n', '\r\n')]
      : [];
  const others = [whole, ...windows, ...[whole, ...windows].map((each) => `\ufeff${each}`)];
  return [text, ...new Set(others.filter((other) => other !== text))];
}
