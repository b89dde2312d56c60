import type { Actor } from '../../db/journal/actor.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { changeId, othersSince } from '../../db/history/entries.ts';
import { wayBack, type LeftOut, type WayBack } from '../../db/history/go-back.ts';
import { wasThere } from '../../db/history/past.ts';
import { timeOf } from '../../db/connection/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { WayBack as Told } from '../../shared/contract/history.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { MESSAGES } from '../messages.ts';

/**
 * The way back to a change, and how it is described to a person.
 * @throws PostilError `refused` when the document was not there at that time.
 */
export function planOf(
  { store, actor }: { readonly store: ReadStore; readonly actor: Actor },
  { document, change }: { readonly document: Uid; readonly change: Uid },
): { way: WayBack; told: Told } {
  const id = changeId(store.db, change);
  const way = wayBack(store, document, id);
  if (!wasThere(store, document, way.rows)) throw new PostilError('refused', MESSAGES.notInProjectThen);
  return { way, told: tellWay(way, othersSince(store.db, document, id, actor.analyst.id)) };
}

function tellWay({ rows, left }: WayBack, others: Told['others']): Told {
  const counts = new Map<string, Told['counts'][number]>();
  for (const { kind, now, then } of rows) {
    const count = counts.get(kind) ?? { kind, added: 0, removed: 0, changed: 0 };
    counts.set(kind, count);
    count[!now ? 'added' : !then ? 'removed' : 'changed']++;
  }
  return { counts: [...counts.values()], others, left: reasons(left) };
}

/** Why rows were left out, with how many for each reason. */
export function reasons(left: readonly LeftOut[]): Told['left'] {
  const counts = new Map<string, number>();
  for (const { kind, reason } of left) {
    const words = `${kind}: ${reason}`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** What the change is called that goes back to another. */
export function goBackLabel(change: Uid): string {
  return `Revert to ${new Date(timeOf(change)).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
