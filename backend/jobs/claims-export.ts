import type { ClaimSorting } from '../../db/annotations/claim-filter.ts';
import { eachClaim } from '../../db/annotations/claims.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { ClaimFilter, ClaimRow } from '../../shared/contract/claims.ts';
import type { Progress } from './output.ts';
import { exportTable } from './table-export.ts';

const FILE = 'claims.csv';
const COLUMNS = [
  'claim_id',
  'document_id',
  'document_title',
  'published',
  'gloss',
  'claimer',
  'claimer_words',
  'claimer_empty',
  'cue',
  'content',
  'object',
  'object_words',
  'kind',
  'epistemic',
  'stance',
  'sentiment',
  'topic',
  'implicit',
  'start',
  'end',
  'offset_unit',
] as const;
/** Writes the claims that match a filter into the folder `out`, one row per claim, in the order of the table. */
export async function exportClaims(
  store: ReadStore,
  out: string,
  filter: ClaimFilter,
  sorting: ClaimSorting,
  safe: boolean,
  job: Progress,
): Promise<{ folder: string; claims: number; bytes: number; sha256: string }> {
  const { rows, ...done } = await exportTable(
    store,
    out,
    { file: FILE, columns: COLUMNS, unit: 'claims', safe },
    job,
    (view) => {
      const found = eachClaim(view, currentScheme(view).scheme, filter, sorting);
      const cells = function* () {
        for (const row of found.rows) yield cellsOf(row);
      };
      return { total: found.total, rows: cells() };
    },
  );
  return { ...done, claims: rows };
}

function cellsOf(row: ClaimRow): string[] {
  return [
    row.id,
    row.document,
    row.documentTitle,
    row.published,
    row.gloss,
    row.claimer,
    row.claimerWords,
    row.claimerEmpty ?? '',
    row.cue,
    row.content,
    row.object,
    row.objectWords,
    row.kind,
    row.epistemic,
    row.stance,
    row.sentiment,
    row.topic,
    row.implicit ? 'yes' : 'no',
    row.start === null ? '' : String(row.start),
    row.end === null ? '' : String(row.end),
    'utf-16',
  ];
}
