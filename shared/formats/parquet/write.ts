import type { AttributeStorage, AttributeValue } from '../../model/attributes/index.ts';
import { METADATA_FIELDS } from '../../model/document.ts';
import { hull, readableQuote } from '../../model/fragments.ts';
import { offsetsOf, type Offsets, type OffsetUnit } from '../../text/offsets.ts';
import { DeclaredAttributes } from '../declared-attributes.ts';
import { optionValue, type Dataset, type OutgoingChunk, type WriteOptions } from '../define.ts';
import {
  tellDocumentLosses,
  tellEntityLosses,
  tellLooseRelationLosses,
  tellSetLosses,
} from '../document-losses.ts';
import { allAttributes } from '../foreign.ts';
import type { DocumentRecord, SpanRecord } from '../records.ts';
import { FILE_KEY } from '../stated-metadata.ts';
import { PARQUET_CARRIES } from './carries.ts';
import { OPTIONS } from './options.ts';
import { ParquetTable, type CellKind, type Column } from './table.ts';

interface SpanRow {
  readonly document: DocumentRecord;
  readonly span: SpanRecord;
  readonly points: Offsets;
  readonly note: string | null;
}
type RelationRow = DocumentRecord['relations'][number];

/** Writes spans, documents with their texts, and relations as tables. */
export async function* writeParquet(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { values, losses }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const unit: OffsetUnit =
    optionValue({ options: OPTIONS }, 'offsets', values) === 'utf-16' ? 'utf-16' : 'codepoint';
  const attributes = attributeColumns(new DeclaredAttributes(dataset));
  const spans = new ParquetTable<SpanRow>('spans', spanColumns(unit, attributes));
  const texts = new ParquetTable<DocumentRecord>('documents', documentColumns());
  const relations = new ParquetTable<RelationRow>('relations', relationColumns());
  for await (const document of documents) {
    const points = offsetsOf(document.text, unit);
    const notes = new Map<string, string>();
    for (const { span, relation, body } of document.notes) {
      if (span !== undefined && relation === undefined)
        notes.set(span, notes.has(span) ? `${notes.get(span)}\n\n${body}` : body);
    }
    tellDocumentLosses(document, document.spans, losses, PARQUET_CARRIES, []);
    for (const span of document.spans)
      yield* spans.add({ document, span, points, note: notes.get(span.id) ?? null });
    for (const relation of document.relations) yield* relations.add(relation);
    yield* texts.add(document);
  }
  for await (const relation of dataset.relations) {
    tellLooseRelationLosses(relation, losses, PARQUET_CARRIES);
    yield* relations.add(relation);
  }
  for await (const entity of dataset.entities) tellEntityLosses(entity, losses, PARQUET_CARRIES);
  tellSetLosses(dataset, losses, PARQUET_CARRIES);
  yield* spans.end();
  yield* texts.end();
  yield* relations.end();
}

function spanColumns(unit: OffsetUnit, attributes: readonly Column<SpanRow>[]): Column<SpanRow>[] {
  const at = ({ points }: SpanRow, offset: number | undefined) =>
    offset === undefined ? null : points.fromUtf16(offset);
  return [
    { name: 'document_id', kind: 'string', cell: ({ document }) => document.id },
    { name: 'document_title', kind: 'string', cell: ({ document }) => document.title },
    { name: FILE_KEY, kind: 'string', cell: ({ document }) => document.origin.name },
    { name: 'source', kind: 'string', cell: ({ document }) => document.source },
    { name: 'url', kind: 'string', cell: ({ document }) => document.url },
    { name: 'published', kind: 'string', cell: ({ document }) => document.published },
    { name: 'language', kind: 'string', cell: ({ document }) => document.language },
    { name: 'set', kind: 'string', cell: ({ span }) => span.set },
    { name: 'span_id', kind: 'string', cell: ({ span }) => span.id },
    { name: 'type', kind: 'string', cell: ({ span }) => span.type },
    { name: 'start', kind: 'int', cell: (row) => at(row, hull(row.span.fragments)?.[0]) },
    { name: 'end', kind: 'int', cell: (row) => at(row, hull(row.span.fragments)?.[1]) },
    {
      name: 'fragments',
      kind: 'ranges',
      cell: (row) => row.span.fragments.map(([start, end]) => ({ start: at(row, start), end: at(row, end) })),
    },
    {
      name: 'text',
      kind: 'string',
      cell: ({ document, span }) => readableQuote(document.text, span.fragments),
    },
    { name: 'offset_unit', kind: 'string', cell: () => unit },
    ...attributes,
    { name: 'score', kind: 'double', cell: ({ span }) => span.score ?? null },
    { name: 'entities', kind: 'strings', cell: ({ span }) => span.entities },
    { name: 'slots', kind: 'string', cell: ({ span }) => json(span.slots) },
    { name: 'owner', kind: 'string', cell: ({ span }) => span.owner ?? null },
    { name: 'derived_from', kind: 'string', cell: ({ span }) => span.derivedFrom ?? null },
    { name: 'note', kind: 'string', cell: ({ note }) => note },
    { name: 'author', kind: 'string', cell: ({ span }) => span.author ?? null },
  ];
}

