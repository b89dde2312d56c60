import { releaseMark } from '../../db/imports/unfinished.ts';
import type { Store } from '../../db/connection/store.ts';
import { runTakeBack } from '../jobs/take-back.ts';
import { prepareForMuch, serveThread, withStore } from './worker.ts';

await serveThread<'take-back'>(
  ({ request: { project, actor, order }, send, progress, isCancelled, isLeft }) =>
    withStore(project, 'undo', async (store) => {
      try {
        prepareForMuch(store);
        const recorded = await runTakeBack(
          {
            store,
            actor,
            isCancelled,
            isStopped: isLeft,
            progress,
            onWriting: () => send({ kind: 'writing' }),
            onDone: (made) => send({ kind: 'made', recorded: made }),
          },
          order,
        );
        store.db.raw.pragma('wal_checkpoint(PASSIVE)');
        return recorded;
      } finally {
        leaveRest(store);
      }
    }),
);

/** Lets the next program that opens the project remove what could not be removed. */
function leaveRest(store: Store): void {
  try {
    releaseMark(store.db);
  } catch {
    // Then the mark names a program that will have ended.
  }
}
