import { historyOf } from '../../db/history/entries.ts';
import { listTrash } from '../../db/history/trash.ts';
import { next } from '../../db/journal/choose.ts';
import type { Domain, Handlers } from '../context.ts';
import { reverse } from '../history/reversal.ts';
import { takeBackAnySize } from '../jobs/take-back-in-thread.ts';
import { planOf } from '../history/way-back.ts';

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
  'history.goBack': (context, { document, change }) =>
    takeBackAnySize(context, { do: 'go back', document, change }),
  'history.trash': ({ store }, page) => listTrash(store, page),
  'history.restore': (context, { documents }) =>
    takeBackAnySize(context, { do: 'restore', documents: [...new Set(documents)] }),
};
