import type { RowKind } from './define.ts';

/** The result of merging two copies of a row. */
export interface Merged<Image> {
  readonly image: Image;
  /** Fields that both copies changed differently and that a person has to decide. The image has our value of them. */
  readonly cases: readonly (keyof Image & string)[];
}

/**
 * Merges two images of one row field by field, by the merge rules of its kind. `base` is the last image that both
 * copies had. A field that only one copy changed is taken from that copy. `later` states whose change was the later
 * one.
 * @throws Error if a fixed field differs, because then the rows are not the same.
 */
export function mergeImages<Image extends object>(
  kind: RowKind<Image>,
  base: Image,
  ours: Image,
  theirs: Image,
  later: 'ours' | 'theirs',
): Merged<Image> {
  const cases: (keyof Image & string)[] = [];
  const merged: Partial<Image> = {};
  const fields = Object.keys(kind.merge) as (keyof Image & string)[];
  for (const field of fields) {
    const [was, a, b] = [base[field], ours[field], theirs[field]];
    if (isSame(a, b) || isSame(was, b)) merged[field] = a;
    else if (isSame(was, a)) merged[field] = b;
    else {
      const rule = kind.merge[field];
      if (rule === 'fixed') throw new Error(`the ${kind.noun} differs in ${field}, which never changes`);
      if (rule === 'union') merged[field] = unionOf(was, a, b) as Image[typeof field];
      else if (rule === 'later') merged[field] = later === 'ours' ? a : b;
      else {
        cases.push(field);
        merged[field] = a;
      }
    }
  }
  // In the order in which the kind stores them; absent fields stay absent.
  const order = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])] as (keyof Image & string)[];
  return {
    image: Object.fromEntries(
      order.flatMap((key) => (merged[key] === undefined ? [] : [[key, merged[key]]])),
    ) as Image,
    cases,
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Returns everything that either list added, without what either removed; sorted if the lists are. */
function unionOf(was: unknown, a: unknown, b: unknown): unknown[] {
  const [base, ours, theirs] = [was, a, b].map(
    (list) => new Map(((list ?? []) as unknown[]).map((item) => [JSON.stringify(item), item])),
  ) as [Map<string, unknown>, Map<string, unknown>, Map<string, unknown>];
  const kept = new Map(
    [...ours, ...theirs].filter(([key]) => !base.has(key) || (ours.has(key) && theirs.has(key))),
  );
  const keys = [...kept.keys()];
  const sorted = [ours, theirs].every(
    (list) => [...list.keys()].join('\n') === [...list.keys()].sort().join('\n'),
  );
  return (sorted ? keys.sort() : keys).map((key) => kept.get(key));
}
