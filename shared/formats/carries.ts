import type { DocumentMetadata } from '../model/document.ts';
import type { Carries, Extent, FieldOf } from './model-fields.ts';

/** Pieces that declarations of formats share. Each still names every field, so that the compiler asks for new ones. */
type Fields<P extends keyof Carries> = { readonly [F in FieldOf<P>]: Extent };

/** All fields that an analyst reads and corrects at the top of an article. */
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

/** What a record of one document with its text says, where the format has keys of its own for anything besides. */
export const TEXT_AND_METADATA: Fields<'document'> = {
  ...ALL_METADATA,
  id: 'none',
  text: 'whole',
  blocks: 'none',
  header: 'none',
  extra: 'part',
};

/** The name is in the file. */
export const FILE_NAME: Fields<'origin'> = { name: 'whole', encoding: 'none', carriageReturns: 'none' };

/** Files of a document each are called like the document's own, with another ending. */
export const FILE_NAME_ALIKE: Fields<'origin'> = { ...FILE_NAME, name: 'part' };

/** A place and a type. */
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

/** The content of a note. */
export const PLAIN_NOTE: Fields<'documentNote'> = {
  id: 'none',
  replyTo: 'none',
  analyst: 'none',
  body: 'whole',
  question: 'none',
};

/** Nothing of the project but what is in its documents. */
export const DOCUMENTS_ONLY = {
  entity: 'none',
  looseRelation: 'none',
  set: 'none',
  analyst: 'none',
  dataset: 'none',
} as const satisfies Partial<Carries>;
