import type { PostilError } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import type { AttributeLine } from './ann-lines.ts';
import { MESSAGES } from './messages.ts';

/** An attribute that belongs to itself, directly or through other attributes, with the refusal of it. */
export interface AttributeCircle {
  readonly line: AttributeLine;
  readonly error: PostilError;
}

/** Returns an attribute that belongs to itself, directly or through others; `null` if there is none. */
export function attributeCircle(attributes: readonly AttributeLine[]): AttributeCircle | null {
  const byId = new Map(attributes.map((attribute) => [attribute.id, attribute]));
  const next = (id: string) => (byId.has(id) ? [byId.get(id)!.target] : []);
  const cycle = findCycle(byId.keys(), next);
  if (!cycle) return null;
  const line = byId.get(cycle[0]!)!;
  const reason = MESSAGES.attributeCircle(cycle.join(' → '));
  return { line, error: formatError(reason, line.where) };
}

/**
 * Returns the first circle, with its first id repeated at the end; `null` if there is none. Not recursive, because
 * chains may be long.
 */
function findCycle(ids: Iterable<string>, next: (id: string) => readonly string[]): string[] | null {
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
