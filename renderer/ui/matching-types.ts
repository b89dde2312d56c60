import type { SpanType } from '../../shared/model/scheme.ts';

/** Lists of more types than this show some of them, and a field to find the others. */
export const MANY_TYPES = 100;

/**
 * Returns at most `most` types whose name or label contains the words, those that begin with them first. `more` is the
 * number of further matches.
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
