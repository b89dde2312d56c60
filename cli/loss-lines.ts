import type { ExportReport } from '../shared/contract/exchange.ts';
import { groupLosses } from '../shared/formats/loss-words.ts';
import { grouped } from '../shared/text/counted.ts';

/** Lists what a format cannot carry, under headings, most important first. */
export function lossLines(losses: ExportReport['losses']): string[] {
  if (losses.length === 0) return [];
  return [
    'Not in this format:',
    ...groupLosses(losses).flatMap(({ heading, losses: of }) => [
      `  ${heading}`,
      ...of.map(
        ({ kind, count, examples: [example] }) =>
          `    ${kind}: ${grouped(count)}${example ? ` (for example ${example})` : ''}`,
      ),
    ]),
  ];
}
