import type { DocumentMetadata } from '../model/document.ts';
import type { Carries, Extent, FieldOf } from './model-fields.ts';

/**
 * Parts that the declarations of formats share. Each names every field, so that a new field does not compile until it
 * is added.
 */
type Fields<P extends keyof Carries> = { readonly [F in FieldOf<P>]: Extent };

/** All metadata fields that an analyst sees and edits at the top of an article. */
export const ALL_METADATA: { readonly [F in keyof DocumentMetadata]: Extent } = {
  title: 'whole',
  source: 'whole',
  url: 'whole',
  byline: 'whole',
  dateline: 'whole',
  published: 'whole',
  language: 'whole',
};

export const NO_METADATA: { readonly [F in keyof DocumentMetadata]: Extent } = {
  title: 'none',
  source: 'none',
  url: 'none',
  byline: 'none',
  dateline: 'none',
  published: 'none',
  language: 'none',
};

/** A record with the text and metadata of one document, for formats that have keys for anything else too. */
export const TEXT_AND_METADATA: Fields<'document'> = {
  ...ALL_METADATA,
  id: 'none',
  text: 'whole',
  blocks: 'none',
  header: 'none',
  extra: 'part',
};

/** The file contains the document's name. */
export const FILE_NAME: Fields<'origin'> = { name: 'whole', encoding: 'none', carriageReturns: 'none' };

/** Files of one document each, named like the document with another extension. */
export const FILE_NAME_ALIKE: Fields<'origin'> = { ...FILE_NAME, name: 'part' };

/** Position and type. */
export const PLAIN_SPAN: Fields<'span'> = {
  id: 'none',
  set: 'none',
  type: 'whole',
  fragments: 'part',
  attributes: 'none',
  untouched: 'none',
  slots: 'none',
  entities: 'none',
  score: 'none',
  owner: 'none',
  derivedFrom: 'none',
  extra: 'none',
  author: 'none',
};

/** Two ends and a type. */
export const PLAIN_RELATION: Fields<'relation'> = {
  id: 'none',
  set: 'none',
  type: 'whole',
  ends: 'part',
  from: 'whole',
  to: 'whole',
  attributes: 'none',
  untouched: 'none',
  score: 'none',
  derivedFrom: 'none',
  extra: 'none',
};

/** A question and its answer. */
export const PLAIN_LABEL: Fields<'label'> = {
  id: 'none',
  set: 'none',
  name: 'whole',
  value: 'whole',
  score: 'none',
};

/** The text of a note. */
export const PLAIN_NOTE: Fields<'documentNote'> = {
  id: 'none',
  replyTo: 'none',
  analyst: 'none',
  body: 'whole',
  question: 'none',
};

/** Only what is in the documents; nothing else of the project. */
export const DOCUMENTS_ONLY = {
  entity: 'none',
  looseRelation: 'none',
  set: 'none',
  analyst: 'none',
  dataset: 'none',
} as const satisfies Partial<Carries>;
