import { fold } from './fold.ts';
import { latinised, soundAlike } from './sound.ts';

/** Titles before a name, folded. The name itself follows them. */
const TITLES = new Set(
  (
    'mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend sr sra srta don dona senor senora herr frau monsieur madame mme mlle m pm fm vp ' +
    'president presidente presidenta prasident prasidentin premier prime minister ministre ministro ministra ministerin bundeskanzler bundeskanzlerin kanzler ' +
    'kanzlerin bundesprasident aussenminister aussenministerin verteidigungsminister innenminister finanzminister ministerprasident ministerprasidentin ' +
    'chancellor spokesman spokeswoman spokesperson ambassador amb senator sen representative rep congressman congresswoman governor gov mayor secretary ' +
    'commissioner envoy pope king queen prince princess sultan emir sheikh sheikha shaykh ayatollah imam mullah rabbi archbishop bishop cardinal patriarch ' +
    'marshal gen lt col maj capt cpt sgt cmdr adm brig sayin bay bayan cumhurbaskani basbakan bakan bakani sekreteri buyukelci ' +
    'президент премьер министр господин госпожа канцлер'
  ).split(' '),
);
/** Words that are titles before a full name, but part of other names: General Akar, General Motors. */
const DOUBTFUL = new Set(
  'general colonel major captain justice judge chief state leader analyst admiral'.split(' '),
);
const ARTICLES = new Set('the la le les el los las der die das'.split(' '));
const BEHIND = new Set('jr sr jnr snr phd md mp mep mbe obe kc qc esq'.split(' '));
/** Words that may be left out of a name without changing whom it refers to. */
const SMALL = new Set('of the and for de des du del la le and & und der di da'.split(' '));
/** Articles at the beginning of Arabic names, with a hyphen or separate. */
const ARABIC = new Set('al el as ash es an ad at ar az ul'.split(' '));
/** Particles in surnames, written in lower case and sometimes left out. */
const PARTICLES = new Set(
  'von van der den zu de la le di da del dos bin ibn ben bint abu bar y ten ter'.split(' '),
);
/** Surnames that come first, as in East Asia: President Yoon is Yoon Suk Yeol. */
const FAMILIES = new Set(
  (
    'ban cao chen cho choi chung deng guo han hu hwang jang jiang jung kang kim lai lee li lim lin liu luo ma moon nguyen noh oh pak park peng pham phan ri roh ' +
    'seo shin song sun to tran tsai vo wang wei wen wu xi xu yang ye yi yoon yun zhang zhao zheng zhou zhu'
  ).split(' '),
);
const ROMAN = /^(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3}|xiv|xvi?)$/;

const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/** The words of a name, normalised for comparison. */
export interface NameWords {
  /** Folded, without hyphens, full stops, apostrophes, titles, articles and suffixes. */
  readonly words: readonly string[];
  /** Whether a title was removed from the front. */
  readonly titled: boolean;
}

/** Splits a name into the words to compare, without titles, leading articles and suffixes. */
export function nameWords(name: string): NameWords {
  return foldedNameWords(fold(name));
}

