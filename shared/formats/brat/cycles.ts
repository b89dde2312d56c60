import { formatError } from '../define.ts';
import type { AttributeLine, EventLine } from './ann-lines.ts';

/** @throws PostilError `refused` where an event is, over any number of others, an argument of itself. */
export function refuseEventCycles(events: readonly EventLine[]): void {
  const byId = new Map(events.map((event) => [event.id, event]));
  const next = (id: string) => byId.get(id)?.args.map(([, target]) => target) ?? [];
  const cycle = findCycle(byId.keys(), next);
  if (cycle)
    throw formatError(
      `Events are arguments of each other in a circle: ${cycle.join(' → ')}.`,
      byId.get(cycle[0]!)!.where,
    );
}

/** @throws PostilError `refused` where an attribute belongs, over any number of others, to itself. */
export function refuseAttributeCycles(attributes: readonly AttributeLine[]): void {
  const byId = new Map(attributes.map((attribute) => [attribute.id, attribute]));
  const next = (id: string) => (byId.has(id) ? [byId.get(id)!.target] : []);
  const cycle = findCycle(byId.keys(), next);
  if (cycle)
    throw formatError(
      `Attributes belong to each other in a circle: ${cycle.join(' → ')}.`,
      byId.get(cycle[0]!)!.where,
    );
}

/** The first circle found, its first id again at its end; `null` when there is none. Without recursion: chains may be long. */
export function findCycle(ids: Iterable<string>, next: (id: string) => readonly string[]): string[] | null {
  const done = new Set<string>();
  for (const start of ids) {
    if (done.has(start)) continue;
    const path = [start];
    const waiting = [[...next(start)]];
    const open = new Set(path);
    while (path.length > 0) {
      const target = waiting.at(-1)!.pop();
      if (target === undefined) {
        const id = path.pop()!;
        waiting.pop();
        open.delete(id);
        done.add(id);
      } else if (open.has(target)) return [...path.slice(path.indexOf(target)), target];
      else if (!done.has(target)) {
        path.push(target);
        open.add(target);
        waiting.push([...next(target)]);
      }
    }
  }
  return null;
}
