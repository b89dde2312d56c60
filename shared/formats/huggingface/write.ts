import { METADATA_FIELDS } from '../../model/document.ts';
import { readableQuote } from '../../model/fragments.ts';
import { optionValue, type Dataset, type OutgoingChunk, type WriteOptions } from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { LOST_SPANS } from '../losses.ts';
import { ParquetTable, type Column } from '../parquet/table.ts';
import type { DocumentRecord } from '../records.ts';
import { FILE_KEY } from '../stated-metadata.ts';
import { card, tagNames, type Split } from './card.ts';
import { HUGGINGFACE_CARRIES } from './carries.ts';
import { OPTIONS } from './options.ts';
import { rowOf, type Row } from './row.ts';

/** The card names languages only up to this number. */
const MAX_LANGUAGES = 20;

/** Writes the folder of a dataset: its rows, the names of its tags, and its card. */
export async function* writeHuggingFace(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'dataset', values, losses, wrote }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const table =
    optionValue({ options: OPTIONS }, 'data', values) === 'parquet'
      ? new ParquetTable<Row>('train', columns())
      : null;
  const types = new Set(dataset.scheme?.types.map((type) => type.name));
  const used = new Set<string>();
  const languages = new Set<string>();
  const split = { rows: 0, bytes: 0 };
  const counted = (chunk: OutgoingChunk): OutgoingChunk => {
    split.bytes +=
      typeof chunk.chunk === 'string' ? new TextEncoder().encode(chunk.chunk).length : chunk.chunk.length;
    return chunk;
  };
  for await (const document of documents) {
    for (const span of document.spans) {
      used.add(span.type);
      types.add(span.type);
      if (span.fragments.length === 0) losses.add(LOST_SPANS, `${span.type} (implicit)`);
      if (span.fragments.length > 1)
        losses.add(
          'discontinuous spans, cut into their fragments',
          readableQuote(document.text, span.fragments).slice(0, 80),
        );
    }
    const written = document.spans.filter(({ fragments }) => fragments.length > 0);
    tellDocumentLosses(document, written, losses, HUGGINGFACE_CARRIES, []);
    const row = rowOf(document, losses, wrote);
    if (/^[a-z]{2,3}$/.test(document.language)) languages.add(document.language);
    split.rows++;
    if (table) for (const chunk of table.add(row)) yield counted(chunk);
    else yield counted({ file: 'train.jsonl', chunk: `${JSON.stringify(row)}\n` });
  }
  if (table) for (const chunk of table.end()) yield counted(chunk);
  else yield { file: 'train.jsonl', chunk: '', last: true };
  // In the order of the scheme, so that the numbers of tags do not depend on the documents.
  const labels = [...types].filter((type) => used.has(type));
  yield { file: 'labels.json', chunk: `${JSON.stringify(tagNames(labels), null, 2)}\n`, last: true };
  const train: Split = {
    name: 'train',
    files: table ? (table.files > 1 ? 'train*.parquet' : 'train.parquet') : 'train.jsonl',
    ...split,
  };
  const content = {
    title: dataset.scheme ? `${name} (${dataset.scheme.name})` : name,
    types: labels,
    languages: [...languages].sort().slice(0, MAX_LANGUAGES),
    splits: [train],
  };
  yield { file: 'README.md', chunk: card(content), last: true };
  await tellDatasetLosses(dataset, losses, HUGGINGFACE_CARRIES);
}

function columns(): Column<Row>[] {
  return [
    { name: 'id', kind: 'string', cell: ({ id }) => id },
    { name: FILE_KEY, kind: 'string', cell: ({ file }) => file },
    ...METADATA_FIELDS.map((field): Column<Row> => ({
      name: field,
      kind: 'string',
      cell: (row) => row[field],
    })),
    { name: 'text', kind: 'string', cell: ({ text }) => text },
    { name: 'tokens', kind: 'strings', cell: ({ tokens }) => tokens },
    { name: 'ner_tags', kind: 'strings', cell: (row) => row.ner_tags },
    { name: 'spans', kind: 'spans', cell: ({ spans }) => spans },
  ];
}
