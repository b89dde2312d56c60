import { fold } from './fold.ts';
import { withoutMarks } from './quote-fold.ts';
import { isBeforeNouns, isLight, isNegation, isNumberWord } from './weighty-words.ts';

/** The difference between a quote and text with the same meaning. */
export interface Difference {
  /** The number of letters that differ, and the number of letters of the longer side. */
  readonly letters: number;
  readonly of: number;
  /** The part of the given words of the text that the quote corresponds to, `[start, end)` in UTF-16 code units of those words. */
  readonly range: readonly [number, number];
}

interface Word {
  /** Folded. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly letter: 'capital' | 'small' | 'caseless' | 'none';
  /** Whether it follows a German article, so that its capital does not indicate a name. */
  readonly isNoun: boolean;
}

// Numbers with their separators, a verb with its n’t, single Han or Kana characters, other runs of letters.
const WORD =
  /\p{N}+(?:[.,:]\p{N}+)+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}\p{Cf}])+(?:['’]t(?!\p{L}))?/gu;

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: word, index } of withoutMarks(text).matchAll(WORD)) {
    const key = keyOf(word);
    if (key === '') continue;
    words.push({
      key,
      start: index,
      end: index + word.length,
      letter: /^\P{L}*\p{Lu}/u.test(word)
        ? 'capital'
        : /\p{Ll}/u.test(word)
          ? 'small'
          : /\p{L}/u.test(word)
            ? 'caseless'
            : 'none',
      isNoun: isBeforeNouns(words.at(-1)?.key ?? ''),
    });
  }
  return words;
}

/** Normalises a word: numbers to ASCII digits without thousands separators, and no Arabic article. */
function keyOf(word: string): string {
  const key = fold(word).replace(/’/g, "'");
  if (/\p{N}/u.test(key))
    return key.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit))).replace(/[.,](?=\d{3}(?!\d))/g, '');
  return key.replace(/^ال(?=\p{L}{3})/u, '');
}

/** The decimal digits of every script are ten consecutive code points that begin with zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}

/**
 * Compares a quote with words of a text, word by word; `null` if the meaning may differ. Only articles and typing errors in
 * longer words may differ. Negations, numbers and names must be equal apart from case and diacritics, and no other word may be
 * omitted, added or replaced.
 * @param isCommon whether a folded word also occurs in lower case, so that its capital only marks the beginning of a sentence
 */
export function differenceOf(
  quote: string,
  words: string,
  isCommon: (word: string) => boolean,
): Difference | null {
  const [asked, found] = [wordsOf(quote), wordsOf(words)];
  if (asked.length === 0 || found.length === 0) return null;
  const context = { isLong: asked.length >= LONG_QUOTE, isCommon, cyrillicNames: asked.length > 1 };
  const steps = align(asked, found, context);
  const first = steps.findIndex(({ kind }) => kind === 'pair');
  const last = steps.findLastIndex(({ kind }) => kind === 'pair');
  if (first < 0) return null;
  let letters = 0;
  for (const [i, { kind, cost, word }] of steps.entries()) {
    // Additional words of the text at either end are not part of the quote.
    if (kind === 'more' && (i < first || i > last)) continue;
    if (kind !== 'pair' && !isLight(word.key)) return null;
    letters += cost;
  }
  const pairs = steps.filter(({ kind }) => kind === 'pair');
  const [from, to] = [pairs[0]!.word, pairs.at(-1)!.word];
  const of = Math.max(lengthOf(asked), lengthOf(pairs.map(({ word }) => word)));
  return { letters, of, range: [from.start, to.end] };
}

function lengthOf(words: readonly Word[]): number {
  return words.reduce((sum, { key }) => sum + key.length, 0);
}

interface Step {
  readonly kind: 'pair' | 'more' | 'less';
  readonly cost: number;
  /** The word of the text; for `less`, the word of the quote. */
  readonly word: Word;
}

interface Context {
  readonly isLong: boolean;
  readonly cyrillicNames: boolean;
  isCommon(word: string): boolean;
}

