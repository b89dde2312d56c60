import type { Question } from '../../../shared/contract/history.ts';
import { counted } from '../../../shared/text/counted.ts';
import { TEXTS } from './texts.ts';

type Count = Question['counts'][number];

/** Kinds of rows in the order in which they are listed; kinds that belong to another one are left out. */
const NAMES: readonly (readonly [kind: string, one: string, many: string])[] = [
  ['document', 'article', 'articles'],
  ['set', 'annotation set', 'annotation sets'],
  ['entity', 'entity', 'entities'],
  ['span', 'annotation', 'annotations'],
  ['slot', 'slot filler', 'slot fillers'],
  ['relation', 'relation', 'relations'],
  ['label', 'label', 'labels'],
  ['note', 'note', 'notes'],
  ['status', 'status of an article', 'statuses of articles'],
  ['decision', 'decision', 'decisions'],
  ['quarantine', 'proposal in quarantine', 'proposals in quarantine'],
];

/** Returns what undoing or redoing a change does, with a line for each kind of row: “2 articles are restored”. */
export function effectWords(counts: readonly Count[]): string[] {
  const lines = NAMES.flatMap(([kind, one, many]) => {
    const count = counts.find((each) => each.kind === kind);
    if (!count) return [];
    return (['removed', 'restored', 'reverted'] as const).flatMap((effect) => {
      const n = { removed: count.removed, restored: count.added, reverted: count.changed }[effect];
      return n > 0 ? [TEXTS.willBe(counted(n, one, many), n, effect)] : [];
    });
  });
  const scheme = counts.some(({ kind }) => kind === 'project') ? [TEXTS.schemeReverted] : [];
  return [...lines, ...scheme];
}
