import { fold } from '../../../shared/text/fold.ts';

/** The kinds of things that one search finds, in the order in which equally good finds are listed. */
export const KINDS = ['command', 'article', 'entity', 'claim', 'setting', 'guide', 'search'] as const;
export type Kind = (typeof KINDS)[number];

/** What a search compares with its words. */
export interface Searchable {
  readonly kind: Kind;
  readonly label: string;
  /** Other words that it can be found by. */
  readonly also?: string;
  /** It was found elsewhere, such as by an alias or in a text; it is listed even if its label has none of the words. */
  readonly found?: true;
}

/** How many of one kind come before the next best of other kinds. */
const IN_A_ROW = 6;

/** Returns how well a thing fits the folded words, 0 the best; null if it does not. */
function fitOf({ label, also = '', found }: Searchable, words: string): number | null {
  const name = fold(label);
  if (name === words) return 0;
  if (name.startsWith(words)) return 1;
  if (` ${name}`.includes(` ${words}`)) return 2;
  if (name.includes(words)) return 3;
  const all = `${name} ${fold(also)}`;
  if (words.split(' ').every((word) => all.includes(word))) return 4;
  return found ? 5 : null;
}

/**
 * Returns the things that fit the words, the best first. When there are many of one kind, those after the first few follow the best of
 * the others, so that hundreds of types do not hide an entity.
 */
export function ranked<T extends Searchable>(things: readonly T[], search: string): T[] {
  const words = fold(search);
  const fitting = things.flatMap((thing, order) => {
    const fit = fitOf(thing, words);
    return fit === null ? [] : [{ thing, order, fit, kind: KINDS.indexOf(thing.kind) }];
  });
  fitting.sort((a, b) => a.fit - b.fit || a.kind - b.kind || a.order - b.order);
  const seen = new Map<string, number>();
  const rank = (kind: number, fit: number) => {
    // A whole name is what was meant, however many there are.
    if (fit === 0) return 0;
    const before = seen.get(String(kind)) ?? 0;
    seen.set(String(kind), before + 1);
    return before < IN_A_ROW ? 0 : 1;
  };
  const placed = fitting.map((each) => ({ thing: each.thing, late: rank(each.kind, each.fit) }));
  return [...placed.filter(({ late }) => late === 0), ...placed.filter(({ late }) => late === 1)].map(
    ({ thing }) => thing,
  );
}
