import {
  DOCUMENTS_ONLY,
  FILE_NAME,
  PLAIN_LABEL,
  PLAIN_RELATION,
  PLAIN_SPAN,
  TEXT_AND_METADATA,
} from '../carries.ts';
import type { Carries } from '../model-fields.ts';

export const SPACY_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: TEXT_AND_METADATA,
  origin: FILE_NAME,
  span: { ...PLAIN_SPAN, set: 'whole', attributes: 'part', score: 'whole', extra: 'part' },
  slot: 'none',
  relation: { ...PLAIN_RELATION, set: 'whole', attributes: 'part', extra: 'part' },
  label: { ...PLAIN_LABEL, set: 'whole' },
  // The field “answer” states whether a document is done, rejected or ignored.
  status: { set: 'part', status: 'part', reason: 'part' },
  documentNote: 'none',
  spanNote: 'none',
  relationNote: 'none',
  segmentation: { tokens: 'whole', sentences: 'whole', columns: 'part', extra: 'part' },
};
