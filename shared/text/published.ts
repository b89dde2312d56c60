import { monthNumber, weekdayNumber, weekdayOf } from './calendar-words.ts';
import { readClockTime } from './clock-time.ts';

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;
const WORD = "\\p{L}[\\p{L}\\p{M}'’ʼ]*";
/** Separators between two parts of a date line: “Wednesday, 9 July 2025 | 14:30”, “9 Juli 2025 um 14:30”, “à 14h30”. */
const BETWEEN = /^(?:[\s,;|·•–—-]|(?:at|um|gegen|à|a las|alle|às|saat|в|о|om)\s)*/iu;
/** Words before a day that can be ignored: “le 9 juillet”, “den 9. Juli”. */
const BEFORE = /^(?:on|le|el|den|der|am|il|op)\s+/iu;
const WEEKDAY = new RegExp(`^(${WORD}(?:-feira)?)\\.?[,\\s]*`, 'u');

/** The numeric forms of a date, with the order of their parts; a month may be a word. */
const FORMS: readonly { readonly pattern: RegExp; readonly order: string }[] = [
  { order: 'ymd', pattern: /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/ },
  { order: 'ymd', pattern: /^((?:19|20)\d{2})()(\d{2})(\d{2})(?!\d)/ },
  { order: 'ymd', pattern: /^(\d{4})()\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/ },
  { order: 'ymd', pattern: /^(\d{4})()\.\s(\d{1,2})\.\s(\d{1,2})\.?(?!\d)/ },
  {
    order: 'dmy',
    pattern: new RegExp(
      `^(\\d{1,2})(?:st|nd|rd|th|er|º|ª|\\.)?([-/ ]|(?<=\\.)|\\sde\\s|\\sof\\s)\\s?(${WORD})\\.?,?(?:[-/ ]|\\sdel?\\s)(\\d{4})(?!\\d)`,
      'iu',
    ),
  },
  {
    order: 'mdy',
    pattern: new RegExp(`^(${WORD})\\.?()\\s(\\d{1,2})(?:st|nd|rd|th)?,?\\s(\\d{4})(?!\\d)`, 'iu'),
  },
  { order: '?', pattern: /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)/ },
];
const MONTH_AND_YEAR = new RegExp(`^(${WORD})\\.?,?(?:\\s|\\sde\\s)(\\d{4})$`, 'iu');
/** "14:30 GMT, 9 July 2025" */
const TIME_FIRST = /^(\d{1,2}[:.hH]\d{2}[^,|·•–—]*?)\s?[,|·•–—]\s?(.+)$/u;
const WORD_BEHIND = new RegExp(`^[\\s,]*(${WORD})(?!\\p{L})`, 'u');
const YEAR_MARK = /^\s?(?:г\.|г(?!\p{L})|года|року|р\.)/u;

/**
 * Parses a publication date into ISO 8601, with the precision of the text: `2025-07-09`, `2025-07`, `2025-07-09 14:00`,
 * `July 9, 2025`, `mercredi 9 juillet 2025 à 14h30`, `Wed, 09 Jul 2025 14:30:00 +0300`, `25/07/2025`. Returns `null` if any of
 * the text cannot be read, for impossible days, for a wrong weekday, and for numbers such as 03/04/2025 if it is unclear which is
 * the month.
 * @param language of the text, as a tag: it may determine which number is the month
 */
export function parsePublished(text: string, language = ''): string | null {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  const numbers = ISO.exec(trimmed);
  if (numbers) {
    const [, year = '', month, day, time, zone] = numbers;
    const date = iso(
      year,
      month === undefined ? undefined : Number(month),
      day === undefined ? undefined : Number(day),
    );
    if (date === null || time === undefined) return date;
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
    return hours < 24 && minutes < 60 && seconds < 61 ? `${date}T${time}${zone?.toUpperCase() ?? ''}` : null;
  }
  const precise = readDay(trimmed, language);
  if (precise) return readRest(precise);
  const [, name = '', year = ''] = MONTH_AND_YEAR.exec(trimmed) ?? [];
  const month = monthNumber(name);
  if (month !== undefined) return iso(year, month);
  const [, clock, behind] = TIME_FIRST.exec(trimmed) ?? [];
  const day = behind === undefined ? null : readDay(behind, language);
  const time = day?.rest.trim() === '' ? readClockTime(clock!, day.date) : null;
  return day && time !== null ? `${day.date}T${time}` : null;
}

