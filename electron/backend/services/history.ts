import { nextRedo, nextUndo, redo, undo, type UndoTarget } from '../../../db/journal/undo.ts';
import type { Recorded } from '../../../db/journal/record.ts';
import type { Domain, Handlers } from '../context.ts';

export const historyHandlers: Handlers<Domain<'history'>> = {
  'history.undo': ({ store, actor }, { document }) => told(undo(store, actor, document)),
  'history.redo': ({ store, actor }, { document }) => told(redo(store, actor, document)),
  'history.next': ({ store, actor }, { document }) => ({
    undo: nextUndo(store.db, actor.analyst.id, document)?.label ?? null,
    redo: nextRedo(store.db, actor.analyst.id, document)?.label ?? null,
  }),
};

function told(done: Recorded<UndoTarget> | null): Recorded<{ label: string | null; documents: number }> {
  if (!done) return { result: { label: null, documents: 0 }, change: null };
  const { label, documents } = done.result;
  return { result: { label, documents }, change: done.change };
}
