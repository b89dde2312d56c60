import { runImport } from '../jobs/import.ts';
import { prepareForMuch, serveThread, withStore } from './worker.ts';

await serveThread<'import'>(
  ({ request: { project, actor, input, staging }, extract, send, progress, isCancelled }) =>
    withStore(project, 'import', async (store) => {
      prepareForMuch(store);
      const recorded = await runImport(
        { store, actor, staging, extract, isCancelled, progress, onWriting: () => send({ kind: 'writing' }) },
        input,
      );
      // Folds the WAL, which a large import makes large, into the file while nobody waits for it.
      store.db.raw.pragma('wal_checkpoint(PASSIVE)');
      return recorded;
    }),
);
