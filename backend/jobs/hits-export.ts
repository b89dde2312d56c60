import type { ReadStore } from '../../db/connection/store.ts';
import type { SearchHit, SearchQuery } from '../../shared/contract/search.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { HitFinder } from '../search/finder.ts';
import { rowsOf } from '../search/rows.ts';
import type { Progress } from './output.ts';
import { exportTable } from './table-export.ts';

const FILE = 'hits.csv';
const COLUMNS = [
  'document_id',
  'document_title',
  'published',
  'start',
  'end',
  'offset_unit',
  'before',
  'text',
  'after',
  'span_id',
  'type',
  'set',
] as const;

/** Writes the results of a search into the folder `out`, one row per hit, in the order of the documents. */
export async function exportHits(
  store: ReadStore,
  out: string,
  query: SearchQuery,
  statusSet: Uid | undefined,
  safe: boolean,
  job: Progress,
): Promise<{ folder: string; hits: number; bytes: number; sha256: string }> {
  const table = { file: FILE, columns: COLUMNS, unit: 'hits', safe };
  const { rows, ...done } = await exportTable(store, out, table, job, (view) => ({
    total: null,
    rows: eachHit(view, new HitFinder(view, query, statusSet), job),
  }));
  return { ...done, hits: rows };
}

/** Searching documents without hits takes time too, so the thread is yielded after each window of documents. */
async function* eachHit(view: ReadStore, finder: HitFinder, job: Progress): AsyncGenerator<string[]> {
  for (let next = finder.nextDocuments(); next !== null; next = finder.nextDocuments()) {
    for (const document of next) {
      for (const hit of rowsOf(view, finder.inDocument(document).hits)) yield cellsOf(hit);
    }
    await new Promise((resolve) => setImmediate(resolve));
    if (job.signal.aborted) return; // the caller reports the cancel
  }
}

function cellsOf({ document, documentTitle, published, start, end, before, text, after, span }: SearchHit) {
  return [
    document,
    documentTitle,
    published,
    start === null ? '' : String(start),
    end === null ? '' : String(end),
    'utf-16',
    before,
    text,
    after,
    span?.id ?? '',
    span?.type ?? '',
    span?.setName ?? '',
  ];
}
