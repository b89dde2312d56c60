import type { Document } from '../model/document.ts';

/**
 * The texts over which other programs may count the offsets of a document, the likeliest first: its text as it is here, the file as
 * it came in with the header that was taken off, that with its line ends CRLF where all of them were, and with the byte order
 * mark that some programs count as a character.
 */
export function originalTexts({
  text,
  header,
  origin,
}: Pick<Document, 'text' | 'header' | 'origin'>): [string, ...string[]] {
  const whole = header + text;
  // Where only some line ends were CRLF, nobody knows any more which.
  const windows =
    origin.carriageReturns !== undefined && origin.carriageReturns === whole.split('\n').length - 1
      ? [whole.replaceAll('\n', '\r\n')]
      : [];
  const others = [whole, ...windows, ...[whole, ...windows].map((each) => `\ufeff${each}`)];
  return [text, ...new Set(others.filter((other) => other !== text))];
}
