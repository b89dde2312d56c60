import { METADATA_FIELDS, type DocumentMetadata } from '../../model/document.ts';
import { readableQuote } from '../../model/fragments.ts';
import { tellForeign } from '../document-losses.ts';
import type { LossTally } from '../losses.ts';
import type { DocumentRecord } from '../records.ts';
import { UIMA } from './names.ts';

interface Held {
  /** Fields of metadata that the format has a place for. */
  readonly metadata: ReadonlySet<keyof DocumentMetadata>;
  /** Keys of `extra` that the format puts out again. */
  readonly kept: readonly string[];
}

/** What a CAS has no place for, in words for the export screen. */
export const CAS_CANNOT_HOLD = [
  'gaps: discontinuous spans are cut in several',
  'implicit spans',
  'slots filled by entities, documents or texts; evidence',
  'document labels, notes, status and most metadata',
  'scores, links to entities, owners and origins of spans',
];

/** The kinds under which the formats of the UIMA world tell what became of references to a span that they cut. */
export const CUT_FILLERS = 'discontinuous slot fillers, now one for each piece';
export const CUT_ENDS = 'discontinuous ends of relations, now their first piece';

/** What a CAS has a place for. */
export const HELD: Held = { metadata: new Set(['title', 'language']), kept: [UIMA] };

/**
 * Tells what none of the formats of the UIMA world has a place for. Spans, relations and slots that could not be written
 * are told where that shows.
 */
export function tellUnheld(document: DocumentRecord, { metadata, kept }: Held, losses: LossTally): void {
  for (const label of document.labels) losses.add('document labels', `${label.name} = ${label.value}`);
  for (const status of document.statuses) losses.add('document statuses', status.status);
  for (const note of document.notes) losses.add('notes', note.body.slice(0, 60));
  if (document.header !== '') losses.add('headers cut off the text', document.header.trim().slice(0, 60));
  for (const field of METADATA_FIELDS)
    if (document[field] !== '' && !metadata.has(field))
      losses.add('metadata of documents', `${field}: ${document[field].slice(0, 60)}`);
  const columns = Object.keys(document.segmentation?.columns ?? {});
  if (columns.length > 0) losses.add('columns of tokens', columns.join(', '));
  tellForeign(document.extra, 'documents', kept, losses);
  tellForeign(document.segmentation?.extra, 'tokens and sentences', kept, losses);
  for (const span of document.spans) {
    const quoted = readableQuote(document.text, span.fragments).slice(0, 60);
    losses.add('links to entities', quoted, span.entities.length);
    losses.add('marks of untouched defaults', span.type, span.untouched.length);
    if (span.owner !== undefined) losses.add('owners of cues', quoted);
    if (span.score !== undefined) losses.add('scores', `${quoted}: ${span.score}`);
    if (span.derivedFrom !== undefined) losses.add('origins of spans', quoted);
    tellForeign(span.extra, 'spans', kept, losses);
  }
  for (const relation of document.relations) {
    losses.add('marks of untouched defaults', relation.type, relation.untouched.length);
    if (relation.score !== undefined) losses.add('scores', `${relation.type}: ${relation.score}`);
    if (relation.derivedFrom !== undefined) losses.add('origins of relations', relation.type);
    tellForeign(relation.extra, 'relations', kept, losses);
  }
}