/** Like {@link nameWords}, for a name that is already folded. */
export function foldedNameWords(folded: string): NameWords {
  const all = PLAIN.test(folded)
    ? folded.split(' ')
    : latinised(folded.replace(/(?<=\p{L})['’ʼ`´](?:s\b)?/gu, ''))
        // Initials before a name are separate words, an acronym alone is one word.
        .replace(/(?<!\p{L})(?:\p{L}\.){2,3}(?=\s*\p{L}{2})/gu, (letters) => letters.replaceAll('.', ' '))
        .replace(/(?<=\p{L})\.(?=\p{L})/gu, '')
        .split(/[\s.,\-‐–/"“”()]+/u)
        .filter((word) => word !== '');
  let words = all;
  while (words.length > 1 && ARTICLES.has(words[0]!) && !TITLES.has(words[0]!) && isArticleHere(words))
    words = words.slice(1);
  while (words.length > 1 && BEHIND.has(words.at(-1)!)) words = words.slice(0, -1);
  const untitled = withoutTitles(words);
  return { words: untitled, titled: untitled.length < words.length };
}

/** Le Pen and La Pampa keep their articles: before a single word, only “the” is removed. */
function isArticleHere([first, ...rest]: readonly string[]): boolean {
  return rest.length > 1
    ? first === 'the' || first === 'der' || first === 'die' || first === 'das'
    : first === 'the';
}

function withoutTitles(words: readonly string[]): readonly string[] {
  // “Turkish Foreign Minister Hakan Felan”: the name follows the last title.
  let last = -1;
  for (let i = 0; i < words.length - 1; i++) {
    const word = words[i]!;
    if (TITLES.has(word) || (DOUBTFUL.has(word) && words.length - i > 2)) last = i;
  }
  let rest = words.slice(last + 1);
  // "Secretary of State Blinken"
  while (last >= 0 && rest.length > 1 && (SMALL.has(rest[0]!) || DOUBTFUL.has(rest[0]!))) {
    if (PARTICLES.has(rest[0]!) && rest[0] !== 'of') break;
    rest = rest.slice(1);
  }
  return last < 0 || rest.some((word) => TITLES.has(word)) ? words : rest;
}

/** The cost of each kind of difference between two names. */
const PRICE = {
  small: 0.2,
  particle: 0.5,
  spelling: 1,
  initial: 1,
  acronym: 1,
  before: 2.5,
  inside: 2.5,
  behind: 3,
} as const;
/** At a higher cost than this, it is a different name. */
const MOST = 8;
/** Up to this cost only the spelling differs; above it, words of the name are missing. */
export const SPELLED_OTHERWISE = 2;

/**
 * Returns the distance from the words by which someone is called to a full name, 0 if equal; `null` if it is a different name.
 * All the words must occur in the name in the same order: unchanged, as initials, as an acronym or in another spelling. The name
 * may have more words.
 */
export function nameDistance(called: NameWords, name: NameWords): number | null {
  const [a, b] = [called.words, name.words];
  if (a.length === 0 || b.length === 0 || a.length > 12 || b.length > 16) return null;
  if (a.join('') === b.join('')) return 0;
  const memo = new Map<number, number>();
  // The lowest cost of matching the words from i on with the name from j on; `begun` is true once a word has matched.
  const price = (i: number, j: number, begun: boolean): number => {
    if (i === a.length) return rest(b.slice(j), called);
    const key = (i * 32 + j) * 2 + (begun ? 1 : 0);
    const remembered = memo.get(key);
    if (remembered !== undefined) return remembered;
    let least = Infinity;
    for (const [used, taken, cost] of steps(a, i, b, j))
      least = Math.min(least, cost + price(i + used, j + taken, true));
    if (j < b.length) least = Math.min(least, skipping(b[j]!, begun) + price(i, j + 1, begun));
    if (SMALL.has(a[i]!) || ARABIC.has(a[i]!)) least = Math.min(least, PRICE.small + price(i + 1, j, begun));
    // “V. V. Putin”, although the second name is unknown here.
    if (i > 0 && i < a.length - 1 && a[i]!.length === 1)
      least = Math.min(least, PRICE.initial + price(i + 1, j, begun));
    memo.set(key, least);
    return least;
  };
  const found = price(0, 0, false);
  return found <= MOST ? found : null;
}

function skipping(word: string, begun: boolean): number {
  if (SMALL.has(word) || ARABIC.has(word)) return PRICE.small;
  if (PARTICLES.has(word)) return PRICE.particle;
  if (word.length === 1) return PRICE.initial;
  return begun ? PRICE.inside : PRICE.before;
}

/** Returns the cost of the words of a name that follow the match. */
function rest(words: readonly string[], { titled, words: called }: NameWords): number {
  let sum = 0;
  for (const word of words) {
    if (SMALL.has(word) || ARABIC.has(word)) sum += PRICE.small;
    else sum += ROMAN.test(word) || BEHIND.has(word) ? PRICE.particle : PRICE.behind;
  }
  // A person called by a title and one word is called by the surname.
  return titled && called.length === 1 && !FAMILIES.has(called[0]!) && sum >= PRICE.behind ? Infinity : sum;
}

type Step = readonly [used: number, taken: number, cost: number];

/** Yields the ways in which words of one list can match words of the other at two positions. */
function* steps(a: readonly string[], i: number, b: readonly string[], j: number): Generator<Step> {
  const [one, other] = [a[i]!, b[j]];
  if (other === undefined) return;
  if (one === other) yield [1, 1, 0];
  else if (soundAlike(one, other)) yield [1, 1, PRICE.spelling];
  // An initial can match a first name, but never the last of the given words.
  else if (i < a.length - 1 && isInitial(one, other)) yield [1, 1, PRICE.initial];
  for (let n = 2; n <= 3; n++) {
    const joined = b.slice(j, j + n);
    if (joined.length === n && (joined.join('') === one || soundAlike(joined.join(''), one)))
      yield [1, n, PRICE.small];
    const mine = a.slice(i, i + n);
    if (mine.length === n && (mine.join('') === other || soundAlike(mine.join(''), other)))
      yield [n, 1, PRICE.small];
  }
  for (const n of spelledOut(one, b, j)) yield [1, n, PRICE.acronym];
  for (const n of spelledOut(other, a, i)) yield [n, 1, PRICE.acronym];
}

function isInitial(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return (
    (short.length === 1 || (short.length === 2 && /^(?:yu|ya|th|ch|kh|sh|zh)$/.test(short))) &&
    long.startsWith(short)
  );
}

/**
 * Yields the number of words, including small ones, that an acronym abbreviates: “un” for “united nations”, “jd” for “james
 * david”.
 */
function* spelledOut(acronym: string, words: readonly string[], from: number): Generator<number> {
  if (acronym.length < 2 || acronym.length > 6) return;
  let letters = 0;
  for (let i = from; i < words.length; i++) {
    const word = words[i]!;
    if (word[0] === acronym[letters]) letters++;
    else if (!SMALL.has(word)) return;
    if (letters === acronym.length) {
      if (i > from) yield i - from + 1;
      return;
    }
  }
}

/** Returns folded last words under which the look-up table may list a matching name, the likeliest first. */
export function lastWords(called: NameWords, folded: string): string[] {
  const { words } = called;
  const last = words.at(-1)!;
  const before = words.at(-2);
  const third = words.at(-3);
  const found = [
    last,
    folded.slice(folded.lastIndexOf(' ') + 1),
    ...(before === undefined ? [] : [`${before}-${last}`, before + last, `${before}'${last}`]),
    ...(third === undefined ? [] : [`${third}-${before}-${last}`]),
    ...[...ARABIC].map((article) => `${article}-${last}`),
    ...(last.length <= 6 && /^\p{L}+$/u.test(last) ? [`${[...last].join('.')}.`, [...last].join('.')] : []),
  ];
  return [...new Set(found)];
}

/** Returns other folded forms in which the look-up table may list the whole name. */
export function wholeNames({ words }: NameWords): string[] {
  const gaps = words.length - 1;
  const joined =
    gaps < 1 || gaps > 4
      ? []
      : Array.from({ length: 3 ** gaps }, (_, n) =>
          words.reduce((name, word, i) => name + [' ', '-', ''][Math.floor(n / 3 ** (i - 1)) % 3]! + word),
        );
  const dotted = words.map((word) => (word.length <= 6 ? `${[...word].join('.')}.` : word));
  return [...new Set([words.join(' '), ...joined, ...(words.length === 1 ? dotted : [])])];
}

/** Returns the first words with which a matching name may begin. */
export function firstWords({ words }: NameWords): string[] {
  const [first] = words;
  return first !== undefined && (words.length > 1 || FAMILIES.has(first)) ? [first] : [];
}

/** Returns the folded letters of an acronym in capitals (“the E.U.” gives “eu”); `null` for other words. */
export function acronymOf(words: string): string | null {
  const letters = words.trim().replace(/^the\s+/i, '');
  return /^(?:\p{Lu}\.?){2,6}$/u.test(letters) ? fold(letters.replaceAll('.', '')) : null;
}
