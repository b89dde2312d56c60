import { METADATA_FIELDS } from '../../model/document.ts';
import { readableQuote } from '../../model/fragments.ts';
import { tellForeign } from '../document-losses.ts';
import type { LossTally } from '../losses.ts';
import type { DocumentRecord } from '../records.ts';

/** Counts what brat has no place for, whatever else becomes of a document. */
export function tallyDocument(document: DocumentRecord, losses: LossTally): void {
  const name = document.title || document.origin.name;
  const fields = METADATA_FIELDS.filter((field) => document[field] !== '');
  losses.add('fields of articles (title, source, date …)', `${name}: ${fields.join(', ')}`, fields.length);
  if (document.header !== '') losses.add('heads cut off the top of articles', name);
  if (document.segmentation)
    losses.add('tokens and sentences as imported', name, document.segmentation.tokens.length);
  tellForeign(document.extra, 'documents', ['brat'], losses);
  for (const { name: label, value } of document.labels) losses.add('document labels', `${label} = ${value}`);
  for (const { status } of document.statuses) losses.add('document statuses', status);
  for (const note of document.notes) {
    const { body, analyst, question, replyTo } = note;
    if (analyst !== undefined || question !== undefined || replyTo !== undefined)
      losses.add('authors, questions and replies of notes', body.slice(0, 60));
  }
  for (const span of document.spans) {
    const words = `${span.type}: ${readableQuote(document.text, span.fragments).slice(0, 60)}`;
    if (span.owner !== undefined) losses.add('owners of cues', words);
    if (span.score !== undefined) losses.add('scores', words);
    if (span.derivedFrom !== undefined) losses.add('origins of spans', words);
    if (span.author !== undefined) losses.add('authors of spans', words);
    losses.add('marks of untouched defaults', words, span.untouched.length);
    tellForeign(span.extra, 'spans', ['brat'], losses);
    for (const slot of span.slots) {
      losses.add('evidence of slot fillers', `${words}, ${slot.name}`, slot.evidence.length);
      if (slot.score !== undefined) losses.add('scores', `${words}, ${slot.name}`);
    }
  }
  for (const relation of document.relations) {
    if (relation.score !== undefined) losses.add('scores', relation.type);
    if (relation.derivedFrom !== undefined) losses.add('origins of relations', relation.type);
    losses.add('marks of untouched defaults', relation.type, relation.untouched.length);
    tellForeign(relation.extra, 'relations', ['brat'], losses);
  }
}
