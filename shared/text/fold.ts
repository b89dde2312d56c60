/**
 * Letters that Unicode does not decompose, with what people type who lack them on their keyboard. The Persian kaf and yeh are the
 * Arabic letters with other code points; the tatweel only stretches a word.
 *
 * Folded text is stored in the database, so a new letter here requires a migration that folds again, like `0008-fold.sql`.
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

/** Replaces letters that have no decomposition by plain ones, in lower-case text without diacritics. */
export function plainLetters(lowered: string): string {
  return lowered.replace(LETTER, (letter) => LETTERS[letter]!);
}

/**
 * Returns the single form in which search, aliases and grouping compare strings: compatibility decomposition (NFKD), no combining
 * marks, lower case, {@link plainLetters}, every Han and Kana character as a separate word, and white space as single blanks.
 * `fold('Işık') === 'isik'`, `fold('Straße') === 'strasse'`, `fold('北京') === '北 京'`.
 *
 * Offsets in folded text do not correspond to those in its source.
 */
export function fold(text: string): string {
  // For ASCII, only case and white space change, and most articles are ASCII.
  if (ASCII.test(text)) return text.toLowerCase().replace(/\s+/g, ' ').trim();
  const lowered = text
    .normalize('NFKD')
    // Remove marks before lower-casing: İ would become i with a combining dot, which would stay.
    .replace(/\p{M}/gu, '')
    // A zero width space separates words in Thai and Khmer; other format characters occur inside words.
    .replace(/\u200b/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();
  return plainLetters(lowered)
    .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, ' $& ')
    .replace(/\s+/g, ' ')
    .trim();
}

const ASCII = /^[\u0000-\u007f]*$/;
