import { fold } from './fold.ts';
import { latinised, soundAlike } from './sound.ts';

/** Words before a name that are no part of it, folded. Whoever is meant is named by what follows. */
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
/** Words that are titles before a whole name and part of what else begins with them: General Akar, General Motors. */
const DOUBTFUL = new Set(
  'general colonel major captain justice judge chief state leader analyst admiral'.split(' '),
);
const ARTICLES = new Set('the la le les el los las der die das'.split(' '));
const BEHIND = new Set('jr sr jnr snr phd md mp mep mbe obe kc qc esq'.split(' '));
/** Words that may be there or not without another being meant. */
const SMALL = new Set('of the and for de des du del la le and & und der di da'.split(' '));
/** Articles that Arabic names begin with, in front of a hyphen or apart. */
const ARABIC = new Set('al el as ash es an ad at ar az ul'.split(' '));
/** Parts of surnames that are written small; some leave them out. */
const PARTICLES = new Set(
  'von van der den zu de la le di da del dos bin ibn ben bint abu bar y ten ter'.split(' '),
);
/** Names of families that stand first, as in East Asia: President Yoon is Yoon Suk Yeol. */
const FAMILIES = new Set(
  (
    'ban cao chen cho choi chung deng guo han hu hwang jang jiang jung kang kim lai lee li lim lin liu luo ma moon nguyen noh oh pak park peng pham phan ri roh ' +
    'seo shin song sun to tran tsai vo wang wei wen wu xi xu yang ye yi yoon yun zhang zhao zheng zhou zhu'
  ).split(' '),
);
const ROMAN = /^(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3}|xiv|xvi?)$/;

const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/** The words of a name in the form in which names are compared. */
export interface NameWords {
  /** Folded, without hyphens, full stops and apostrophes, what only accompanies the name taken off. */
  readonly words: readonly string[];
  /** Whether a title was taken off the front. */
  readonly titled: boolean;
}

/** Divides a name into the words that are compared: titles, leading articles and what stands behind a name are taken off. */
export function nameWords(name: string): NameWords {
  return foldedNameWords(fold(name));
}

/** {@link nameWords} of a name that is folded already. */
export function foldedNameWords(folded: string): NameWords {
  const all = PLAIN.test(folded)
    ? folded.split(' ')
    : latinised(folded.replace(/(?<=\p{L})['’ʼ`´](?:s\b)?/gu, ''))
        // Initials before a name are apart, an acronym alone is one word.
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

/** Le Pen and La Pampa keep theirs: in front of one word only English and German articles are none of the name's. */
function isArticleHere([first, ...rest]: readonly string[]): boolean {
  return rest.length > 1
    ? first === 'the' || first === 'der' || first === 'die' || first === 'das'
    : first === 'the';
}

function withoutTitles(words: readonly string[]): readonly string[] {
  // "Turkish Foreign Minister Hakan Fidan": the name follows the last title.
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

/** What a name differs by from another; each has its price, and small ones are told before large ones. */
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
/** What is dearer than this is another name. */
const MOST = 8;
/** Up to this only the spelling differs; beyond it, words of the name are missing. */
export const SPELLED_OTHERWISE = 2;

/**
 * How far a name is from the words by which somebody calls its bearer, 0 for the same; `null` where it is another name. All of the
 * words must be in the name, in its order, as they are, as initials, as an acronym or in another spelling; the name may have
 * more.
 */
export function nameDistance(called: NameWords, name: NameWords): number | null {
  const [a, b] = [called.words, name.words];
  if (a.length === 0 || b.length === 0 || a.length > 12 || b.length > 16) return null;
  if (a.join('') === b.join('')) return 0;
  const memo = new Map<number, number>();
  // The least price for the words from i on, in the name from j on; `begun` once a word was found.
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
    // "V. V. Putin" for somebody whose second name is not known here.
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

/** What is left of a name behind the words. */
function rest(words: readonly string[], { titled, words: called }: NameWords): number {
  let sum = 0;
  for (const word of words) {
    if (SMALL.has(word) || ARABIC.has(word)) sum += PRICE.small;
    else sum += ROMAN.test(word) || BEHIND.has(word) ? PRICE.particle : PRICE.behind;
  }
  // Who is called by a title and one word is called by the last name.
  return titled && called.length === 1 && !FAMILIES.has(called[0]!) && sum >= PRICE.behind ? Infinity : sum;
}

type Step = readonly [used: number, taken: number, cost: number];

/** The ways in which words of the one list stand for words of the other at two places. */
function* steps(a: readonly string[], i: number, b: readonly string[], j: number): Generator<Step> {
  const [one, other] = [a[i]!, b[j]];
  if (other === undefined) return;
  if (one === other) yield [1, 1, 0];
  else if (soundAlike(one, other)) yield [1, 1, PRICE.spelling];
  // An initial stands for a first name, never for the last word by which somebody is called.
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

/** How many words, small ones included, an acronym stands for: "un" for "united nations", "jd" for "james david". */
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

/** The last words, in folded form, by which the look-up table may have a name that is called so; the likeliest first. */
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

/** Other ways in which the look-up table may have the whole name, folded. */
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

/** The first words with which a name may begin that is called so. */
export function firstWords({ words }: NameWords): string[] {
  const [first] = words;
  return first !== undefined && (words.length > 1 || FAMILIES.has(first)) ? [first] : [];
}

/** The letters of an acronym in capitals, folded ("the E.U." is "eu"); `null` for other words. */
export function acronymOf(words: string): string | null {
  const letters = words.trim().replace(/^the\s+/i, '');
  return /^(?:\p{Lu}\.?){2,6}$/u.test(letters) ? fold(letters.replaceAll('.', '')) : null;
}
