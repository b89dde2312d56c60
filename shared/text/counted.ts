/** A number with what it counts: `1 span`, `12,345 spans`. Only for words that take a plain s. */
export function counted(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}
