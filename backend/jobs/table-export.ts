import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { rememberHandedOut } from '../../db/exports/handed-out.ts';
import { openStore } from '../../db/connection/open.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { hideUnfinished } from '../../db/imports/unfinished.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { BOM, csvText, plainCell, readCsvRows } from '../../shared/formats/csv-rows.ts';
import { MESSAGES } from './messages.ts';
import { nameFolder, writeAside, writeFiles, type Progress } from './output.ts';
import { assertOutput } from './output-path.ts';
import { bytesOf } from './source-files.ts';

/** The number of rows between two checks for a cancel. */
const STEP = 500;

/** A table that is exported as one CSV file. */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  /** The noun for a row, in the plural, for progress. */
  readonly unit: string;
  /** Whether cells that a spreadsheet would run as a formula are preceded by an apostrophe, as in the CSV of spans. */
  readonly safe: boolean;
}

/** The cells, row by row. `total` is `null` if the number is not known before the end. */
export interface TableRows {
  readonly total: number | null;
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
}

/**
 * Writes a table into the folder `out`: under a temporary name from one consistent view of the project, read back and
 * compared cell by cell, and only then renamed.
 */
export async function exportTable(
  store: ReadStore,
  out: string,
  { file, columns, unit, safe }: Table,
  job: Progress,
  rowsOf: (view: ReadStore) => TableRows,
): Promise<{ folder: string; rows: number; bytes: number; sha256: string }> {
  assertOutput(out, 'folder');
  const view = openStore(store.path, { program: 'export', readonly: true });
  try {
    return await writeAside(out, async (partial) => {
      view.db.raw.exec('BEGIN');
      hideUnfinished(view); // as of this transaction
      const digest = createHash('sha256');
      let written = 0;
      const { files } = await writeFiles(partial, async (output) => {
        output.write(file, (safe ? BOM : '') + csvText([columns], safe));
        const { total, rows } = rowsOf(view);
        for await (const cells of rows) {
          digest.update(JSON.stringify(cells));
          output.write(file, csvText([cells], safe));
          if (++written % STEP > 0) continue;
          job.progress(written, total, unit, 'Writing');
          // Yield now and then, so that the screen stays responsive.
          await new Promise((resolve) => setImmediate(resolve));
          assertNotCancelled(job);
        }
        assertNotCancelled(job);
      });
      job.progress(written, written, unit, 'Reading back');
      await assertWritten(join(partial, file), { file, safe }, written, digest.digest('hex'));
      const [listed] = files;
      nameFolder(partial, out);
      rememberHandedOut(view.path, { kind: 'export', format: 'csv', path: out });
      return { folder: out, rows: written, bytes: listed!.bytes, sha256: listed!.sha256 };
    });
  } finally {
    view.close();
  }
}

function assertNotCancelled({ signal }: Progress): void {
  if (signal.aborted) throw new PostilError('cancelled', MESSAGES.exportCancelled);
}

async function assertWritten(
  path: string,
  { file, safe }: Pick<Table, 'file' | 'safe'>,
  written: number,
  digest: string,
): Promise<void> {
  const found = createHash('sha256');
  let rows = -1; // do not count the header
  for await (const batch of readCsvRows(bytesOf(path), file)) {
    for (const { cells } of batch) {
      if (rows >= 0) found.update(JSON.stringify(safe ? cells.map(plainCell) : cells));
      rows++;
    }
  }
  if (rows === written && found.digest('hex') === digest) return;
  throw new PostilError('internal', MESSAGES.tableDiffers, { file });
}
