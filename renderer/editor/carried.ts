import type { Fragment } from '../../shared/model/fragments.ts';
import { commonEnds } from '../../shared/text/common-ends.ts';

/**
 * Returns a function that maps offsets of a text to another version of it: text before the first difference and after the
 * last one keeps its position; offsets between go to the nearer end.
 */
export function carrier(before: string, after: string): (fragment: Fragment) => Fragment {
  const { head, tail } = commonEnds(before, after);
  const end = before.length - tail;
  const carry = (offset: number) => {
    if (offset <= head) return offset;
    if (offset >= end) return offset + after.length - before.length;
    return offset - head < end - offset ? head : after.length - tail;
  };
  return ([from, to]) => [carry(from), carry(to)];
}
