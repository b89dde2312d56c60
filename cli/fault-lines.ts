import { describeWhere, type Fault } from '../shared/contract/errors.ts';
import type { LeftOut } from '../shared/contract/exchange.ts';
import { TEXT_ONLY } from '../shared/formats/define.ts';
import { counted } from '../shared/text/counted.ts';
import { leftOutInWords } from '../shared/text/left-out.ts';

/** Formats a fault as one line: its location, then its message. */
export function faultLine({ message, where }: Fault): string {
  const place = describeWhere(where && { ...where, field: undefined });
  return place ? `${place}: ${message}` : message;
}

/** Lists what was left out: a line with the count, then a line for each fault. */
export function leftOutLines(leftOut: LeftOut | undefined): string[] {
  if (!leftOut) return [];
  const { faults, more, textOnly = 0 } = leftOut;
  return [
    `Left out because of faults: ${leftOutInWords(leftOut)}.`,
    ...faults.map((fault) => `  ${faultLine(fault)}`),
    ...(more > 0 ? [`  and ${more} more, which are not listed.`] : []),
    ...(textOnly > 0
      ? [
          `With --option ${TEXT_ONLY}=true the texts of ${counted(textOnly, 'record')} are imported without the annotations that could not be read.`,
        ]
      : []),
  ];
}
