/** A time of day in a date line, without its zone: `14:30`, `14:30:05`, `2.30 pm`, `14h30`. */
const CLOCK =
  /^(\d{1,2})(?:[:.]| ?[hH] ?)(\d{2})(?::(\d{2})(\.\d{1,9})?)?(?: ?([ap])\.? ?m\.?(?!\p{L}))?(?: ?(?:Uhr|hrs?|h|ч)\.?(?![\p{L}]))?/iu;
const HOUR = /^(\d{1,2})(?: ?([ap])\.? ?m\.?(?!\p{L})| ?Uhr(?!\p{L})| ?h(?!\p{L}))/iu;
const NUMERIC_ZONE = /^(?:UTC|GMT|UT)? ?([+\-−])(\d{1,2}):?(\d{2})?$/i;

/** Hours from UTC. Ambiguous abbreviations (IST, CST) are left out. */
// prettier-ignore
const ZONES: Readonly<Record<string, number>> = {
  Z: 0, UT: 0, UTC: 0, GMT: 0, WET: 0,
  BST: 1, CET: 1, MEZ: 1, WEST: 1, WAT: 1,
  CEST: 2, MESZ: 2, EET: 2, SAST: 2, CAT: 2,
  EEST: 3, MSK: 3, МСК: 3, TRT: 3, TSİ: 3, TSI: 3, EAT: 3,
  PKT: 5, WIB: 7, HKT: 8, SGT: 8, JST: 9, KST: 9,
  AEST: 10, AEDT: 11, NZST: 12, NZDT: 13,
  BRT: -3, ART: -3, EDT: -4, EST: -5, CDT: -5, MDT: -6, PDT: -7, MST: -7, PST: -8,
};
/** US zones without a mark for summer time, which then depends on the date. */
const AMERICAN: Readonly<Record<string, number>> = { ET: -5, CT: -6, MT: -7, PT: -8 };

/**
 * Parses all of `text` as a time with its zone.
 * @param date the day in ISO 8601, which determines summer time
 * @returns `null` if it is not a time, or if the zone is unknown or ambiguous
 */
export function readClockTime(text: string, date: string): string | null {
  const clock = CLOCK.exec(text);
  const found = clock ?? HOUR.exec(text);
  if (!found) return null;
  const [minutes, seconds, fraction, half] = clock
    ? [Number(clock[2]), clock[3], clock[4], clock[5]]
    : [0, undefined, undefined, found[2]];
  let hours = Number(found[1]);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (hours > 23 || minutes > 59 || Number(seconds ?? 0) > 60) return null;
  const zone = readZone(text.slice(found[0].length).trim(), date);
  if (zone === null) return null;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(hours)}:${two(minutes)}${seconds === undefined ? '' : `:${seconds}${fraction ?? ''}`}${zone}`;
}

function readZone(text: string, date: string): string | null {
  // RFC 5322 allows the name of the zone as a comment after the number.
  const named = /^\(([^()]*)\)$/.exec(text)?.[1] ?? text.replace(/(\d) ?\([^()]*\)$/, '$1');
  if (named === '') return '';
  const numeric = NUMERIC_ZONE.exec(named);
  if (numeric) {
    const [, sign, hours, minutes = '00'] = numeric;
    if (Number(hours) > 14 || Number(minutes) > 59) return null;
    return offset((sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes)));
  }
  const name = named.toUpperCase();
  const american = Object.hasOwn(AMERICAN, name) ? AMERICAN[name] : undefined;
  if (american !== undefined) {
    const summer = americanSummerTime(date);
    return summer === null ? null : offset((american + (summer ? 1 : 0)) * 60);
  }
  const hours = Object.hasOwn(ZONES, name) ? ZONES[name] : undefined;
  return hours === undefined ? null : offset(hours * 60);
}

function offset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const whole = Math.abs(minutes);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}

/** From the second Sunday of March to the first of November, by the law since 2007; `null` before 2007 and on those two days. */
function americanSummerTime(date: string): boolean | null {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  if (year < 2007 || day === 0) return null;
  const firstSunday = (of: number) => ((7 - new Date(Date.UTC(year, of - 1, 1)).getUTCDay()) % 7) + 1;
  const [begins, ends] = [firstSunday(3) + 7, firstSunday(11)];
  if (month === 3) return day === begins ? null : day > begins;
  if (month === 11) return day === ends ? null : day < ends;
  return month > 3 && month < 11;
}
