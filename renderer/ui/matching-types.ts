import type { SpanType } from '../../shared/model/scheme.ts';

/** Lists of more types than this show some of them, and a field to find the others: nobody reads a thousand rows. */
export const MANY_TYPES = 100;

/**
 * The types whose name or label holds the words, those that begin with them first; at most `most` of them. `more` says how
 * many others match.
 */
export function matchingTypes(
  types: readonly SpanType[],
  words: string,
  most: number,
): { readonly shown: readonly SpanType[]; readonly more: number } {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === '') return { shown: types.slice(0, most), more: Math.max(0, types.length - most) };
  const begins: SpanType[] = [];
  const holds: SpanType[] = [];
  for (const type of types) {
    const texts = [type.name.toLocaleLowerCase(), type.label.toLocaleLowerCase()];
    if (texts.some((text) => text.startsWith(wanted))) begins.push(type);
    else if (texts.some((text) => text.includes(wanted))) holds.push(type);
  }
  const all = [...begins, ...holds];
  return { shown: all.slice(0, most), more: Math.max(0, all.length - most) };
}
