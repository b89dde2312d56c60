import { hull } from '../../model/fragments.ts';
import type { Family } from '../../model/scheme.ts';
import { typeLabel } from '../../model/scheme.ts';
import type { SpanRecord } from '../records.ts';
import { attributeColumns } from './attributes.ts';
import { column, distinct, joined, type Table, type TableColumn } from './table.ts';
import { namedFiller, type Article, type ExportView } from './view.ts';

export interface SpanRow {
  readonly article: Article;
  readonly span: SpanRecord;
}

type SpanColumns = TableColumn<SpanRow>[];

/** Every span, of whatever type: what it is linked to and what fills its slots in one cell each. */
export function annotationsTable(view: ExportView): Table<SpanRow> {
  const { columns, others } = attributeColumns(view, view.scheme?.types ?? [], ({ span }: SpanRow) => span);
  return {
    name: 'annotations',
    sheet: 'Annotations',
    columns: distinct([
      ...quoteColumns(view, 'Words'),
      ENTITY,
      ...columns,
      column('slots', 'Slots', ({ article, span }) => slotsInWords(view, article, span) || null, {
        width: 40,
      }),
      ...articleColumns(),
      ...workColumns(),
      ...placeColumns(view),
      others,
      ...idColumns('annotation'),
      ENTITY_IDS,
      column('claim_id', 'Belongs to (id)', ({ span }) => span.owner ?? null),
    ]),
  };
}

/** The spans that name something, with the entity first. */
export function mentionsTable(view: ExportView): Table<SpanRow> {
  const { columns, others } = attributeColumns(view, typesOf(view, 'mention'), ({ span }: SpanRow) => span);
  return {
    name: 'mentions',
    sheet: 'Mentions',
    columns: distinct([
      ENTITY,
      ...quoteColumns(view, 'Words'),
      column('entity_type', 'Type of entity', ({ article, span }) => {
        const types = span.entities.map((id) => article.view.entity(id)?.type ?? '');
        return (
          joined(types.filter((type) => type !== '').map((type) => typeLabel(view.scheme, type))) || null
        );
      }),
      ...columns,
      ...articleColumns(),
      ...workColumns(),
      ...placeColumns(view),
      others,
      ...idColumns('annotation'),
      ENTITY_IDS,
    ]),
  };
}

/** The words that a span covers, and its type. */
export function quoteColumns(
  view: ExportView,
  heading: string,
): [quote: SpanColumns[number], type: SpanColumns[number]] {
  return [
    column('quote', heading, ({ article, span }) => article.words(span) || null, { width: 44 }),
    column('type', 'Type', ({ span }) => span.type, {
      shown: ({ span }) => typeLabel(view.scheme, span.type),
    }),
  ];
}

const ENTITY: SpanColumns[number] = column(
  'entity',
  'Entity',
  ({ article, span }) => joined(article.names(span)) || null,
  { width: 26 },
);
const ENTITY_IDS: SpanColumns[number] = column(
  'entity_ids',
  'Entity (id)',
  ({ span }) => joined(span.entities) || null,
);

/** The article of a row. */
export function articleColumns(): SpanColumns {
  return [
    column('article', 'Article', ({ article }) => article.title || null, { width: 34 }),
    column('published', 'Published', ({ article }) => article.document.published || null, { kind: 'date' }),
    column('source', 'Source', ({ article }) => article.document.source || null),
    column('file', 'File', ({ article }) => article.document.origin.name || null, { width: 22 }),
  ];
}

/** Notes, and who made the row. */
export function workColumns(): SpanColumns {
  return [
    column('note', 'Note', ({ article, span }) => article.notes(span.id) || null),
    column('set', 'Set', ({ span }) => span.set),
    column('author', 'Author', ({ span }) => span.author ?? null),
    column('score', 'Score', ({ span }) => span.score ?? null, { kind: 'number' }),
  ];
}

export function placeColumns({ unit }: ExportView): SpanColumns {
  const at = ({ article }: SpanRow, offset: number | undefined) =>
    offset === undefined ? null : (article.points.fromUtf16(offset) ?? null);
  return [
    column('start', 'Start', (row) => at(row, hull(row.span.fragments)?.[0]), { kind: 'whole' }),
    column('end', 'End', (row) => at(row, hull(row.span.fragments)?.[1]), { kind: 'whole' }),
    column('fragments', 'Fragments', (row) => {
      const pieces = row.span.fragments.map(([start, end]) => `${at(row, start)}:${at(row, end)}`);
      return pieces.length > 1 ? pieces.join(' ') : null;
    }),
    column('offset_unit', 'Offsets count', () => unit),
  ];
}

export function idColumns(what: string): SpanColumns {
  return [
    column(`${what}_id`, `${what.charAt(0).toUpperCase()}${what.slice(1)} (id)`, ({ span }) => span.id),
    column('document_id', 'Article (id)', ({ article }) => article.document.id),
  ];
}

export function typesOf({ scheme }: ExportView, family: Family) {
  return scheme?.types.filter((type) => type.family === family) ?? [];
}

/** Returns what fills the slots of a span: “Claimer: Ilse Haldorén · She; Cue: said”. */
function slotsInWords(view: ExportView, article: Article, span: SpanRecord): string {
  const declared = view.scheme?.types.find(({ name }) => name === span.type)?.slots ?? [];
  return span.slots
    .map(({ name, filler }) => {
      const label = declared.find((slot) => slot.name === name)?.label ?? name;
      const filled = article.filler(filler);
      const words = filled.who.length > 0 && filled.words !== '' ? ` · ${filled.words}` : '';
      return `${label}: ${namedFiller(filled)}${words}`;
    })
    .join('; ');
}