/** Aligns the words of the quote with those of the text, with the fewest different letters. */
function align(asked: readonly Word[], found: readonly Word[], context: Context): Step[] {
  const width = found.length + 1;
  const costs = new Float64Array((asked.length + 1) * width);
  for (let j = 1; j < width; j++) costs[j] = costs[j - 1]! + found[j - 1]!.key.length;
  for (let i = 1; i <= asked.length; i++) {
    costs[i * width] = costs[(i - 1) * width]! + asked[i - 1]!.key.length;
    for (let j = 1; j < width; j++) {
      const pair = costs[(i - 1) * width + j - 1]! + slipCost(asked[i - 1]!, found[j - 1]!, i === 1, context);
      const more = costs[i * width + j - 1]! + found[j - 1]!.key.length;
      const less = costs[(i - 1) * width + j]! + asked[i - 1]!.key.length;
      costs[i * width + j] = Math.min(pair, more, less);
    }
  }
  const steps: Step[] = [];
  for (let i = asked.length, j = found.length; i > 0 || j > 0;) {
    const here = costs[i * width + j]!;
    if (i > 0 && j > 0) {
      const cost = slipCost(asked[i - 1]!, found[j - 1]!, i === 1, context);
      if (here === costs[(i - 1) * width + j - 1]! + cost) {
        steps.push({ kind: 'pair', cost, word: found[--j]! });
        i--;
        continue;
      }
    }
    if (j > 0 && here === costs[i * width + j - 1]! + found[j - 1]!.key.length)
      steps.push({ kind: 'more', cost: found[j - 1]!.key.length, word: found[--j]! });
    else steps.push({ kind: 'less', cost: asked[i - 1]!.key.length, word: asked[--i]! });
  }
  return steps.reverse();
}

/** From this number of words on, a typing error is allowed in one word even in scripts without capitals. */
const LONG_QUOTE = 5;

/** Returns how many letters differ in two words, one of which may be a misspelling of the other; infinite if it cannot be. */
function slipCost(asked: Word, found: Word, isFirst: boolean, context: Context): number {
  const [a, b] = [asked.key, found.key];
  if (a === b) return 0;
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 3) return Infinity;
  if ([a, b].some((word) => isNegation(word) || isNumberWord(word))) return Infinity;
  const least = Math.min(a.length, b.length);
  const isName =
    (asked.letter === 'capital' || found.letter === 'capital') && !(isFirst && context.isCommon(b));
  if (isName && !(asked.isNoun && found.isNoun && least >= 6)) {
    const isSame = isSameName(a, b) || (context.cyrillicNames && isSameStem(a, b));
    return isSame ? editDistance(a, b) : Infinity;
  }
  if (asked.letter === 'caseless' && !(context.isLong && isSlipWithoutCase(a, b))) return Infinity;
  const most = least >= 8 && asked.letter !== 'caseless' ? 2 : least >= 4 ? 1 : 0;
  if (Math.abs(a.length - b.length) > most || isTurkishNegation(a, b)) return Infinity;
  const distance = editDistance(a, b);
  return distance <= most ? distance : Infinity;
}

/**
 * Whether a letter inside a word is missing, doubled or misplaced. In scripts without capitals any word may be a name, and a
 * different letter may make it a different name.
 */
function isSlipWithoutCase(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 5 || a.at(-1) !== b.at(-1)) return false;
  return a.length !== b.length || [...a].sort().join('') === [...b].sort().join('');
}

/** Whether two long names are transliterations of one: Hosseini and Husseini. Shorter names may be two people: Bosch and Busch. */
function isSameName(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 7 || a.at(-1) !== b.at(-1)) return false;
  return skeleton(a) === skeleton(b);
}

function skeleton(name: string): string {
  return name
    .replace(/ou|oo|o/g, 'u')
    .replace(/y/g, 'i')
    .replace(/(.)\1+/gu, '$1');
}

/** Folded case endings of Russian and Ukrainian nouns: Владимир Путин and Владимира Путина. */
const CYRILLIC_ENDING =
  /^(?:|а|я|у|ю|е|и|ы|о|ом|ем|ои|еи|ою|ею|ов|ев|ым|им|ых|их|ые|ие|ыи|ии|ого|его|ому|ему|ыми|ими|ами|ями|ам|ям|ах|ях|ая|яя|ую|юю|ь|ью)$/u;

function isSameStem(a: string, b: string): boolean {
  if (!/^\p{Script=Cyrillic}+$/u.test(a + b)) return false;
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  // The last letter of the stem may be the ending of the other form: Мария, Марии.
  for (let stem = shared; stem >= 3 && stem >= shared - 1; stem--)
    if (CYRILLIC_ENDING.test(a.slice(stem)) && CYRILLIC_ENDING.test(b.slice(stem))) return true;
  return false;
}

/** Whether one word is the other with the negating syllable of a Turkish verb: yaptı, yapmadı; geliyor, gelmiyor. */
function isTurkishNegation(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const more = long.length - short.length;
  if (more < 1 || more > 3) return false;
  for (let at = 2; at < short.length; at++) {
    if (long.slice(0, at) + long.slice(at + more) !== short) continue;
    // A doubled m is a typing error: sumit, summit.
    if (/^(?:m[aeiu]y?|ym[ae])$/.test(long.slice(at, at + more))) return true;
    if (more === 1 && long[at] === 'm' && long[at - 1] !== 'm' && /^[iu]yor/.test(short.slice(at)))
      return true;
  }
  return false;
}

/** Counts the letters to change, add or remove; exchanging two neighbouring letters counts as one. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
