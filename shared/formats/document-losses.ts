import { readableQuote } from '../model/fragments.ts';
import { allAttributes, FOREIGN_ATTRIBUTES } from './foreign.ts';
import type { Dataset } from './define.ts';
import type { LossTally } from './losses.ts';
import type { DocumentRecord, SpanRecord } from './records.ts';

/** What a format may carry besides the place and the type of a span. */
export type Carried =
  | 'attributes'
  | 'relations'
  | 'relation attributes'
  | 'labels'
  | 'document notes'
  | 'span notes'
  | 'scores'
  | 'metadata'
  | 'segmentation'
  | 'skipped statuses';

/** Tells what of a document a format does not carry. Spans that it leaves out tell themselves, and are not given here. */
export function tellDocumentLosses(
  document: DocumentRecord,
  spans: Iterable<SpanRecord>,
  losses: LossTally,
  carried: ReadonlySet<Carried>,
  /** Id of the format: what it keeps under its own name in `extra` goes out again. */
  format: string,
): void {
  const name = document.title || document.origin.name;
  for (const relation of document.relations) {
    if (!carried.has('relations')) losses.add('relations', relation.type);
    else if (!carried.has('relation attributes'))
      for (const attribute of Object.keys(allAttributes(relation)))
        losses.add('attributes of relations', `${relation.type}.${attribute}`);
    if (carried.has('relations') && relation.score !== undefined)
      losses.add('scores of relations', relation.type);
  }
  if (!carried.has('labels'))
    for (const label of document.labels) losses.add('document labels', `${label.name} = ${label.value}`);
  for (const { status } of document.statuses)
    if (status !== 'skipped' || !carried.has('skipped statuses')) losses.add('document statuses', status);
  for (const note of document.notes) {
    if (note.relation !== undefined) losses.add('notes on relations', note.body.slice(0, 60));
    else if (note.span !== undefined) {
      if (!carried.has('span notes')) losses.add('notes on spans', note.body.slice(0, 60));
    } else if (!carried.has('document notes')) losses.add('notes on documents', note.body.slice(0, 60));
  }
  if (document.segmentation && !carried.has('segmentation')) losses.add('tokens and sentences as read', name);
  if (!carried.has('metadata')) {
    const { source, url, byline, dateline, published, language } = document;
    for (const value of [source, url, byline, dateline, published, language])
      if (value !== '') losses.add('metadata of documents', value.slice(0, 60));
  }
  tellForeign(document.extra, 'documents', [format], losses);
  for (const span of spans) tellSpanLosses(document, span, losses, carried, format);
}

function tellSpanLosses(
  { text }: DocumentRecord,
  span: SpanRecord,
  losses: LossTally,
  carried: ReadonlySet<Carried>,
  format: string,
): void {
  const quoted = readableQuote(text, span.fragments).slice(0, 60);
  losses.add('slot fillers', `${span.type}: ${quoted}`, span.slots.length);
  losses.add('links to entities', quoted, span.entities.length);
  losses.add('marks of untouched defaults', span.type, span.untouched.length);
  if (!carried.has('attributes'))
    for (const name of Object.keys(allAttributes(span))) losses.add('attributes', `${span.type}.${name}`);
  if (span.owner !== undefined) losses.add('owners of cues', quoted);
  if (span.score !== undefined && !carried.has('scores')) losses.add('scores', `${quoted}: ${span.score}`);
  if (span.derivedFrom !== undefined) losses.add('origins of spans', quoted);
  tellForeign(span.extra, 'spans', [format], losses);
}

/** Tells what stands in `extra` and stays behind: all but foreign attributes and what formats have put there under `kept`. */
export function tellForeign(
  extra: Readonly<Record<string, unknown>> | undefined,
  of: string,
  kept: readonly string[],
  losses: LossTally,
): void {
  const lost = Object.keys(extra ?? {}).filter((key) => !kept.includes(key) && key !== FOREIGN_ATTRIBUTES);
  if (lost.length > 0) losses.add(`foreign data of ${of}`, lost.join(', '));
}

/** Tells the entities and the relations across documents, of which most formats carry none. */
export async function tellDatasetLosses(
  { entities, relations }: Pick<Dataset, 'entities' | 'relations'>,
  losses: LossTally,
): Promise<void> {
  for await (const entity of entities) losses.add('entities', entity.name);
  for await (const relation of relations)
    losses.add('relations of entities or across documents', relation.type);
}
