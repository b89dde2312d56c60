/**
 * The one form in which strings are compared by search, aliases and grouping: compatibility decomposition
 * (NFKD), marks off, dotless ı as i, lower case, every Han and Kana character a word of its own, white space
 * as single blanks. `fold('Işık') === 'isik'`, `fold('北京') === '北 京'`.
 *
 * Folded text has no offsets in common with its source.
 */
export function fold(text: string): string {
  // All of the below leaves ASCII as it is but for case and white space, and most articles are.
  if (ASCII.test(text)) return text.toLowerCase().replace(/\s+/g, ' ').trim();
  return (
    text
      .normalize('NFKD')
      // Before lower-casing: İ would become i with a combining dot, and a mark left over at that point stays.
      .replace(/\p{M}/gu, '')
      // A zero width space separates words in Thai and Khmer; all other format characters sit inside words.
      .replace(/\u200b/g, ' ')
      .replace(/\p{Cf}/gu, '')
      .toLowerCase()
      .replace(/ı/g, 'i')
      .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, ' $& ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

const ASCII = /^[\u0000-\u007f]*$/;
