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
