import type { Loss } from './losses.ts';
import { type LossGroup, LOSS_GROUPS } from './loss-groups.ts';

/** The heading for the losses of each group. */
export const LOSS_HEADINGS: Readonly<Record<LossGroup, string>> = {
  spans: 'Annotations that are not in the files',
  annotations: 'Details of annotations',
  changes: 'Written differently',
  articles: 'Details of articles',
  work: 'Authors, work and notes',
  tools: 'Data of other programs',
};

/** Groups losses under their headings, the most important first; empty groups are left out. */
export function groupLosses<Each extends Pick<Loss, 'group'>>(
  losses: readonly Each[],
): { readonly group: LossGroup; readonly heading: string; readonly losses: readonly Each[] }[] {
  return LOSS_GROUPS.flatMap((group) => {
    const found = losses.filter((loss) => loss.group === group);
    return found.length > 0 ? [{ group, heading: LOSS_HEADINGS[group], losses: found }] : [];
  });
}
