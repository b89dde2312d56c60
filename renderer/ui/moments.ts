/**
 * Days and times on the screen: ISO in local time, the same on every screen and machine. Dates in articles, in filters and
 * in exports are ISO too, so that they can be compared at a glance.
 */

/** `2026-11-28`. */
export function day(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `20:46`. */
export function time(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `2026-11-28 20:46:03`. */
export function fullMoment(date: Date): string {
  return `${day(date)} ${time(date)}:${two(date.getSeconds())}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
