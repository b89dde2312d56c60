import { describeWhere, type Fault } from '../shared/contract/errors.ts';
import type { LeftOut } from '../shared/contract/exchange.ts';
import { TEXT_ONLY } from '../shared/formats/define.ts';
import { counted } from '../shared/text/counted.ts';
import { leftOutInWords } from '../shared/text/left-out.ts';

/** A fault in one line: the place, then what is wrong. */
export function faultLine({ message, where }: Fault): string {
  const place = describeWhere(where && { ...where, field: undefined });
  return place ? `${place}: ${message}` : message;
}

/** What was left out, a line each, behind a line that counts it. */
export function leftOutLines(leftOut: LeftOut | undefined): string[] {
  if (!leftOut) return [];
  const { faults, more, textOnly = 0 } = leftOut;
  return [
    `Left out because of faults: ${leftOutInWords(leftOut)}.`,
    ...faults.map((fault) => `  ${faultLine(fault)}`),
    ...(more > 0 ? [`  and ${more} more, which are not listed.`] : []),
    ...(textOnly > 0
      ? [
          `With --option ${TEXT_ONLY}=true the texts of ${counted(textOnly, 'record')} come in without what was not read.`,
        ]
      : []),
  ];
}
