/** Longest text that a message or a list quotes, in characters. */
const LONGEST = 60;

/** Returns a text or title on one line, cut to the length that fits into a sentence. */
export function shortWords(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  const characters = [...words];
  return characters.length > LONGEST
    ? `${characters
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`
    : words;
}
