import { typeLabel } from '../../model/scheme.ts';
import type { Uid } from '../../model/uid.ts';
import type { RelationRecord } from '../records.ts';
import { attributeColumns } from './attributes.ts';
import { column, distinct, type Table, type TableColumn } from './table.ts';
import { namedFiller, type Article, type ExportView, type Filled } from './view.ts';

/** A relation with its ends; `article` is null for one between entities or across articles. */
export interface RelationRow {
  readonly relation: RelationRecord;
  readonly article: Article | null;
  readonly from: Filled;
  readonly to: Filled;
}

/** Returns a relation within an article, or between entities, with its ends. */
export function relationRow(
  view: ExportView,
  relation: RelationRecord,
  article: Article | null,
  spans: ReadonlyMap<Uid, Filled> = new Map(),
): RelationRow {
  const end = (id: Uid): Filled => {
    if (relation.ends === 'entity') return { entities: [id], who: [view.entityName(id)], words: '' };
    return article?.filler({ span: id }) ?? spans.get(id) ?? { entities: [], who: [id], words: '' };
  };
  return { relation, article, from: end(relation.from), to: end(relation.to) };
}

export function relationsTable(view: ExportView): Table<RelationRow> {
  const { columns, others } = attributeColumns(
    view,
    view.scheme?.relations ?? [],
    ({ relation }: RelationRow) => relation,
  );
  const ends = (name: 'from' | 'to', heading: string): TableColumn<RelationRow>[] => [
    column(name, heading, (row) => namedFiller(row[name]) || null, { width: 26 }),
    column(`${name}_words`, `${heading}, in words`, (row) => row[name].words || null, { width: 26 }),
  ];
  return {
    name: 'relations',
    sheet: 'Relations',
    columns: distinct<RelationRow>([
      ...ends('from', 'From'),
      column('type', 'Relation', ({ relation }) => relation.type, {
        width: 22,
        shown: ({ relation }) => typeLabel(view.scheme, relation.type),
      }),
      ...ends('to', 'To'),
      column('ends', 'Between', ({ relation }) => relation.ends, {
        shown: ({ relation }) => (relation.ends === 'entity' ? 'entities' : 'annotations'),
      }),
      ...columns,
      column('article', 'Article', ({ article }) => article?.title ?? null, { width: 34 }),
      column('published', 'Published', ({ article }) => article?.document.published ?? null, {
        kind: 'date',
      }),
      column('file', 'File', ({ article }) => article?.document.origin.name ?? null, { width: 22 }),
      column('note', 'Note', ({ article, relation }) => article?.notes(relation.id) ?? null),
      column('set', 'Set', ({ relation }) => relation.set),
      column('score', 'Score', ({ relation }) => relation.score ?? null, { kind: 'number' }),
      others,
      column('relation_id', 'Relation (id)', ({ relation }) => relation.id),
      column('from_id', 'From (id)', ({ relation }) => relation.from),
      column('to_id', 'To (id)', ({ relation }) => relation.to),
      column('document_id', 'Article (id)', ({ article }) => article?.document.id ?? null),
    ]),
  };
}
