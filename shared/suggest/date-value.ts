import { DATE_LANGUAGES, readDateWords, UNITS, type DateToken } from './date-words.ts';
import { weekdayOf } from '../text/calendar-words.ts';
import { parsePublished } from '../text/published.ts';

/** A day as milliseconds of UTC; days are counted without time zones. */
const DAY = 86_400_000;

type Precision = 'day' | 'month' | 'year';

/** A date with the precision of its words, or an interval of days. */
interface DateValue {
  readonly edtf: string;
  /** First and last day, as milliseconds of UTC. */
  readonly from: number;
  readonly to: number;
}

/** How tokens of certain classes become dates; `today` is the day of publication, absent if it is not known. */
interface Rule {
  readonly form: RegExp;
  readonly read: (tokens: readonly DateToken[], today: number | undefined) => readonly (DateValue | null)[];
}

/**
 * Returns what the words of a date expression may mean in EDTF, the likeliest first, never more precise than the words:
 * “Wednesday” in an article of 2025-07-10 is `2025-07-09` (or `2025-07-16`), “in April” `2025-04`, “last week”
 * `2025-06-30/2025-07-06`, “since 2019” `2019/..`. Relative expressions count from the day of publication; news mostly looks back,
 * so a weekday is the latest one up to that day, and the one after it is the second value. Returns none if any word is
 * not understood, or if a relative expression has no day to count from.
 * @param words of the annotation
 * @param published of the article, ISO 8601 as in its metadata
 * @param language of the article as a tag; without a known one, the languages must agree
 */
export function proposeDates(words: string, published: string, language: string): string[] {
  const absolute = parsePublished(words, language);
  if (absolute !== null) return [absolute.slice(0, 10)];
  const day = /^\d{4}-\d{2}-\d{2}/.exec(published)?.[0];
  const today = day === undefined ? undefined : Date.parse(`${day}T00:00:00Z`);
  const subtag = language.toLowerCase().split(/[-_]/)[0]!;
  if (DATE_LANGUAGES.includes(subtag)) return readIn(words, subtag, today);
  const found = DATE_LANGUAGES.map((each) => readIn(words, each, today)).filter(
    (values) => values.length > 0,
  );
  return new Set(found.map((values) => values.join())).size === 1 ? found[0]! : [];
}

function readIn(words: string, language: string, today: number | undefined): string[] {
  const found = new Set<string>();
  for (const tokens of readDateWords(words, language))
    for (const { edtf } of read(tokens, today)) found.add(edtf);
  return [...found];
}

function read(tokens: readonly DateToken[], today: number | undefined): readonly DateValue[] {
  const classes = tokens.map((token) => token.class).join('');
  if (/^S[^SUBR]+$/.test(classes))
    return read(tokens.slice(1), today)
      .slice(0, 1)
      .map((date) => ({ ...date, edtf: `${startOf(date)}/..` }));
  if (/^U[^SUBR]+$/.test(classes))
    return read(tokens.slice(1), today)
      .slice(0, 1)
      .map((date) => ({ ...date, edtf: `../${endOf(date)}` }));
  const range = /^[BS]?([^SUBR]+)[RU]([^SUBR]+)$/d.exec(classes);
  if (range) {
    const [, first, second] = range.indices!;
    return readRange(tokens.slice(...first!), tokens.slice(...second!), today);
  }
  return readDate(tokens, today);
}

function readDate(tokens: readonly DateToken[], today: number | undefined): readonly DateValue[] {
  // The part of a day or of a month does not make a value more precise: “early April” is April.
  const words = tokens.filter((token) => token.class !== 'p');
  const classes = words.map((token) => token.class).join('');
  const rule = RULES.find(({ form }) => form.test(classes));
  return rule ? rule.read(words, today).filter((date) => date !== null) : [];
}

