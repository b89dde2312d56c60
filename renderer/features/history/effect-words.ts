import type { Question } from '../../../shared/contract/history.ts';
import { grouped } from '../../../shared/text/counted.ts';

type Count = Question['counts'][number];

/** Kinds of rows in the order in which they are listed; kinds that belong to another one are left out. */
const NAMES: readonly (readonly [kind: string, one: string, many: string])[] = [
  ['document', 'article', 'articles'],
  ['set', 'annotation set', 'annotation sets'],
  ['entity', 'entity', 'entities'],
  ['span', 'annotation', 'annotations'],
  ['slot', 'filled slot', 'filled slots'],
  ['relation', 'relation', 'relations'],
  ['label', 'label', 'labels'],
  ['note', 'note', 'notes'],
  ['status', 'status of an article', 'statuses of articles'],
  ['decision', 'decision of a review', 'decisions of reviews'],
  ['quarantine', 'proposal in quarantine', 'proposals in quarantine'],
];

/** Returns what reverting a change does, with a line for each kind of row: “2 articles come back”. */
export function effectWords(counts: readonly Count[]): string[] {
  const lines = NAMES.flatMap(([kind, one, many]) => {
    const count = counts.find((each) => each.kind === kind);
    if (!count) return [];
    const words = (n: number) => `${grouped(n)} ${n === 1 ? one : many}`;
    return [
      count.removed > 0 && `${words(count.removed)} ${count.removed === 1 ? 'goes' : 'go'}`,
      count.added > 0 && `${words(count.added)} ${count.added === 1 ? 'comes' : 'come'} back`,
      count.changed > 0 &&
        `${words(count.changed)} ${count.changed === 1 ? 'becomes what it was' : 'become what they were'}`,
    ].filter((line) => line !== false);
  });
  const scheme = counts.some(({ kind }) => kind === 'project') ? ['The scheme becomes what it was'] : [];
  return [...lines, ...scheme];
}
