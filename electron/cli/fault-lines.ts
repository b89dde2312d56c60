import { describeWhere, type Fault } from '../../shared/contract/errors.ts';
import type { LeftOut } from '../../shared/contract/exchange.ts';
import { leftOutInWords } from '../../shared/text/left-out.ts';

/** A fault in one line: the place, then what is wrong. */
export function faultLine({ message, where }: Fault): string {
  const place = describeWhere(where && { ...where, field: undefined });
  return place ? `${place}: ${message}` : message;
}

/** What was left out, a line each, behind a line that counts it. */
export function leftOutLines(leftOut: LeftOut | undefined): string[] {
  if (!leftOut) return [];
  const { faults, more } = leftOut;
  return [
    `Left out because of faults: ${leftOutInWords(leftOut)}.`,
    ...faults.map((fault) => `  ${faultLine(fault)}`),
    ...(more > 0 ? [`  and ${more} more, which are not listed.`] : []),
  ];
}
