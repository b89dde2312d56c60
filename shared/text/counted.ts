/** Returns a number with what it counts: `1 span`, `12,345 spans`. `many` is the plural of words that do not just take an s. */
export function counted(n: number, what: string, many = `${what}s`): string {
  return `${grouped(n)} ${n === 1 ? what : many}`;
}

/** A number with its thousands grouped. Small ones are left to no locale: loading one takes a tenth of a second. */
export function grouped(n: number): string {
  return Math.abs(n) < 1000 ? String(n) : n.toLocaleString('en');
}

/** Several of them in a row, "3 mentions, 1 relation"; what is 0 is left out. `many` where an s does not do. */
export function countedParts(parts: readonly (readonly [n: number, one: string, many?: string])[]): string {
  return parts
    .filter(([n]) => n > 0)
    .map(([n, one, many]) => counted(n, one, many))
    .join(', ');
}
