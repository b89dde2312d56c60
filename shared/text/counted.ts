/** Returns a number with its noun: `1 span`, `12,345 spans`. `many` is the plural if it is not formed with an s. */
export function counted(n: number, what: string, many = `${what}s`): string {
  return `${grouped(n)} ${n === 1 ? what : many}`;
}

/** Groups thousands. Small numbers skip the locale, because loading one takes a tenth of a second. */
export function grouped(n: number): string {
  return Math.abs(n) < 1000 ? String(n) : n.toLocaleString('en');
}

/** Joins several counts, “3 mentions, 1 relation”; zeros are left out. `many` is the plural if it is not formed with an s. */
export function countedParts(parts: readonly (readonly [n: number, one: string, many?: string])[]): string {
  return parts
    .filter(([n]) => n > 0)
    .map(([n, one, many]) => counted(n, one, many))
    .join(', ');
}
