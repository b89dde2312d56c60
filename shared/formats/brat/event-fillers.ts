import { findCycle } from './cycles.ts';
import type { Written } from './plan.ts';

export interface Filler {
  readonly slot: string;
  readonly filler: Written;
}

/** Takes out the fillers by which events would be, over any number of others, arguments of themselves: brat has none. */
export function breakCircles(
  fillers: ReadonlyMap<Written, readonly Filler[]>,
  tell: (event: Written, filler: Filler) => void,
): ReadonlyMap<Written, readonly Filler[]> {
  const events = new Map([...fillers.keys()].map((event) => [event.id, event]));
  const next = (id: string) =>
    (left.get(events.get(id)!) ?? []).flatMap(({ filler }) => (filler.event ? filler.id : []));
  const left = new Map(fillers);
  for (let cycle = findCycle(events.keys(), next); cycle; cycle = findCycle(events.keys(), next)) {
    // The last step is the one that closes it.
    const from = events.get(cycle.at(-2)!)!;
    const list = left.get(from)!;
    const at = list.findIndex(({ filler }) => filler.id === cycle.at(-1));
    tell(from, list[at]!);
    left.set(from, list.toSpliced(at, 1));
  }
  return left;
}
