import { dirname } from 'node:path';
import { expectTemporary } from '../../db/connection/temporary.ts';
import type { ExportReport } from '../../shared/contract/exchange.ts';
import type { ReportProgress } from '../threads/progress.ts';
import { runThread } from '../threads/thread.ts';
import type { ExportInput } from './export.ts';

/**
 * Exports in a thread, on its own connection and from one consistent view of the project. The screen stays responsive
 * while a large dataset is written and read back, and memory use stays constant.
 */
export async function exportInThread(
  project: string,
  out: string,
  input: ExportInput,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: ReportProgress },
): Promise<ExportReport> {
  expectTemporary(dirname(out));
  return await runThread('export', { project, out, input }, { signal, onProgress: progress });
}
