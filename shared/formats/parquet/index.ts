import type { Format, Surface } from '../define.ts';
import { PARQUET_CARRIES } from './carries.ts';
import { OPTIONS } from './options.ts';
import { readParquetRows } from './read-rows.ts';
import { writeParquet } from './write.ts';

/** Tables for data frames and DuckDB: spans, documents with their texts, relations. */
export const parquet: Format = {
  id: 'parquet',
  label: 'Parquet (spans, documents, relations)',
  extensions: ['parquet'],
  offsetUnit: 'stated',
  sets: 'many',
  options: OPTIONS,
  cannotHold: ['names of entities (spans have the ids of theirs)'],
  carries: () => PARQUET_CARRIES,
  sniff: (_, head) => (new TextDecoder('latin1').decode(head.subarray(0, 4)) === 'PAR1' ? 1 : 0),
  write: writeParquet,
  async *surfaces(input, { file }): AsyncGenerator<Surface> {
    for await (const row of readParquetRows(input, file, ['document_id', 'span_id', 'text']))
      yield { document: String(row.document_id), span: String(row.span_id), text: String(row.text) };
  },
};