/** “5 to 7 July”, “between April and June 2025”, “Monday to Wednesday”: what one end lacks, the other one states. */
function readRange(
  first: readonly DateToken[],
  second: readonly DateToken[],
  today: number | undefined,
): readonly DateValue[] {
  const missing = (from: readonly DateToken[], to: readonly DateToken[]) =>
    ['m', 'y'].flatMap((name) =>
      to.some((token) => token.class === name) ? [] : from.filter((token) => token.class === name),
    );
  const start = readDate([...first, ...missing(second, first)], today)[0];
  const ends = readDate([...second, ...missing(first, second)], today);
  const end = ends.find((date) => start !== undefined && date.from >= start.from);
  if (!start || !end) return [];
  return [{ edtf: `${startOf(start)}/${endOf(end)}`, from: start.from, to: end.to }];
}

function startOf({ edtf }: DateValue): string {
  return edtf.split('/')[0]!;
}

function endOf({ edtf }: DateValue): string {
  return edtf.split('/').at(-1)!;
}

/** Returns the value of the only token of a class. */
function valueOf(tokens: readonly DateToken[], name: string): number | undefined {
  return tokens.find((token) => token.class === name)?.value;
}

/** −1 for “last”, 0 for “this”, 1 for “next”, undefined for none of them. */
function directionOf(tokens: readonly DateToken[]): number | undefined {
  const index = ['l', 't', 'x'].findIndex((name) => valueOf(tokens, name) !== undefined);
  return index === -1 ? undefined : index - 1;
}

const RULES: readonly Rule[] = [
  { form: /^w?(?:nm|mn)y?$|^(?:nm|mn)y?w$/, read: readDayOfMonth },
  { form: /^my$|^ym$/, read: (tokens) => [monthOf(valueOf(tokens, 'y')!, valueOf(tokens, 'm')!)] },
  { form: /^m$|^[ltx]m$|^m[ltx]$/, read: readMonth },
  { form: /^y$/, read: ([year]) => [yearOf(year!.value)] },
  { form: /^e$/, read: ([decade]) => [between(yearOf(decade!.value), yearOf(decade!.value + 9))] },
  { form: /^w$|^[ltx]w$|^w[ltx]$/, read: fromToday(readWeekday) },
  { form: /^o$|^wo$|^ow$/, read: fromToday((tokens, today) => [dayOf(today + valueOf(tokens, 'o')! * DAY)]) },
  { form: /^u$/, read: fromToday(readWeekend) },
  { form: /^[ltx]u$|^u[ltx]$/, read: fromToday(readPeriod) },
  { form: /^n?ua$|^an?u$/, read: fromToday((tokens, today) => [shifted(tokens, today, -1)]) },
  { form: /^hnu$|^nuh$/, read: fromToday((tokens, today) => [shifted(tokens, today, 1)]) },
  { form: /^[lx]nu$|^n[lx]u$|^nu[lx]$/, read: fromToday(readStretch) },
  { form: /^sy?$|^[ltx]s$|^s[ltx]$/, read: readSeason },
  { form: /^nqy?$|^qny?$/, read: readQuarter },
];

function fromToday(
  read: (tokens: readonly DateToken[], today: number) => readonly (DateValue | null)[],
): Rule['read'] {
  return (tokens, today) => (today === undefined ? [] : read(tokens, today));
}

function readDayOfMonth(
  tokens: readonly DateToken[],
  today: number | undefined,
): readonly (DateValue | null)[] {
  const [day, month, year] = [valueOf(tokens, 'n')!, valueOf(tokens, 'm')!, valueOf(tokens, 'y')];
  const weekday = valueOf(tokens, 'w');
  const years = year !== undefined ? [year] : yearsAround(today);
  const days = years
    .map((each) => (isDay(each, month, day) ? dayOf(Date.UTC(each, month - 1, day)) : null))
    .filter((date) => date !== null)
    .filter((date) => weekday === undefined || weekdayOf(date.from) === weekday);
  return nearest(days, today).slice(0, 2);
}

