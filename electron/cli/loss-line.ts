import type { ExportReport } from '../../shared/contract/exchange.ts';

/** What a format could not carry in one line, as the command line prints it. */
export function lossLine({ kind, count, examples }: ExportReport['losses'][number]): string {
  return `Not carried: ${count} ${kind} (for instance ${examples[0] ?? '…'})`;
}
