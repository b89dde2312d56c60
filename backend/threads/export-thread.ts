import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expectTemporary } from '../../db/connection/temporary.ts';
import { PostilError, type ErrorEnvelope } from '../../shared/contract/errors.ts';
import type { ExportReport } from '../../shared/contract/exchange.ts';
import type { ExportOrder } from './export-worker.ts';
import type { ExportInput } from '../jobs/export.ts';
import type { Progress } from '../jobs/output.ts';
import { LIMITS } from './import-thread.ts';
import { threadFile } from './thread-file.ts';

/** What the thread tells the program. */
export type ExportEvent =
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number | null;
      readonly unit: string;
      readonly message: string;
    }
  | { readonly kind: 'done'; readonly report: ExportReport }
  | { readonly kind: 'failed'; readonly error: ErrorEnvelope };

/**
 * Exports in a thread of its own, on its own connection and from one moment of the project, so that the screen stays
 * alive while a large dataset is written and read back, and memory stays flat.
 */
export async function exportInThread(
  project: string,
  out: string,
  input: ExportInput,
  { signal, progress }: Progress,
): Promise<ExportReport> {
  expectTemporary(dirname(out));
  const order: ExportOrder = { project, out, input };
  const worker = new Worker(threadFile('export'), { workerData: order, resourceLimits: LIMITS });
  const cancel = () => worker.postMessage('cancel');
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    return await new Promise<ExportReport>((resolve, reject) => {
      worker.on('message', (event: ExportEvent) => {
        if (event.kind === 'progress') progress(event.done, event.total, event.unit, event.message);
        else if (event.kind === 'done') resolve(event.report);
        else reject(PostilError.of(event.error));
      });
      worker.on('error', reject);
      worker.on('exit', () =>
        reject(new PostilError('internal', 'The export stopped without a word. Nothing was written.')),
      );
    });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