function readMonth(tokens: readonly DateToken[], today: number | undefined): readonly DateValue[] {
  return nearestInDirection(
    yearsAround(today).map((year) => monthOf(year, valueOf(tokens, 'm')!)),
    tokens,
    today,
  );
}

function readSeason(tokens: readonly DateToken[], today: number | undefined): readonly DateValue[] {
  const [season, year] = [valueOf(tokens, 's')!, valueOf(tokens, 'y')];
  if (year !== undefined) return [seasonOf(year, season)];
  return nearestInDirection(
    yearsAround(today).map((each) => seasonOf(each, season)),
    tokens,
    today,
  );
}

/** Returns the months or seasons in the direction of the words; without one the two nearest. */
function nearestInDirection(
  dates: readonly DateValue[],
  tokens: readonly DateToken[],
  today: number | undefined,
): readonly DateValue[] {
  const direction = directionOf(tokens);
  if (today === undefined) return [];
  if (direction === undefined) return nearest(dates, today).slice(0, 2);
  const wanted = dates.filter(({ from, to }) =>
    direction < 0 ? to < today : direction > 0 ? from > today : yearOfDay(from) === yearOfDay(today),
  );
  return nearest(wanted, today).slice(0, 1);
}

function readQuarter(tokens: readonly DateToken[], today: number | undefined): readonly (DateValue | null)[] {
  const [number, year] = [valueOf(tokens, 'n')!, valueOf(tokens, 'y')];
  if (number > 4) return [];
  const quarter = (each: number) => between(monthOf(each, number * 3 - 2), monthOf(each, number * 3));
  if (year !== undefined) return [quarter(year)];
  return nearest(yearsAround(today).map(quarter), today).slice(0, 2);
}

function readWeekday(tokens: readonly DateToken[], today: number): readonly DateValue[] {
  const direction = directionOf(tokens);
  const wanted = valueOf(tokens, 'w')!;
  const back = (weekdayOf(today) - wanted + 7) % 7;
  const before = today - back * DAY;
  if (direction === undefined) return [dayOf(before), dayOf(before + 7 * DAY)];
  if (direction < 0) return [dayOf(back === 0 ? today - 7 * DAY : before)];
  if (direction > 0) return [dayOf(before + 7 * DAY)];
  return [dayOf(mondayOf(today) + (wanted - 1) * DAY)];
}

/** “at the weekend”: the one that has begun last, or the next. Other units alone are no date. */
function readWeekend(tokens: readonly DateToken[], today: number): readonly DateValue[] {
  if (unitOf(tokens) !== 'weekend') return [];
  const saturday = mondayOf(today - 5 * DAY) + 5 * DAY;
  return [saturday, saturday + 7 * DAY].map((day) => between(dayOf(day), dayOf(day + DAY)));
}

/** “last week”, “this year”, “next month”. */
function readPeriod(tokens: readonly DateToken[], today: number): readonly (DateValue | null)[] {
  const direction = directionOf(tokens)!;
  const [year, month] = [yearOfDay(today), new Date(today).getUTCMonth() + 1];
  const monday = mondayOf(today) + direction * 7 * DAY;
  switch (unitOf(tokens)) {
    case 'week':
      return [between(dayOf(monday), dayOf(monday + 6 * DAY))];
    case 'weekend':
      return [between(dayOf(monday + 5 * DAY), dayOf(monday + 6 * DAY))];
    case 'month':
      return [monthOf(year, month + direction)];
    case 'year':
      return [yearOf(year + direction)];
    case 'decade': {
      const first = Math.floor(year / 10) * 10 + direction * 10;
      return [between(yearOf(first), yearOf(first + 9))];
    }
    case 'day':
      return [dayOf(today + direction * DAY)];
  }
}

