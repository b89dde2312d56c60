/**
 * Letters that Unicode does not decompose, and what those write who do not have them on their keyboard. The Persian kaf and
 * yeh are the Arabic ones in other code points; the tatweel only stretches a word.
 *
 * Folded text is stored: whoever adds a letter also adds a migration that folds anew, as `0008-fold.sql` does.
 */
const LETTERS: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ə: 'a',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ک: 'ك',
  ی: 'ي',
  '\u0640': '',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/** Text in lower case and without marks, with the letters that have no decomposition replaced by plain ones. */
export function plainLetters(lowered: string): string {
  return lowered.replace(LETTER, (letter) => LETTERS[letter]!);
}

/**
 * The one form in which strings are compared by search, aliases and grouping: compatibility decomposition
 * (NFKD), marks off, lower case, {@link plainLetters}, every Han and Kana character a word of its own, white space
 * as single blanks. `fold('Işık') === 'isik'`, `fold('Straße') === 'strasse'`, `fold('北京') === '北 京'`.
 *
 * Folded text has no offsets in common with its source.
 */
export function fold(text: string): string {
  // All of the below leaves ASCII as it is but for case and white space, and most articles are.
  if (ASCII.test(text)) return text.toLowerCase().replace(/\s+/g, ' ').trim();
  const lowered = text
    .normalize('NFKD')
    // Before lower-casing: İ would become i with a combining dot, and a mark left over at that point stays.
    .replace(/\p{M}/gu, '')
    // A zero width space separates words in Thai and Khmer; all other format characters sit inside words.
    .replace(/\u200b/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();
  return plainLetters(lowered)
    .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, ' $& ')
    .replace(/\s+/g, ' ')
    .trim();
}

const ASCII = /^[\u0000-\u007f]*$/;
