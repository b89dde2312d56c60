import { parentPort, workerData } from 'node:worker_threads';
import { openStore, translate } from '../../db/open.ts';
import { toPostilError } from './refusal.ts';
import { sweepPatiently } from './sweeping.ts';

// Removes what an unfinished import has written, on a connection of its own: of a large one it takes minutes.
const { path } = workerData as { path: string };

let store: ReturnType<typeof openStore> | undefined;
try {
  store = openStore(path, { program: 'the sweeper' });
  await sweepPatiently(store, 'the sweeper');
} catch (error) {
  parentPort?.postMessage(toPostilError(translate(error, path, store?.db)).toEnvelope());
} finally {
  store?.close();
}
