import type { Loss } from './losses.ts';
import { type LossGroup, LOSS_GROUPS } from './loss-groups.ts';

/** What losses of each group are about, as a heading over a list of them. */
export const LOSS_HEADINGS: Readonly<Record<LossGroup, string>> = {
  spans: 'Annotations that are not in the files',
  annotations: 'Details of annotations',
  changes: 'Written differently',
  articles: 'Details of articles',
  work: 'Authors, work and notes',
  tools: 'Data of other programs',
};

/** Losses under their headings, the weightiest first; groups without any are left out. */
export function groupLosses<Each extends Pick<Loss, 'group'>>(
  losses: readonly Each[],
): { readonly group: LossGroup; readonly heading: string; readonly losses: readonly Each[] }[] {
  return LOSS_GROUPS.flatMap((group) => {
    const found = losses.filter((loss) => loss.group === group);
    return found.length > 0 ? [{ group, heading: LOSS_HEADINGS[group], losses: found }] : [];
  });
}
