import type { RelationRecord } from '../records.ts';

/** A step of a chain: from one mention to the next. */
export interface Step<Link> {
  readonly from: Link;
  readonly to: Link;
  readonly relation: RelationRecord;
}

/** A chain: its links in order, and the step from each link to the next. */
export interface Chain<Link> {
  readonly links: readonly Link[];
  /** One fewer than there are links. */
  readonly steps: readonly RelationRecord[];
}

/**
 * Joins links to chains, in the order of where they begin. A link has one predecessor and one successor, so steps that
 * fork or close a circle are left over.
 */
export function joinChains<Link>(
  links: Iterable<Link>,
  steps: readonly Step<Link>[],
): { chains: Chain<Link>[]; leftover: RelationRecord[] } {
  const next = new Map<Link, Step<Link>>();
  const followed = new Set<Link>();
  const leftover: RelationRecord[] = [];
  for (const step of steps) {
    if (next.has(step.from) || followed.has(step.to) || step.from === step.to) leftover.push(step.relation);
    else {
      next.set(step.from, step);
      followed.add(step.to);
    }
  }
  const done = new Set<Link>();
  const chains: Chain<Link>[] = [];
  const walk = (start: Link) => {
    const chain = { links: [] as Link[], steps: [] as RelationRecord[] };
    for (let at: Link | undefined = start; at !== undefined;) {
      done.add(at);
      chain.links.push(at);
      const step: Step<Link> | undefined = next.get(at);
      // A circle is cut at the step that closes it.
      if (step && done.has(step.to)) leftover.push(step.relation);
      at = step && !done.has(step.to) ? step.to : undefined;
      if (at !== undefined) chain.steps.push(step!.relation);
    }
    chains.push(chain);
  };
  const all = [...links];
  for (const link of all) if (!followed.has(link)) walk(link);
  for (const link of all) if (!done.has(link)) walk(link);
  return { chains, leftover };
}
