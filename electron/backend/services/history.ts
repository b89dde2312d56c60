import { changeId, historyOf, othersSince } from '../../../db/history/entries.ts';
import { takeWayBack, wayBack, type LeftOut, type WayBack } from '../../../db/history/go-back.ts';
import { wasThere } from '../../../db/history/past.ts';
import { listTrash, restoreDocuments } from '../../../db/history/trash.ts';
import { next } from '../../../db/journal/choose.ts';
import { timeOf } from '../../../db/uid.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { WayBack as Told } from '../../../shared/contract/history.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { counted } from '../../../shared/text/counted.ts';
import type { Domain, Handlers, QueryContext } from '../context.ts';
import { reverse } from '../reversal.ts';

export const historyHandlers: Handlers<Domain<'history'>> = {
  'history.undo': (context, input) => reverse(context, 'undo', input),
  'history.redo': (context, input) => reverse(context, 'redo', input),
  'history.next': ({ store, actor }, { document }) => ({
    undo: next(store.db, 'undo', actor.analyst.id, { document })?.label ?? null,
    redo: next(store.db, 'redo', actor.analyst.id, { document })?.label ?? null,
  }),
  'history.list': ({ store }, { document, span, before, limit }) =>
    historyOf(store, { document, span }, { before, limit }),
  'history.wayBack': (context, input) => planOf(context, input).told,
  'history.goBack': (context, input) =>
    context.record(
      `Go back to ${new Date(timeOf(input.change)).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      (recorder) => {
        const { way, told } = planOf(context, input);
        takeWayBack(context.store, recorder, way);
        return told;
      },
    ),
  'history.trash': ({ store }, page) => listTrash(store, page),
  'history.restore': ({ store, record }, { documents }) => {
    const ids = [...new Set(documents)];
    return record(`Restore ${counted(ids.length, 'document')} from the trash`, (recorder) => ({
      left: reasons(restoreDocuments(store, recorder, ids)),
      restored: ids.length,
    }));
  },
};

/**
 * The way back to a change, and what one is told of it.
 * @throws PostilError `refused` when the document was not there at that time.
 */
function planOf(
  { store, actor }: QueryContext,
  { document, change }: { readonly document: Uid; readonly change: Uid },
): { way: WayBack; told: Told } {
  const id = changeId(store.db, change);
  const way = wayBack(store, document, id);
  if (!wasThere(store, document, way.rows))
    throw new PostilError(
      'refused',
      'The document was not in the project at that time. Choose a later change.',
    );
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

function reasons(left: readonly LeftOut[]): Told['left'] {
  const counts = new Map<string, number>();
  for (const { kind, reason } of left) {
    const words = `${kind}: ${reason}`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}
