import { DOCUMENTS_ONLY, FILE_NAME, NO_METADATA, PLAIN_SPAN, TEXT_AND_METADATA } from '../carries.ts';
import type { Carries } from '../model-fields.ts';

/** For files with comments: rows, and comments before each document with its file name and metadata. */
export const WITH_COMMENTS: Carries = {
  ...DOCUMENTS_ONLY,
  document: { ...TEXT_AND_METADATA, text: 'part' },
  origin: FILE_NAME,
  span: { ...PLAIN_SPAN, type: 'part', attributes: 'part', extra: 'part' },
  slot: 'none',
  relation: 'none',
  label: 'none',
  status: 'none',
  documentNote: 'none',
  spanNote: 'none',
  relationNote: 'none',
  segmentation: { tokens: 'part', sentences: 'part', columns: 'part', extra: 'part' },
};

/** For files without comments: only rows. */
export const WITHOUT_COMMENTS: Carries = {
  ...WITH_COMMENTS,
  document: { ...TEXT_AND_METADATA, ...NO_METADATA, text: 'part' },
  origin: { ...FILE_NAME, name: 'none' },
};
