import { hasKicker, isAgency, isNewsPlace, isRegion } from './places.ts';
import { readDay } from './published.ts';
import { monthNumber } from './calendar-words.ts';

/** The text before the first sentence of a news story: a place, and optionally a day and an agency. */
export interface Dateline {
  /** Without the dash after it. */
  readonly dateline: string;
  /** The day in ISO 8601, if it is given with its year. */
  readonly published?: string;
  /** Length of the prefix including dash and blanks, in UTF-16 code units. */
  readonly length: number;
}

const WORD = "\\p{Lu}[\\p{L}\\p{M}.'’-]*";
const SMALL_WORD = '(?:de|del|do|da|of|am|an|der|la|al|el|es|le|upon|sur|i|на)';
const NAME = `${WORD}(?:[ -](?:${SMALL_WORD}[ -])*${WORD}){0,4}`;
const MONTH = '\\p{L}[\\p{L}\\p{M}]{2,}\\.?';
const DAY = `(?:${MONTH} \\d{1,2}|\\d{1,2}\\.? (?:de )?${MONTH})(?:,? (?:de )?\\d{4})?`;
const AGENCY = "[\\p{L}][\\p{L}\\p{M}.&’' -]{1,40}";
const DASH = '(?: ?[—–] ?| --? |[.,][-—–] ?)';
/** Place, region, day, agency, dash. */
const DATELINE = new RegExp(
  `^(?<place>${NAME}(?: ?/ ?${NAME}){0,3})` +
    `(?:, ?(?!${DAY}(?:[ ,.(—–-]))(?<region>${NAME}))?` +
    `(?:,? (?<day>${DAY})\\.?)?` +
    `(?: ?\\((?<agency>${AGENCY})\\)| ?/(?<stroked>${AGENCY})/\\.?)?` +
    `(?<dash>${DASH}| (?<=/\\.? ))(?=\\S)`,
  'u',
);
/** "МОСКВА, 9 июл — РИА Новости. Text" */
const AGENCY_BEHIND = new RegExp(`^(?<agency>${AGENCY}?)\\. `, 'u');
const AGENCY_ALONE = new RegExp(`^\\((?<agency>${AGENCY})\\)${DASH}(?=\\S)`, 'u');
const SENTENCE_START = /^[\p{Lu}\p{Lt}\p{Lo}\p{N}"“„«‘'([]/u;

/**
 * Recognises a dateline at the very beginning of a text: `ISLAMABAD (AP) — `, `ANKARA, July 9 (Reuters) - `, `PARIS — `. It must
 * contain a known place or agency, because capitals alone may be a kicker or a name. `null` in case of doubt, because a sentence
 * mistaken for a dateline would lose its first words.
 */
export function readDateline(text: string): Dateline | null {
  const head = text.slice(0, 200);
  const alone = AGENCY_ALONE.exec(head);
  if (alone?.groups && isAgency(alone.groups.agency!) && SENTENCE_START.test(head.slice(alone[0].length)))
    return { dateline: `(${alone.groups.agency})`, length: alone[0].length };
  const match = DATELINE.exec(head);
  if (!match?.groups) return null;
  const { day } = match.groups;
  if (day !== undefined && !isDay(day)) return null;
  let length = match[0].length;
  let dateline = head.slice(0, length - match.groups.dash!.length);
  let agency = match.groups.agency ?? match.groups.stroked;
  if (agency === undefined && day !== undefined) {
    const behind = AGENCY_BEHIND.exec(head.slice(length));
    if (behind?.groups && isAgency(behind.groups.agency!)) {
      agency = behind.groups.agency;
      dateline = head.slice(0, length + behind[0].length).replace(/\.\s*$/, '');
      length += behind[0].length;
    }
  }
  if (!isDateline({ ...match.groups, agency }, head.slice(length))) return null;
  const published = day === undefined ? undefined : (readDay(day)?.date ?? undefined);
  return { dateline: dateline.trim(), ...(published !== undefined && { published }), length };
}

function isDateline(
  { place = '', region, day, agency, dash = '' }: Readonly<Record<string, string | undefined>>,
  rest: string,
): boolean {
  if (!SENTENCE_START.test(rest)) return false;
  const places = place.split(/ ?\/ ?/);
  const known = places.every(isNewsPlace);
  const inRegion = region !== undefined && isRegion(region);
  if (region !== undefined && !inRegion && !isNewsPlace(region)) return false;
  if (agency !== undefined) {
    if (isAgency(agency)) return known || !hasKicker(place);
    // If the agency is unknown, a place in capitals and a day show that the brackets are not part of a sentence.
    return place === place.toUpperCase() && (known || (day !== undefined && !hasKicker(place)));
  }
  // A place in mixed case and a dash may begin a sentence, but not together with a day.
  if (day !== undefined) return known || (inRegion && !hasKicker(place));
  if (place !== place.toUpperCase()) return false;
  // A second dash in the sentence indicates a parenthetical clause.
  if (dash === ' - ' ? / - /.test(firstSentence(rest)) : / [—–-]{1,2} /u.test(firstSentence(rest)))
    return false;
  return known || (inRegion && !hasKicker(place));
}

/** Whether the words that look like a day contain the name of a month. */
function isDay(day: string): boolean {
  return (day.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []).some((word) => monthNumber(word) !== undefined);
}

function firstSentence(text: string): string {
  return text.split(/[.!?\n]/, 1)[0] ?? '';
}
