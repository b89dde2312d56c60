import { parentPort, workerData } from 'node:worker_threads';
import { finishErasing } from '../../db/erase/erase.ts';
import { openStore, translate } from '../../db/connection/open.ts';
import { toPostilError } from '../refusal.ts';
import { sweepPatiently } from '../workspace/sweeping.ts';

// Removes what an unfinished import, or a deletion for good, has left, on a connection of its own: of a large one it takes minutes.
const { path } = workerData as { path: string };

let store: ReturnType<typeof openStore> | undefined;
try {
  store = openStore(path, { program: 'the sweeper' });
  await sweepPatiently(store, 'the sweeper');
  finishErasing(store);
} catch (error) {
  parentPort?.postMessage(toPostilError(translate(error, path, store?.db)).toEnvelope());
} finally {
  store?.close();
}
