import { METADATA_FIELDS, type DocumentMetadata } from '../../model/document.ts';
import { readableQuote } from '../../model/fragments.ts';
import type { Dataset } from '../define.ts';
import { FOREIGN_ATTRIBUTES } from '../foreign.ts';
import type { LossTally } from '../losses.ts';
import type { DocumentRecord } from '../records.ts';
import { UIMA } from './names.ts';

interface Held {
  /** Fields of metadata that the format has a place for. */
  readonly metadata: ReadonlySet<keyof DocumentMetadata>;
  /** Keys of `extra` that the format puts out again. */
  readonly extra: ReadonlySet<string>;
}

/** What a CAS has no place for, in words for the export screen. */
export const CAS_CANNOT_HOLD = [
  'gaps: discontinuous spans are cut in several',
  'implicit spans',
  'slots filled by entities, documents or texts; evidence',
  'document labels, notes, status and most metadata',
  'scores, links to entities, owners and origins of spans',
];

/** What a CAS has a place for. */
export const HELD: Held = { metadata: new Set(['title', 'language']), extra: new Set() };

/**
 * Tells what none of the formats of the UIMA world has a place for. Spans, relations and slots that could not be written
 * are told where that shows.
 */
export function tellUnheld(document: DocumentRecord, { metadata, extra }: Held, losses: LossTally): void {
  for (const label of document.labels) losses.add('document labels', `${label.name} = ${label.value}`);
  for (const status of document.statuses) losses.add('document statuses', status.status);
  for (const note of document.notes) losses.add('notes', note.body.slice(0, 60));
  if (document.header !== '') losses.add('headers cut off the text', document.header.trim().slice(0, 60));
  for (const field of METADATA_FIELDS)
    if (document[field] !== '' && !metadata.has(field))
      losses.add('metadata of documents', `${field}: ${document[field].slice(0, 60)}`);
  const columns = Object.keys(document.segmentation?.columns ?? {});
  if (columns.length > 0) losses.add('columns of tokens', columns.join(', '));
  const foreign = (of: string, values: Readonly<Record<string, unknown>> | undefined) => {
    const lost = Object.keys(values ?? {}).filter(
      (key) => key !== FOREIGN_ATTRIBUTES && key !== UIMA && !extra.has(key),
    );
    if (lost.length > 0) losses.add(`foreign data of ${of}`, lost.join(', '));
  };
  foreign('documents', document.extra);
  foreign('tokens and sentences', document.segmentation?.extra);
  for (const span of document.spans) {
    const quoted = readableQuote(document.text, span.fragments).slice(0, 60);
    losses.add('links to entities', quoted, span.entities.length);
    losses.add('marks of untouched defaults', span.type, span.untouched.length);
    if (span.owner !== undefined) losses.add('owners of cues', quoted);
    if (span.score !== undefined) losses.add('scores', `${quoted}: ${span.score}`);
    if (span.derivedFrom !== undefined) losses.add('origins of spans', quoted);
    foreign('spans', span.extra);
  }
  for (const relation of document.relations) {
    losses.add('marks of untouched defaults', relation.type, relation.untouched.length);
    if (relation.score !== undefined) losses.add('scores', `${relation.type}: ${relation.score}`);
    if (relation.derivedFrom !== undefined) losses.add('origins of relations', relation.type);
    foreign('relations', relation.extra);
  }
}

/** Tells the entities and the relations across documents, which these formats have no place for. */
export async function tellUnheldRest(
  { entities, relations }: Pick<Dataset, 'entities' | 'relations'>,
  losses: LossTally,
): Promise<void> {
  for await (const entity of entities) losses.add('entities', entity.name);
  for await (const relation of relations)
    losses.add('relations of entities or across documents', relation.type);
}
