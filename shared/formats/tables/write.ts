import type { Uid } from '../../model/uid.ts';
import { isSafe } from '../csv/safe.ts';
import type { Dataset, OutgoingChunk, WriteOptions } from '../define.ts';
import {
  tellDocumentLosses,
  tellEntityLosses,
  tellLooseRelationLosses,
  tellSetLosses,
} from '../document-losses.ts';
import { listOf } from '../list-of.ts';
import type { DocumentRecord } from '../records.ts';
import { tablesCarries } from './carries.ts';
import { documentsTable } from './documents.ts';
import { entitiesTable, EntityUses } from './entities.ts';
import { claimsTable, eventsTable } from './frames.ts';
import { formOf, unitOf } from './options.ts';
import { relationRow, relationsTable } from './relations.ts';
import { CsvSink, cutCells, ParquetSink, WorkbookSink, type Sink } from './sinks.ts';
import { annotationsTable, mentionsTable } from './spans.ts';
import type { Table } from './table.ts';
import { Article, ExportView, type Filled } from './view.ts';

/** Writes the tables in one pass over the articles; entities come last, because their uses are counted on the way. */
export async function* writeTables(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'tables', values, losses, wrote, rehearsal }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const form = formOf(values);
  const carries = tablesCarries(form);
  const entities = await listOf(dataset.entities);
  const relations = await listOf(dataset.relations);
  const view = new ExportView(dataset, entities, unitOf(values));
  const tables = {
    claims: claimsTable(view),
    mentions: mentionsTable(view),
    entities: entitiesTable(view, entities),
    events: eventsTable(view),
    relations: relationsTable(view),
    annotations: annotationsTable(view),
    documents: documentsTable(view),
  };
  const shapes = Object.values(tables) as Table<never>[];
  const sink = sinkOf();
  const workbook = form === 'xlsx';
  const put = function* <Row>(table: Table<Row>, row: Row): Generator<OutgoingChunk> {
    const cells = table.columns.map(({ cell, shown = cell }) => (workbook ? shown : cell)(row));
    const added = sink.add(shapes.indexOf(table), workbook ? cutCells(cells, table, losses) : cells);
    wrote?.(rowText(table.name, added.cells));
    yield* added.chunks;
  };

  const uses = new EntityUses();
  /** Spans at the ends of relations across articles, with their words. */
  const ends = new Map<Uid, Filled>();
  const wanted = new Set(relations.flatMap(({ ends: of, from, to }) => (of === 'span' ? [from, to] : [])));
  for await (const document of documents) {
    const article = new Article(document, view);
    tellDocumentLosses(document, document.spans, losses, carries, []);
    for (const span of document.spans) {
      const row = { article, span };
      const family = view.family(span.type);
      if (family === 'claim') yield* put(tables.claims, row);
      if (family === 'mention') yield* put(tables.mentions, row);
      if (family === 'event') yield* put(tables.events, row);
      yield* put(tables.annotations, row);
      if (wanted.has(span.id)) ends.set(span.id, article.filler({ span: span.id }));
    }
    for (const relation of document.relations)
      yield* put(tables.relations, relationRow(view, relation, article));
    yield* put(tables.documents, article);
    uses.add(article);
  }
  for (const relation of relations) {
    tellLooseRelationLosses(relation, losses, carries);
    yield* put(tables.relations, relationRow(view, relation, null, ends));
  }
  for (const entity of entities) {
    tellEntityLosses(entity, losses, carries);
    yield* put(tables.entities, { entity, uses: uses.of(entity.id) });
  }
  tellSetLosses(dataset, losses, carries);
  yield* sink.end();

  function sinkOf(): Sink {
    // Other files than text cannot be shown, and compressing them takes most of the time.
    if (form === 'csv' || rehearsal) return new CsvSink(shapes, form === 'csv' && isSafe(values));
    return form === 'parquet' ? new ParquetSink(shapes) : new WorkbookSink(`${name}.xlsx`, shapes, losses);
  }
}

/** Returns the cells of a row as one text, by which it is compared when it is read back. */
export function rowText(table: string, cells: readonly string[]): string {
  return JSON.stringify([table, ...cells]);
}