/**
 * Returns a column for each attribute that the scheme declares, of its kind; of texts if types declare it differently.
 * Undeclared and unfitting values are written as JSON in one more column.
 */
function attributeColumns(declared: DeclaredAttributes): Column<SpanRow>[] {
  const kinds = new Map<string, CellKind>();
  for (const { attributes } of declared.scheme?.types ?? [])
    for (const attribute of attributes) {
      const kind = CELLS[declared.storage(attribute)];
      const known = kinds.get(attribute.name);
      kinds.set(attribute.name, known === undefined || known === kind ? kind : 'string');
    }
  const fits = (name: string, value: AttributeValue) => {
    const kind = kinds.get(name);
    if (kind === 'string') return true;
    return kind === 'double' ? typeof value === 'number' : kind === 'boolean' && typeof value === 'boolean';
  };
  return [
    ...[...kinds].map(([name, kind]): Column<SpanRow> => ({
      name: `attr.${name}`,
      kind,
      cell: ({ span }) => {
        const value = Object.hasOwn(span.attributes, name) ? span.attributes[name] : undefined;
        if (value === undefined || !fits(name, value)) return null;
        return kind === 'string' ? String(value) : value;
      },
    })),
    {
      name: 'other_attributes',
      kind: 'string',
      cell: ({ span }) => {
        const others = Object.entries(allAttributes(span)).filter(
          ([name, value]) => !(Object.hasOwn(span.attributes, name) && fits(name, value)),
        );
        return others.length === 0 ? null : JSON.stringify(Object.fromEntries(others));
      },
    },
  ];
}

const CELLS = { number: 'double', boolean: 'boolean', text: 'string' } as const satisfies Record<
  AttributeStorage,
  CellKind
>;

function documentColumns(): Column<DocumentRecord>[] {
  return [
    { name: 'document_id', kind: 'string', cell: ({ id }) => id },
    ...METADATA_FIELDS.map((field): Column<DocumentRecord> => ({
      name: field,
      kind: 'string',
      cell: (document) => document[field],
    })),
    { name: 'origin', kind: 'string', cell: ({ origin }) => origin.name },
    { name: 'text', kind: 'string', cell: ({ text }) => text },
    {
      name: 'labels',
      kind: 'string',
      cell: ({ labels }) => json(labels.map(({ set, name, value, score }) => ({ set, name, value, score }))),
    },
    { name: 'statuses', kind: 'string', cell: ({ statuses }) => json(statuses) },
  ];
}

function relationColumns(): Column<RelationRow>[] {
  return [
    { name: 'relation_id', kind: 'string', cell: ({ id }) => id },
    { name: 'set', kind: 'string', cell: ({ set }) => set },
    { name: 'type', kind: 'string', cell: ({ type }) => type },
    { name: 'ends', kind: 'string', cell: ({ ends }) => ends },
    { name: 'from', kind: 'string', cell: ({ from }) => from },
    { name: 'to', kind: 'string', cell: ({ to }) => to },
    { name: 'attributes', kind: 'string', cell: (relation) => json(Object.entries(allAttributes(relation))) },
    { name: 'score', kind: 'double', cell: ({ score }) => score ?? null },
  ];
}

/** Returns a list as JSON; null for an empty one. */
function json(list: readonly unknown[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list);
}
