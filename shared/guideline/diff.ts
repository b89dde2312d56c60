import { contentOf, pairBlocks } from './pair.ts';
import { isExample, type BlockKind, type Guideline, type GuidelineBlock } from './blocks.ts';

/** What became of one block. */
export type BlockChange =
  | { readonly verb: 'same' | 'moved'; readonly before: GuidelineBlock; readonly after: GuidelineBlock }
  | {
      readonly verb: 'changed';
      readonly before: GuidelineBlock;
      readonly after: GuidelineBlock;
      readonly moved: boolean;
    }
  | { readonly verb: 'added'; readonly before: null; readonly after: GuidelineBlock }
  | { readonly verb: 'removed'; readonly before: GuidelineBlock; readonly after: null };

/** Returns what became of every block, in the order of the later guideline; removed ones follow what they followed before. */
export function diffGuidelines(before: Guideline, after: Guideline): BlockChange[] {
  const pairs = pairBlocks(before, after);
  const wasOf = new Map(pairs.map(([was, is]) => [is, was]));
  const paired = new Set(pairs.map(([was]) => was));
  const place = new Map(before.map((block, i) => [block, i]));
  const order = after.flatMap((block) => wasOf.get(block) ?? []);
  const still = new Set(longestRise(order.map((block) => place.get(block)!)));
  const changes = after.map((block): BlockChange => {
    const was = wasOf.get(block);
    if (!was) return { verb: 'added', before: null, after: block };
    const moved = !still.has(place.get(was)!);
    if (contentOf(was) !== contentOf(block)) return { verb: 'changed', before: was, after: block, moved };
    return { verb: moved ? 'moved' : 'same', before: was, after: block };
  });
  for (const [i, block] of before.entries()) {
    if (paired.has(block)) continue;
    const previous = before[i - 1];
    const at = previous ? changes.findIndex((change) => change.before === previous) : -1;
    changes.splice(at + 1, 0, { verb: 'removed', before: block, after: null });
  }
  return changes;
}

/** Returns a longest subsequence that rises: what stayed in place when things were moved. */
function longestRise(numbers: readonly number[]): number[] {
  const best: number[][] = [];
  for (const [i, number] of numbers.entries()) {
    let longest: number[] = [];
    for (let j = 0; j < i; j++)
      if (numbers[j]! < number && best[j]!.length > longest.length) longest = best[j]!;
    best.push([...longest, number]);
  }
  return best.reduce((a, b) => (b.length > a.length ? b : a), []);
}

/** The name of each kind of block in a sentence. */
const BLOCK_WORDS: Readonly<Record<BlockKind, string>> = {
  definition: 'definition',
  mark: 'what to mark',
  'do-not-mark': 'what not to mark',
  example: 'example',
  'counter-example': 'counter-example',
  note: 'note',
};

/** More changes of blocks than these are only mentioned. */
const NAMED = 3;

/** Returns the change of a guideline in words, without quoting it; empty if there is none. */
export function guidelineWords(before: Guideline, after: Guideline): string[] {
  const changes = diffGuidelines(before, after).filter(({ verb }) => verb !== 'same');
  if (changes.length === 0) return [];
  if (before.length === 0 && after.some(({ example }) => !example)) return ['guideline written'];
  if (after.length === 0) return ['guideline removed'];
  if (changes.length > NAMED) return ['guideline changed'];
  return [
    `guideline: ${changes.map(({ verb, before: was, after: is }) => `${BLOCK_WORDS[(is ?? was).kind]} ${verb}`).join(', ')}`,
  ];
}

/**
 * Whether a change of a guideline may give its type another meaning. Examples that are added show what holds already, and the order of the
 * blocks means nothing.
 */
export function mayChangeMeaning(before: Guideline, after: Guideline): boolean {
  return diffGuidelines(before, after).some(
    ({ verb, after: is }) =>
      verb === 'changed' || verb === 'removed' || (verb === 'added' && !(isExample(is.kind) && is.example)),
  );
}

/**
 * Returns the guideline with one block as it was in an earlier one: its content if it is still there, otherwise it comes back after the
 * block that it followed.
 */
export function withBlockOf(now: Guideline, earlier: Guideline, block: GuidelineBlock): GuidelineBlock[] {
  const is = new Map(pairBlocks(earlier, now)).get(block);
  if (is) return now.map((each) => (each === is ? { ...block, uid: is.uid } : each));
  const nowOf = new Map(pairBlocks(earlier, now));
  const previous = earlier
    .slice(0, earlier.indexOf(block))
    .reverse()
    .find((each) => nowOf.has(each));
  const at = previous ? now.indexOf(nowOf.get(previous)!) + 1 : 0;
  return [...now.slice(0, at), block, ...now.slice(at)];
}
