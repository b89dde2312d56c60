import { valueLabel } from '../../model/attributes/value-label.ts';
import { column, distinct, joined, type Table, type TableCell } from './table.ts';
import type { Article, ExportView } from './view.ts';

/** The articles with their metadata, labels and status, how much is annotated in them, and their texts. */
export function documentsTable(view: ExportView): Table<Article> {
  const labels = view.scheme?.labels ?? [];
  const declared = new Set(labels.map(({ name }) => name));
  const ofSets = (values: readonly { readonly set: string; readonly value: string }[]): TableCell =>
    joined(values.map(({ set, value }) => (view.manySets ? `${set}: ${value}` : value))) || null;
  const valuesOf = ({ document }: Article, name: string) =>
    document.labels.filter((label) => label.name === name);
  const counting = (name: string, heading: string, families: readonly string[]) =>
    column(
      name,
      heading,
      ({ document }: Article) =>
        document.spans.filter(({ type }) => families.includes(view.family(type))).length,
      { kind: 'whole' as const, width: 12 },
    );
  const text = (name: string, heading: string, value: (article: Article) => string, width = 18) =>
    column(name, heading, (article: Article) => value(article) || null, { width });
  return {
    name: 'documents',
    sheet: 'Articles',
    columns: distinct<Article>([
      text('title', 'Title', ({ document }) => document.title, 44),
      column('published', 'Published', ({ document }) => document.published || null, { kind: 'date' }),
      text('source', 'Source', ({ document }) => document.source),
      text('file', 'File', ({ document }) => document.origin.name, 22),
      column('status', 'Status', ({ document }) =>
        ofSets(document.statuses.map(({ set, status }) => ({ set, value: status }))),
      ),
      column('reason', 'Reason for skipping', ({ document }) =>
        ofSets(
          document.statuses.flatMap(({ set, reason }) => (reason === '' ? [] : [{ set, value: reason }])),
        ),
      ),
      counting('mentions', 'Mentions', ['mention']),
      counting('claims', 'Claims', ['claim']),
      counting('events', 'Events', ['event']),
      counting('cues', 'Cues', ['cue']),
      column('relations', 'Relations', ({ document }) => document.relations.length, { kind: 'whole' }),
      ...labels.map(({ name, label, value }) =>
        column(
          name,
          label,
          (article: Article) =>
            ofSets(valuesOf(article, name).map((each) => ({ set: each.set, value: String(each.value) }))),
          {
            shown: (article: Article) =>
              ofSets(
                valuesOf(article, name).map((each) => ({
                  set: each.set,
                  value: valueLabel(value, each.value),
                })),
              ),
          },
        ),
      ),
      column('other_labels', 'Other labels', ({ document }) =>
        ofSets(
          document.labels.flatMap((label) =>
            declared.has(label.name) ? [] : [{ set: label.set, value: `${label.name} = ${label.value}` }],
          ),
        ),
      ),
      text('byline', 'Byline', ({ document }) => document.byline),
      text('dateline', 'Dateline', ({ document }) => document.dateline),
      text('language', 'Language', ({ document }) => document.language, 10),
      text('url', 'Address', ({ document }) => document.url),
      text('note', 'Note', (article) => article.notes(null)),
      text('text', 'Text', ({ document }) => document.text, 44),
      column('document_id', 'Article (id)', ({ document }) => document.id),
    ]),
  };
}
