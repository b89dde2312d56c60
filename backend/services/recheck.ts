import { openStore } from '../../db/connection/open.ts';
import { recordSlowly } from '../../db/journal/record.ts';
import { chosenRecheck, countChosen, groupRecheck, listRecheck } from '../../db/recheck/list.ts';
import { setOfAnalyst } from '../../db/sets/sets.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { counted } from '../../shared/text/counted.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Domain, Handlers, QueryContext } from '../context.ts';
import { recheckCounts } from '../recheck/counts.ts';
import { confirmer } from '../recheck/confirm.ts';
import { MESSAGES } from './messages.ts';

/** The thread is yielded, and the job can be cancelled, after this many confirmations. */
const STEP = 200;

export const recheckHandlers: Handlers<Domain<'recheck'>> = {
  'recheck.counts': (context) => recheckCounts(context.store, ownOr(context, undefined)),

  'recheck.list': (context, { set, offset, limit, ...chosen }) => {
    const of = ownOr(context, set);
    if (of === undefined) return { annotations: 0, documents: 0, rows: [] };
    return {
      ...countChosen(context.store, { ...chosen, set: of }),
      rows: listRecheck(context.store, { ...chosen, set: of }, { offset, limit }),
    };
  },

  'recheck.groups': (context, { set, limit, ...chosen }) => {
    const of = ownOr(context, set);
    return { groups: of === undefined ? [] : groupRecheck(context.store, { ...chosen, set: of }, limit) };
  },

  'recheck.confirm': ({ store, actor, record, targetSet }, { set, ids }) => {
    const of = targetSet(set);
    return record(labelOf(ids.length), (recorder) => {
      const confirm = confirmer(store, recorder, actor);
      const chosen = chosenRecheck(store, { set: of, ids });
      for (const each of chosen) confirm(each);
      return { confirmed: chosen.length };
    });
  },

  'recheck.confirmAll': async (context, { job: _, set, ...chosen }) => {
    const { store, actor } = context;
    const of = context.targetSet(set);
    const release = context.holdCommands();
    const own = openStore(store.path, { program: 'recheck' });
    try {
      const all = chosenRecheck(own, { ...chosen, set: of });
      if (all.length === 0) return { result: { confirmed: 0 }, change: null };
      const title = { command: 'recheck.confirmAll', label: labelOf(all.length), kind: 'bulk' } as const;
      return await recordSlowly(own, actor, title, async (recorder) => {
        const confirm = confirmer(own, recorder, actor);
        for (const [i, each] of all.entries()) {
          confirm(each);
          if ((i + 1) % STEP > 0) continue;
          context.progress(i + 1, all.length, 'annotations', MESSAGES.confirming);
          await new Promise((resolve) => setImmediate(resolve));
          if (context.signal.aborted) throw new PostilError('cancelled', MESSAGES.confirmingCancelled);
        }
        return { confirmed: all.length };
      });
    } finally {
      own.close();
      release();
    }
  },
};

function labelOf(count: number): string {
  return count === 1 ? 'Confirm an annotation' : `Confirm ${counted(count, 'annotation')}`;
}

function ownOr({ store, actor }: QueryContext, set: Uid | undefined): Uid | undefined {
  return set ?? setOfAnalyst(store.db, actor.analyst.id);
}
