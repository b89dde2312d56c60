import { parentPort, workerData } from 'node:worker_threads';
import { translate } from '../../db/connection/open.ts';
import type { ExportEvent } from './export-thread.ts';
import { runExport, type ExportInput } from '../jobs/export.ts';
import { toPostilError } from '../refusal.ts';

/** What the thread is given: plain data, since it shares no memory with the program. */
export interface ExportOrder {
  readonly project: string;
  readonly out: string;
  readonly input: ExportInput;
}

const { project, out, input } = workerData as ExportOrder;
const port = parentPort!;
const tell = (event: ExportEvent) => port.postMessage(event);
const stop = new AbortController();
port.once('message', () => stop.abort());

try {
  const report = await runExport({ path: project }, out, input, {
    signal: stop.signal,
    progress: (done, total, unit, message) => tell({ kind: 'progress', done, total, unit, message }),
  });
  tell({ kind: 'done', report });
} catch (error) {
  tell({ kind: 'failed', error: toPostilError(translate(error, project)).toEnvelope() });
} finally {
  port.close();
}
