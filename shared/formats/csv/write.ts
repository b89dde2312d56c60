import { hull, readableQuote } from '../../model/fragments.ts';
import type { Scheme } from '../../model/scheme.ts';
import { BOM, csvText, readCsvRows, type Delimiter } from '../csv-rows.ts';
import {
  formatError,
  type Bytes,
  type Dataset,
  type OutgoingChunk,
  type ReadOptions,
  type Surface,
  type WriteOptions,
} from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { foreignAttributes } from '../foreign.ts';
import type { LossTally } from '../losses.ts';
import type { DocumentRecord, SpanRecord } from '../records.ts';
import { TABLE_CARRIES } from './carries.ts';
import { ATTRIBUTE_PREFIX, MORE_COLUMNS, OWN_COLUMNS } from './columns.ts';
import { MESSAGES } from './messages.ts';
import { isSafe, unescaped } from './safe.ts';

/** Writes one row per span, for spreadsheets and data frames. RFC 4180 quoting, LF line ends, UTF-8. */
export async function* writeTable(
  delimiter: Delimiter,
  extension: string,
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'spans', values, losses }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const file = `${name}.${extension}`;
  const attributes = attributeNames(dataset.scheme);
  const safe = isSafe(values);
  const rows = (cells: readonly (readonly string[])[]) => ({ file, chunk: csvText(cells, safe, delimiter) });

  const header = [
    ...OWN_COLUMNS,
    ...attributes.map((attribute) => ATTRIBUTE_PREFIX + attribute),
    ...MORE_COLUMNS,
  ];
  yield { file, chunk: (safe ? BOM : '') + csvText([header], safe, delimiter) };
  const known = new Set(attributes);
  for await (const document of documents) {
    tally(document, known, losses);
    if (document.spans.length === 0) {
      losses.add('articles without a span', document.origin.name || document.title, 1, 'articles');
      continue;
    }
    const notes = spanNotes(document);
    yield rows(document.spans.map((span) => row(document, span, attributes, notes.get(span.id) ?? '')));
  }
  await tellDatasetLosses(dataset, losses, TABLE_CARRIES);
}

/** Returns every attribute that a span type of the scheme has, in the order of the scheme, each once. */
function attributeNames(scheme: Scheme | undefined): string[] {
  return [...new Set(scheme?.types.flatMap((type) => type.attributes.map(({ name }) => name)))];
}

function row(
  document: DocumentRecord,
  span: SpanRecord,
  attributes: readonly string[],
  note: string,
): string[] {
  const outer = hull(span.fragments);
  return [
    document.id,
    document.title,
    document.published,
    span.set,
    span.id,
    span.type,
    outer ? String(outer[0]) : '',
    outer ? String(outer[1]) : '',
    span.fragments.map(([start, end]) => `${start}:${end}`).join(' '),
    readableQuote(document.text, span.fragments),
    'utf-16',
    ...attributes.map((name) => (Object.hasOwn(span.attributes, name) ? String(span.attributes[name]) : '')),
    note,
    span.author ?? '',
    span.score === undefined ? '' : String(span.score),
    document.origin.name,
    document.source,
    document.url,
    document.byline,
    document.dateline,
    document.language,
  ];
}

function spanNotes(document: DocumentRecord): Map<string, string> {
  const notes = new Map<string, string>();
  for (const { span, body } of document.notes) {
    if (span === undefined) continue;
    const before = notes.get(span);
    notes.set(span, before === undefined ? body : `${before}\n\n${body}`);
  }
  return notes;
}

function tally(document: DocumentRecord, known: ReadonlySet<string>, losses: LossTally): void {
  tellDocumentLosses(document, document.spans, losses, TABLE_CARRIES, []);
  for (const span of document.spans) {
    const { attributes, extra, type } = span;
    const others = Object.keys(attributes).filter((name) => !known.has(name));
    for (const name of [...others, ...Object.keys(foreignAttributes(extra))])
      losses.add('attributes outside of the scheme', `${type}.${name}`, 1, 'annotations');
  }
}

/** Reads the rows back for verification, in pieces that end at the end of a row. */
export async function* readSurfaces(
  delimiter: Delimiter,
  input: Bytes,
  { file, values }: ReadOptions,
): AsyncGenerator<Surface> {
  const safe = isSafe(values);
  let index: { document: number; span: number; text: number } | null = null;
  for await (const rows of readCsvRows(input, file, delimiter)) {
    for (const { cells } of rows) {
      if (!index) {
        index = {
          document: cells.indexOf('document_id'),
          span: cells.indexOf('span_id'),
          text: cells.indexOf('text'),
        };
        if (Math.min(...Object.values(index)) < 0)
          throw formatError(MESSAGES.foreignHeader, { file, line: 1 });
        continue;
      }
      const cell = (at: number) => unescaped(cells[at] ?? '', safe);
      yield { document: cell(index.document), span: cell(index.span), text: cell(index.text) };
    }
  }
}
