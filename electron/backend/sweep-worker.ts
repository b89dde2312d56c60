import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from '../../db/open.ts';
import { sweepPatiently } from './sweeping.ts';

// Removes what an unfinished import has written, on a connection of its own: of a large one it takes minutes.
const { path } = workerData as { path: string };

const store = openStore(path, { program: 'the sweeper' });
try {
  await sweepPatiently(store, 'the sweeper');
  parentPort?.postMessage('swept');
} finally {
  store.close();
}
