import { runExport } from '../jobs/export.ts';
import { serveThread } from './worker.ts';

await serveThread<'export'>(({ request: { project, out, input }, progress, isCancelled }) =>
  runExport({ path: project }, out, input, {
    progress,
    signal: {
      get aborted() {
        return isCancelled();
      },
    },
  }),
);
