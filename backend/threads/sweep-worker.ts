import { finishErasing } from '../../db/erase/erase.ts';
import { sweepPatiently } from '../jobs/sweep.ts';
import { serveThread, withStore } from './worker.ts';

const PROGRAM = 'the sweeper';

// Removes what an unfinished import or an unfinished erasure left, which takes minutes for a large one.
await serveThread<'sweep'>(({ request: { project } }) =>
  withStore(project, PROGRAM, async (store) => {
    await sweepPatiently(store, PROGRAM);
    finishErasing(store);
  }),
);
