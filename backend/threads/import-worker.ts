import { runImport } from '../jobs/import.ts';
import { LARGE_CACHE, serveThread, withStore } from './worker.ts';

await serveThread<'import'>(({ request: { project, actor, input, staging }, send, progress, isCancelled }) =>
  withStore(project, 'import', async (store) => {
    store.db.raw.pragma(`cache_size = ${-LARGE_CACHE}`);
    const recorded = await runImport(
      { store, actor, staging, isCancelled, progress, onWriting: () => send({ kind: 'writing' }) },
      input,
    );
    // Folds the WAL, which a large import makes large, into the file while nobody waits for it.
    store.db.raw.pragma('wal_checkpoint(PASSIVE)');
    return recorded;
  }),
);
