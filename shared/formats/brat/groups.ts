import type { RelationRecord } from '../records.ts';
import { keptOfRelation, type Written } from './plan.ts';

export interface Link {
  readonly relation: RelationRecord;
  readonly from: Written;
  readonly to: Written;
}

/**
 * Groups the links that came from one `*` line again. Links that no longer form a chain, and links with more data than
 * a group can hold, stay separate relations.
 *
 * @param bare whether a relation has nothing but its ends
 */
export function groupsOf(links: readonly Link[], bare: (relation: RelationRecord) => boolean) {
  const byGroup = new Map<string, Link[]>();
  const others: Link[] = [];
  for (const link of links) {
    const { group } = keptOfRelation(link.relation);
    if (group === undefined || !bare(link.relation)) {
      others.push(link);
      continue;
    }
    const key = JSON.stringify([link.relation.set, link.relation.type, group]);
    byGroup.set(key, [...(byGroup.get(key) ?? []), link]);
  }
  const groups: { type: string; members: Written[] }[] = [];
  for (const group of byGroup.values()) {
    const next = new Map(group.map(({ from, to }) => [from, to]));
    const reached = new Set(group.map(({ to }) => to));
    const heads = group.flatMap(({ from }) => (reached.has(from) ? [] : from));
    if (next.size < group.length || reached.size < group.length || heads.length === 0) {
      others.push(...group);
      continue;
    }
    const used = new Set<Written>();
    for (const head of heads) {
      const members = [head];
      for (let to = next.get(head); to; to = next.get(to)) members.push(to);
      for (const member of members) used.add(member);
      groups.push({ type: group[0]!.relation.type, members });
    }
    others.push(...group.filter(({ from }) => !used.has(from)));
  }
  return { groups, others };
}
