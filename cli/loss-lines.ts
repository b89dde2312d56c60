import type { ExportReport } from '../shared/contract/exchange.ts';
import { groupLosses } from '../shared/formats/loss-words.ts';
import { grouped } from '../shared/text/counted.ts';

/** What a format could not carry, under headings and the weightiest first, as the command line prints it. */
export function lossLines(losses: ExportReport['losses']): string[] {
  if (losses.length === 0) return [];
  return [
    'Not in this format:',
    ...groupLosses(losses).flatMap(({ heading, losses: of }) => [
      `  ${heading}`,
      ...of.map(
        ({ kind, count, examples: [example] }) =>
          `    ${grouped(count)} × ${kind}${example ? ` (for instance ${example})` : ''}`,
      ),
    ]),
  ];
}
