import type { Entity } from '../../model/annotation.ts';
import type { Uid } from '../../model/uid.ts';
import type { LossTally } from '../losses.ts';
import { asField } from './fragments.ts';
import type { Normalisation } from './kept.ts';
import type { Written } from './plan.ts';

type Line = Omit<Normalisation, 'id'> & { readonly id?: string };

/**
 * Returns the normalisations of a span: one for each external id of its entities, unchanged if it came from brat, and
 * the entries that state that a resource has no entry.
 */
export function normalisationsOf(
  { span, kept, type }: Written,
  entities: ReadonlyMap<Uid, Entity>,
  losses: LossTally,
): Line[] {
  const before = kept.normalisations ?? [];
  const lines: Line[] = before.filter(({ value }) => isNoEntry(value));
  const given = new Set<Normalisation>();
  for (const id of span.entities) {
    const entity = entities.get(id);
    if (!entity || entity.externalIds.length === 0) {
      losses.add('links to entities without an id elsewhere', entity?.name ?? type);
      continue;
    }
    for (const { authority, value } of entity.externalIds) {
      const same = before.filter((each) => each.authority === authority && each.value === value);
      for (const each of same) given.add(each);
      if (same.length > 0) continue;
      const stored = { authority: authority.replace(/[\s:]+/g, '_'), value: value.replace(/\s+/g, '_') };
      if (stored.authority !== authority || stored.value !== value)
        losses.add('blanks and colons in ids of entities', `${authority}:${value}`);
      lines.push({ type: 'Reference', ...stored, title: asField(entity.name) });
    }
  }
  return [...lines, ...before.filter((each) => given.has(each))];
}

/** Entries of a resource that mean “no entry”. */
export function isNoEntry(value: string): boolean {
  return /^(?:null|nil|none|-)$/i.test(value);
}
