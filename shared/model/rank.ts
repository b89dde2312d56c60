/**
 * The next rank behind `last`, or the first rank of all: fillers of one slot are ordered by such texts, compared
 * code unit by code unit, so that one can be put between two others without touching them.
 */
export function rankAfter(last: string | undefined): string {
  if (last === undefined) return 'a0';
  const at = DIGITS.indexOf(last.at(-1) ?? '');
  const next = at < 0 ? undefined : DIGITS[at + 1];
  // Anything with a sign more comes behind it.
  return next === undefined ? `${last}0` : last.slice(0, -1) + next;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * A rank between two others, or from the beginning or to the end where one is `undefined`. `null` when there is none,
 * as between two that are equal or that another tool has packed too tightly: all have to be assigned again then.
 */
export function rankBetween(before: string | undefined, after: string | undefined): string | null {
  if (after === undefined) return rankAfter(before);
  const low = before ?? '';
  if (low >= after) return null;
  let same = 0;
  while (same < low.length && low[same] === after[same]) same++;
  const head = after.slice(0, same);
  const next = DIGITS.indexOf(after[same]!);
  if (next < 0) return null;
  if (same === low.length) {
    // What comes after is longer: any smaller sign, or else the same and then still less.
    if (next > 0) return head + DIGITS[Math.floor((next - 1) / 2)]!;
    const less = rankBetween('', after.slice(same + 1));
    return after.length > same + 1 && less !== null ? head + DIGITS[0]! + less : null;
  }
  const from = DIGITS.indexOf(low[same]!);
  if (from >= 0 && next - from > 1) return head + DIGITS[Math.floor((from + next) / 2)]!;
  return head + low[same]! + rankAfter(low.slice(same + 1) || undefined);
}
