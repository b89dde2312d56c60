import { isDerived, type Guideline, type GuidelineBlock } from './blocks.ts';

/**
 * Pairs the blocks of two guidelines that are the same block: by uid, then by content. Of those that were read from a text, which have
 * no lasting uids, blocks of one kind are paired in order.
 */
export function pairBlocks(before: Guideline, after: Guideline): [GuidelineBlock, GuidelineBlock][] {
  const pairs: [GuidelineBlock, GuidelineBlock][] = [];
  const left = { before: new Set(before), after: new Set(after) };
  const pair = (isSame: (a: GuidelineBlock, b: GuidelineBlock) => boolean) => {
    for (const is of left.after)
      for (const was of left.before)
        if (isSame(was, is)) {
          pairs.push([was, is]);
          left.before.delete(was);
          left.after.delete(is);
          break;
        }
  };
  pair((a, b) => a.uid === b.uid);
  pair((a, b) => contentOf(a) === contentOf(b));
  pair((a, b) => a.kind === b.kind && (isDerived(a) || isDerived(b)) && !a.example && !b.example);
  return pairs;
}

/** What makes a block what it is, without its uid. */
export function contentOf({ kind, text, example }: GuidelineBlock): string {
  return JSON.stringify([kind, text, example?.annotation, example?.quote]);
}
