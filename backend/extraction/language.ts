import { francAll } from 'franc-min';

/** Language tags of what `franc` returns (ISO 639-3), for the languages in which news are annotated. */
const TAGS: Readonly<Record<string, string>> = {
  arb: 'ar',
  azj: 'az',
  cmn: 'zh',
  deu: 'de',
  ell: 'el',
  eng: 'en',
  fra: 'fr',
  heb: 'he',
  hin: 'hi',
  ind: 'id',
  ita: 'it',
  jpn: 'ja',
  kor: 'ko',
  nld: 'nl',
  pes: 'fa',
  pol: 'pl',
  por: 'pt',
  ron: 'ro',
  rus: 'ru',
  spa: 'es',
  swe: 'sv',
  tur: 'tr',
  ukr: 'uk',
  urd: 'ur',
  vie: 'vi',
};
/** Below this length (UTF-16 code units), short names decide, and the result is not reliable. */
const LEAST = 250;

/** The next best language must be at least this much worse, on the scale of `franc` from 0 to 1. */
const CLEAR = 0.1;

/** Returns the language of a text as a tag; empty if it is too short, in doubt, or not one of the known languages. */
export function languageOf(text: string): string {
  if (text.length < LEAST) return '';
  const [best, next] = francAll(text.slice(0, 4000), { minLength: LEAST });
  if (!best || (next && best[1] - next[1] < CLEAR)) return '';
  return TAGS[best[0]] ?? '';
}

/** Whether a page's statement is a language at all: templates leave “x-default” or “und”. */
export function isKnownLanguage(tag: string | null | undefined): boolean {
  return typeof tag === 'string' && /^[a-z]{2,3}(?:[-_]|$)/i.test(tag) && !/^und\b/i.test(tag);
}
