import type { Link } from '../../../renderer/editor/arcs/links.ts';
import { Random } from './random.ts';
import type { Workload } from './workload.ts';

/** The largest number of spans between the ends of most relations. */
const NEAR = 12;
/** The share of relations between any two spans of the document. */
const FAR = 0.15;

/** Returns `count` relations between spans of a workload, each pair once: most of them near, some across the document. */
export function relationsOf({ spans }: Workload, count: number, seed = 1): Link[] {
  const random = new Random(seed);
  const links: Link[] = [];
  const taken = new Set<string>();
  while (links.length < count) {
    const from = random.whole(0, spans.length - 1);
    const away = random.whole(1, NEAR) * (random.next() < 0.5 ? -1 : 1);
    const to = random.next() < FAR ? random.whole(0, spans.length - 1) : from + away;
    const pair = [from, to].sort((a, b) => a - b).join(' ');
    if (to < 0 || to >= spans.length || to === from || taken.has(pair)) continue;
    taken.add(pair);
    links.push({
      id: `${spans[from]!.id.slice(0, -4)}${links.length.toString(16).padStart(4, '0')}` as Link['id'],
      from: spans[from]!.id,
      to: spans[to]!.id,
      label: random.pick(['supports', 'is related to', 'is the same as']),
      hue: random.whole(0, 359),
      symmetric: random.next() < 0.5,
      proposed: false,
      drawn: true,
    });
  }
  return links;
}