/** “three days ago”, “in two weeks”: weeks are rarely meant to the day, so they are marked as approximate. */
function shifted(tokens: readonly DateToken[], today: number, sign: number): DateValue | null {
  const count = (valueOf(tokens, 'n') ?? 1) * sign;
  const [year, month] = [yearOfDay(today), new Date(today).getUTCMonth() + 1];
  switch (unitOf(tokens)) {
    case 'day':
      return dayOf(today + count * DAY);
    case 'week': {
      const day = dayOf(today + count * 7 * DAY);
      return { ...day, edtf: `${day.edtf}~` };
    }
    case 'month':
      return monthOf(year, month + count);
    case 'year':
      return yearOf(year + count);
    case 'weekend':
    case 'decade':
      return null;
  }
}

/** “the last three days”, “in the next two weeks”: an interval that begins or ends on the day of publication. */
function readStretch(tokens: readonly DateToken[], today: number): readonly (DateValue | null)[] {
  const direction = directionOf(tokens)!;
  const far = shifted(tokens, today, direction);
  if (!far) return [];
  const near =
    unitOf(tokens) === 'month'
      ? monthAround(today)
      : unitOf(tokens) === 'year'
        ? yearOf(yearOfDay(today))
        : dayOf(today);
  return [direction < 0 ? between(far, near) : between(near, far)];
}

function unitOf(tokens: readonly DateToken[]): (typeof UNITS)[number] {
  return UNITS[valueOf(tokens, 'u')! - 1]!;
}

/** News looks back more than ahead, so a date to come must be this much nearer than a past one to be the likelier. */
const AHEAD = 1.5;

/** Sorts dates by how likely they are meant on a day; leaves them as they are without a day. */
function nearest(dates: readonly DateValue[], today: number | undefined): readonly DateValue[] {
  if (today === undefined) return dates;
  const distance = ({ from, to }: DateValue) => Math.max(0, (from - today) * AHEAD, today - to);
  return [...dates].sort((a, b) => distance(a) - distance(b));
}

/** The years in which a date without a year may lie; none without a day of publication. */
function yearsAround(today: number | undefined): readonly number[] {
  return today === undefined ? [] : [-1, 0, 1].map((offset) => yearOfDay(today) + offset);
}

function isDay(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function yearOfDay(day: number): number {
  return new Date(day).getUTCFullYear();
}

/** The Monday of the ISO week of a day. */
function mondayOf(day: number): number {
  return day - (weekdayOf(day) - 1) * DAY;
}

function dayOf(day: number): DateValue {
  return { edtf: isoOf(day, 'day'), from: day, to: day };
}

/** A month; 0 and less, and 13 and more, are months of the years before and after. */
function monthOf(year: number, month: number): DateValue {
  const from = Date.UTC(year, month - 1, 1);
  return { edtf: isoOf(from, 'month'), from, to: Date.UTC(year, month, 0) };
}

function monthAround(day: number): DateValue {
  return monthOf(yearOfDay(day), new Date(day).getUTCMonth() + 1);
}

function yearOf(year: number): DateValue {
  const from = Date.UTC(year, 0, 1);
  return { edtf: isoOf(from, 'year'), from, to: Date.UTC(year, 11, 31) };
}

/** A season of EDTF, 21 for spring to 24 for winter; winter ends in the year after. Its days are those of the northern half. */
function seasonOf(year: number, season: number): DateValue {
  return {
    edtf: `${isoOf(Date.UTC(year, 0, 1), 'year')}-${20 + season}`,
    from: Date.UTC(year, season * 3 - 1, 1),
    to: Date.UTC(year, season * 3 + 2, 0),
  };
}

function between(from: DateValue, to: DateValue): DateValue {
  return { edtf: `${from.edtf}/${to.edtf}`, from: from.from, to: to.to };
}

function isoOf(day: number, precision: Precision): string {
  return new Date(day).toISOString().slice(0, precision === 'day' ? 10 : precision === 'month' ? 7 : 4);
}
