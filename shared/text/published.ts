const MONTHS = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
] as const;
const MONTH_NUMBER = new Map<string, number>(
  MONTHS.flatMap((names, i) => names.map((name) => [name, i + 1])),
);

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+/i;
const MONTH_FIRST = /^(\p{L}+)\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})$/u;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s+(\p{L}+)\.?,?\s+(\d{4})$/u;

function iso(year: string, month?: number, day?: number): string | null {
  if (month === undefined) return year;
  if (month < 1 || month > 12) return null;
  const date = `${year}-${String(month).padStart(2, '0')}`;
  if (day === undefined) return date;
  const end = new Date(Date.UTC(2000, month, 0));
  end.setUTCFullYear(Number(year), month, 0);
  return day >= 1 && day <= end.getUTCDate() ? `${date}-${String(day).padStart(2, '0')}` : null;
}

/**
 * Reads a publication date into ISO 8601, as precise as it is written: `2025-07-09`, `2025-07`,
 * `2025-07-09 14:00`, `July 9, 2025`, `Wednesday, 9 July 2025`. `null` for anything else; numeric dates such
 * as 09/07/2025 are left alone, since nothing says which number is the month.
 */
export function parsePublished(text: string): string | null {
  const trimmed = text.trim();
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
  const words = trimmed.replace(WEEKDAY, '');
  const monthFirst = MONTH_FIRST.exec(words);
  const dayFirst = DAY_FIRST.exec(words);
  const [name, day, year] = monthFirst
    ? [monthFirst[1], monthFirst[2], monthFirst[3]]
    : dayFirst
      ? [dayFirst[2], dayFirst[1], dayFirst[3]]
      : [];
  const month = name === undefined ? undefined : MONTH_NUMBER.get(name.toLowerCase());
  if (month === undefined || year === undefined) return null;
  return iso(year, month, day === undefined ? undefined : Number(day));
}
