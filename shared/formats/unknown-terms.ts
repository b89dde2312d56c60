import * as z from 'zod';
import { ErrorWhere } from '../contract/errors.ts';
import { spanType, type Scheme } from '../model/scheme.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A name with its frequency, the words of one such annotation, and its first location. */
const UnknownTerm = z.object({
  name: z.string(),
  count: z.int(),
  example: z.string(),
  where: ErrorWhere.optional(),
});

/** Names in files that a scheme lacks, the most frequent first. */
export const UnknownTerms = z.object({
  types: z.array(UnknownTerm),
  relations: z.array(UnknownTerm),
  labels: z.array(UnknownTerm),
  /** Named "TYPE.slot". */
  slots: z.array(UnknownTerm),
});
export type UnknownTerms = z.infer<typeof UnknownTerms>;
export type UnknownTerm = z.infer<typeof UnknownTerm>;

/**
 * Returns the types, relations, labels and slots that a scheme lacks of those seen; `null` if it has all. Attributes
 * are not included, because unknown ones are kept as foreign attributes.
 */
export function unknownTerms(scheme: Scheme, seen: Vocabulary): UnknownTerms | null {
  const types: UnknownTerm[] = [...seen.types].flatMap(([name, { count, example, where }]) =>
    spanType(scheme, name) ? [] : [{ name, count, example, where }],
  );
  for (const [name, count] of seen.entityTypes) {
    if (!spanType(scheme, name) && !seen.types.has(name)) types.push({ name, count, example: '' });
  }
  const relations = [...seen.relations].flatMap(([name, { count, where }]) =>
    scheme.relations.some((known) => known.name === name) ? [] : [{ name, count, example: '', where }],
  );
  const labels = [...seen.labels].flatMap(([name, { count, texts, where }]) =>
    scheme.labels.some((known) => known.name === name)
      ? []
      : [{ name, count, example: [...(texts ?? [])][0] ?? '', where }],
  );
  const slots = [...seen.types].flatMap(([type, { slots: used, example, where }]) => {
    const known = spanType(scheme, type);
    if (!known) return [];
    return [...used].flatMap(([name, { count }]) =>
      known.slots.some((slot) => slot.name === name)
        ? []
        : [{ name: `${type}.${name}`, count, example, where }],
    );
  });
  const unknown = { types, relations, labels, slots };
  for (const list of Object.values(unknown)) list.sort((a, b) => b.count - a.count);
  return Object.values(unknown).every((list) => list.length === 0) ? null : unknown;
}

/** Returns the first location of an unknown name. */
export function firstUnknown({ types, relations, labels, slots }: UnknownTerms): ErrorWhere | undefined {
  return [...types, ...relations, ...labels, ...slots].find(({ where }) => where !== undefined)?.where;
}

/** Describes unknown names for messages: "types PER (120), LOC (44); relations Origin (3)". */
export function describeUnknown(unknown: UnknownTerms): string {
  const words = {
    types: 'types',
    relations: 'relations',
    labels: 'document labels',
    slots: 'slots',
  } as const;
  return (Object.keys(words) as (keyof UnknownTerms)[])
    .flatMap((kind) => {
      const list = unknown[kind];
      if (list.length === 0) return [];
      const shown = list.slice(0, 12).map(({ name, count }) => `${name} (${count})`);
      const more = list.length > shown.length ? ` and ${list.length - shown.length} more` : '';
      return [`${words[kind]} ${shown.join(', ')}${more}`];
    })
    .join('; ');
}
