import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { eachClaim, type ClaimSorting } from '../../../db/claims.ts';
import { openStore } from '../../../db/open.ts';
import { hideUnfinished } from '../../../db/unfinished.ts';
import { currentScheme } from '../../../db/scheme.ts';
import type { ReadStore } from '../../../db/store.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { ClaimFilter, ClaimRow } from '../../../shared/contract/frames.ts';
import { BOM, csvText, plainCell, readCsvRows } from '../../../shared/formats/csv-rows.ts';
import { nameFolder, OutputFiles, refuseOccupied, writeAside, type Progress } from './output.ts';
import { bytesOf } from './source-files.ts';

const FILE = 'claims.csv';
const COLUMNS = [
  'claim_id',
  'document_id',
  'document_title',
  'published',
  'gloss',
  'claimer',
  'claimer_empty',
  'cue',
  'content',
  'kind',
  'epistemic',
  'sentiment',
  'topic',
  'implicit',
  'start',
  'end',
  'offset_unit',
] as const;
/** Rows between two looks at whether the export was cancelled. */
const STEP = 500;

/**
 * Writes the claims of a filter into the folder `out`, one row a claim, in the order of the table: under a temporary
 * name from one consistent view of the project, read back and compared cell by cell, and only then renamed. `safe`:
 * with an apostrophe before what a spreadsheet would run as a formula, as in the CSV of spans.
 */
export async function exportClaims(
  store: ReadStore,
  out: string,
  filter: ClaimFilter,
  sorting: ClaimSorting,
  safe: boolean,
  job: Progress,
): Promise<{ folder: string; claims: number; bytes: number; sha256: string }> {
  refuseOccupied(out);
  const view = openStore(store.path, { program: 'export', readonly: true });
  try {
    return await writeAside(out, async (partial) => {
      view.db.raw.exec('BEGIN');
      hideUnfinished(view); // of this very moment
      const { scheme } = currentScheme(view);
      const digest = createHash('sha256');
      const files = new OutputFiles(partial);
      let claims = 0;
      try {
        files.write(FILE, (safe ? BOM : '') + csvText([COLUMNS], safe));
        const { total, rows } = eachClaim(view, scheme, filter, sorting);
        for (const row of rows) {
          const cells = cellsOf(row);
          digest.update(JSON.stringify(cells));
          files.write(FILE, csvText([cells], safe));
          if (++claims % STEP > 0) continue;
          job.progress(claims, total, 'claims', 'Writing');
          // Gives the thread back, so that the screen stays alive.
          await new Promise((resolve) => setImmediate(resolve));
          if (job.signal.aborted)
            throw new PostilError('cancelled', 'The export was cancelled; nothing was written.');
        }
      } finally {
        files.close();
      }
      await files.sync();
      job.progress(claims, claims, 'claims', 'Reading back');
      await verify(join(partial, FILE), safe, claims, digest.digest('hex'));
      const [file] = files.list();
      nameFolder(partial, out);
      return { folder: out, claims, bytes: file!.bytes, sha256: file!.sha256 };
    });
  } finally {
    view.close();
  }
}

function cellsOf(row: ClaimRow): string[] {
  return [
    row.id,
    row.document,
    row.documentTitle,
    row.published,
    row.gloss,
    row.claimer,
    row.claimerEmpty ?? '',
    row.cue,
    row.content,
    row.kind,
    row.epistemic,
    row.sentiment,
    row.topic,
    row.implicit ? 'yes' : 'no',
    row.start === null ? '' : String(row.start),
    row.end === null ? '' : String(row.end),
    'utf-16',
  ];
}

async function verify(path: string, safe: boolean, claims: number, digest: string): Promise<void> {
  const found = createHash('sha256');
  let rows = -1; // the header
  for await (const batch of readCsvRows(bytesOf(path), FILE)) {
    for (const { cells } of batch) {
      if (rows >= 0) found.update(JSON.stringify(safe ? cells.map(plainCell) : cells));
      rows++;
    }
  }
  if (rows === claims && found.digest('hex') === digest) return;
  throw new PostilError(
    'internal',
    'The exported table does not say what the project says. Nothing was written; please report this.',
    { file: FILE },
  );
}
