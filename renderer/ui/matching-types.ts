import { namesAbove } from '../../shared/model/type-tree.ts';
import type { SpanType } from '../../shared/model/scheme.ts';

/** Lists of more types than this show some of them, and a field to find the others. */
export const MANY_TYPES = 100;

/**
 * Returns at most `most` types whose name or label contains the words: those that begin with them first, those below one of
 * these last. `more` is the number of further matches.
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
  const below: SpanType[] = [];
  for (const type of types) {
    const texts = [type.name.toLocaleLowerCase(), type.label.toLocaleLowerCase()];
    if (texts.some((text) => text.startsWith(wanted))) begins.push(type);
    else if (texts.some((text) => text.includes(wanted))) holds.push(type);
    else below.push(type);
  }
  const found = new Set(begins.map(({ name }) => name));
  const isBelow = ({ name }: SpanType) => namesAbove({ types }, name).some((above) => found.has(above));
  const all = [...begins, ...holds, ...below.filter(isBelow)];
  return { shown: all.slice(0, most), more: Math.max(0, all.length - most) };
}

/**
 * Returns at most `most` types to offer before a name is typed, in the order of the scheme: those used most in the article, then
 * one of each layer and family that has none among them, so that a claim or an event is offered in a fresh article too, then others.
 */
export function typesToOffer(
  types: readonly SpanType[],
  count: (name: string) => number,
  most: number,
): readonly SpanType[] {
  const used = types.filter(({ name }) => count(name) > 0).sort((a, b) => count(b.name) - count(a.name));
  const kindOf = ({ layer, family }: SpanType) => `${family} ${layer}`;
  const kinds = new Set(used.map(kindOf));
  const firsts = types.filter((type) => {
    if (kinds.has(kindOf(type))) return false;
    kinds.add(kindOf(type));
    return true;
  });
  const chosen = new Set([...new Set([...used, ...firsts, ...types])].slice(0, most));
  return types.filter((type) => chosen.has(type));
}