/** A day in ISO 8601, and the rest of the text after it without leading white space. */
interface Day {
  readonly date: string;
  readonly rest: string;
}

/**
 * Reads the day at the beginning of a text. The rest of the text is not checked.
 * @returns `null` if the text does not begin with an unambiguous date
 */
export function readDay(text: string, language = ''): Day | null {
  const [named = '', name = ''] = WEEKDAY.exec(text) ?? [];
  const weekday = weekdayNumber(name);
  // The abbreviation of a day may also be one of a month: “mar.” is Tuesday and March.
  const behind = weekday === undefined ? null : readNumbers(text.slice(named.length), language, weekday);
  return behind ?? readNumbers(text, language, undefined);
}

function readNumbers(text: string, language: string, stated: number | undefined): Day | null {
  const words = text.replace(BEFORE, '');
  for (const { pattern, order } of FORMS) {
    const match = pattern.exec(words);
    if (!match) continue;
    let rest = words.slice(match[0].length).replace(YEAR_MARK, '');
    const [after = '', behind = ''] = WORD_BEHIND.exec(rest) ?? [];
    const weekday = stated ?? weekdayNumber(behind);
    if (stated === undefined && weekday !== undefined) rest = rest.slice(after.length);
    const dates = datesOf(match, order, language).filter(
      (date) => weekday === undefined || weekdayOf(Date.parse(date)) === weekday,
    );
    const [date] = dates;
    // Several dates remain if it is unclear which number is the month.
    return date === undefined || new Set(dates).size > 1 ? null : { date, rest: rest.trimStart() };
  }
  return null;
}

function readRest({ date, rest }: Day): string | null {
  const said = rest.replace(BETWEEN, '').replace(/^T(?=\d)/, '');
  if (said === '') return date;
  const time = readClockTime(said, date);
  return time === null ? null : `${date}T${time}`;
}

/** Returns the possible dates for numbers in an order. */
function datesOf(
  [, a = '', mark = '', b = '', c = '']: RegExpExecArray,
  order: string,
  language: string,
): string[] {
  const read = (year: string, month: string, day: string) => {
    const number = /^\d+$/.test(month) ? Number(month) : monthNumber(month);
    return number === undefined ? [] : (iso(year, number, Number(day)) ?? []);
  };
  if (order === 'ymd') return [read(a, b, c)].flat();
  if (order === 'dmy') return [read(c, b, a)].flat();
  if (order === 'mdy') return [read(c, a, b)].flat();
  const first = mark === '.' ? 'day' : firstNumber(language);
  return [first === 'month' ? [] : read(c, b, a), first === 'day' ? [] : read(c, a, b)].flat();
}

/** English of countries where the month comes first; in Canada both orders are common. */
const MONTH_FIRST = /^en[-_](?:us|ph)\b/i;
const DAY_FIRST =
  /^(?:en[-_](?:gb|uk|ie|au|nz|in|pk|za|ng|ke|sg|mt)\b|(?:ar|az|bg|ca|cs|da|de|el|es|et|fi|fr|he|hi|hr|id|it|ms|nb|nl|no|pl|pt|ro|ru|sk|sl|sr|th|tr|uk|ur|vi)(?:[-_]|$))/i;

/** Returns whether the day or the month comes first in 03/04/2025 in a language; `null` if both are common. */
function firstNumber(language: string): 'day' | 'month' | null {
  if (MONTH_FIRST.test(language) || /^es[-_]us\b/i.test(language)) return 'month';
  return DAY_FIRST.test(language) ? 'day' : null;
}

function iso(year: string, month?: number, day?: number): string | null {
  if (month === undefined) return year;
  if (month < 1 || month > 12) return null;
  const date = `${year}-${String(month).padStart(2, '0')}`;
  if (day === undefined) return date;
  const end = new Date(Date.UTC(2000, month, 0));
  end.setUTCFullYear(Number(year), month, 0);
  return day >= 1 && day <= end.getUTCDate() ? `${date}-${String(day).padStart(2, '0')}` : null;
}
