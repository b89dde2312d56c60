import type { Fragment } from '../model/fragments.ts';

/**
 * A piece of what Unicode segments as one word. `word`: a word in the usual sense. `elided`: an article or pronoun with its
 * apostrophe (l’, dell’, qu’). `ending`: a possessive, a contracted verb or a Turkish case ending with its apostrophe (’s, ’ll,
 * ’da). `mark`: punctuation.
 */
export interface WordPiece {
  readonly range: Fragment;
  readonly kind: 'word' | 'elided' | 'ending' | 'mark';
}

const APOSTROPHE = /['’‘ʼ＇]/u;
const LAST_APOSTROPHE = /['’‘ʼ＇](?=[^'’‘ʼ＇]*$)/u;
/** Characters in words that may have to be split; all other words are one piece. */
const SUSPECT = /['’‘ʼ＇._]/u;
/** A missing blank after the end of a sentence: “in Iran.The”. Domain names have no capital there. */
const MISSING_BLANK = /(?<=\p{Ll}\p{Ll})\.(?=\p{Lu})/u;

/** Elided before any word, including names: French, Italian, Catalan. */
const ELIDED_BEFORE_NAMES =
  /^(?:[ld]|qu|lorsqu|puisqu|quoiqu|jusqu|presqu|dell|nell|all|dall|sull|coll|gl|degl|agl|dagl|negl|sugl|un|sant|quest|quell|tutt|nessun|ciascun)$/iu;
/** Elided only before words in lower case: N’Djamena and M’Bala are names. */
const ELIDED_BEFORE_WORDS = /^(?:[jmtsnc]|com|dov|anch)$/iu;

const POSSESSIVE_OR_VERB = /^(?:s|ll|re|ve|d|m)$/iu;

/** Turkish endings that follow a name and its apostrophe; there may be several: İstanbul’da-ki-ler. */
const TURKISH_ENDINGS =
  /^(?:l[ae]r|l[ıiuü]k?|s[ıiuü]z|[cç][ae]|[dt][ae](?:n|k[iı])?|n?[ıiuü]n|[yns]?[ıiuü]|[yn]?[ae]|y?l[ae]|n[dt]?[ae]n?|[dt][ıiuü]r?|y[dm][ıiuü]ş?|m[ıiuü]ş|y?s[ae]|k[iı])+$/u;
const VOWEL_LAST = /[aeıiouöü]$/u;
const VOWEL_FIRST = /^[aeıiouöü]/u;

function isTurkishEnding(stem: string, ending: string): boolean {
  const isCapital = stem === stem.toLocaleUpperCase('tr');
  if (!/^\p{Lu}/u.test(stem) || (stem.length < 3 && !(isCapital && stem.length === 2))) return false;
  if (/\p{Lu}/u.test(ending) && !isCapital) return false;
  const lowered = ending.toLocaleLowerCase('tr');
  // A vowel does not follow a vowel: Sana’a and Hawai’i are names. Abbreviations are pronounced letter by letter.
  if (!isCapital && VOWEL_LAST.test(stem.toLocaleLowerCase('tr')) && VOWEL_FIRST.test(lowered)) return false;
  return TURKISH_ENDINGS.test(lowered);
}

/** Splits a word of Unicode's segmentation into its pieces, which together cover all of it. Offsets count within the word. */
export function wordPieces(word: string): readonly WordPiece[] {
  if (!SUSPECT.test(word)) return [{ range: [0, word.length], kind: 'word' }];
  const pieces: WordPiece[] = [];
  const add = (start: number, end: number, kind: WordPiece['kind']) => {
    if (start < end) pieces.push({ range: [start, end], kind });
  };
  const inner = (start: number, end: number) => {
    for (const { range, kind } of atApostrophes(word.slice(start, end)))
      add(start + range[0], start + range[1], kind);
  };
  // Underscores around a word are emphasis marks; inside a word they belong to it.
  const from = /^_*/u.exec(word)![0].length;
  const to = from === word.length ? from : word.length - /_*$/u.exec(word)![0].length;
  add(0, from, 'mark');
  const stop = MISSING_BLANK.exec(word.slice(from, to));
  if (stop) {
    inner(from, from + stop.index);
    add(from + stop.index, from + stop.index + 1, 'mark');
    for (const { range, kind } of wordPieces(word.slice(from + stop.index + 1, to)))
      add(from + stop.index + 1 + range[0], from + stop.index + 1 + range[1], kind);
  } else inner(from, to);
  add(to, word.length, 'mark');
  return pieces;
}

function atApostrophes(word: string): WordPiece[] {
  const whole: WordPiece = { range: [0, word.length], kind: 'word' };
  const first = APOSTROPHE.exec(word);
  if (!first) return word === '' ? [] : [whole];
  let start = 0;
  const pieces: WordPiece[] = [];
  const head = word.slice(0, first.index);
  const next = word.slice(first.index + 1);
  const isElided =
    ELIDED_BEFORE_NAMES.test(head) || (ELIDED_BEFORE_WORDS.test(head) && /^\p{Ll}/u.test(next));
  // Kim Jong Un’s, All’s
  const isPossessive = head.length > 1 && POSSESSIVE_OR_VERB.test(next);
  if (isElided && !isPossessive && next !== '') {
    start = first.index + 1;
    pieces.push({ range: [0, start], kind: 'elided' });
  }
  let end = word.length;
  const last = word.search(LAST_APOSTROPHE);
  const stem = word.slice(start, last);
  const ending = word.slice(last + 1);
  const isEnding = last > start && (POSSESSIVE_OR_VERB.test(ending) || isTurkishEnding(stem, ending));
  if (isEnding) end = last;
  pieces.push({ range: [start, end], kind: 'word' });
  if (end < word.length) pieces.push({ range: [end, word.length], kind: 'ending' });
  return pieces;
}
