import {
  DOCUMENTS_ONLY,
  FILE_NAME,
  PLAIN_LABEL,
  PLAIN_NOTE,
  PLAIN_RELATION,
  PLAIN_SPAN,
  TEXT_AND_METADATA,
} from '../carries.ts';
import type { Carries } from '../model-fields.ts';

export const LABEL_STUDIO_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: TEXT_AND_METADATA,
  origin: FILE_NAME,
  span: { ...PLAIN_SPAN, set: 'whole', attributes: 'part', score: 'whole', extra: 'part' },
  slot: 'none',
  relation: {
    ...PLAIN_RELATION,
    set: 'whole',
    attributes: 'part',
    score: 'whole',
    extra: 'part',
  },
  label: { ...PLAIN_LABEL, set: 'whole', score: 'part' },
  // A skipped document is a cancelled annotation.
  status: { set: 'part', status: 'part', reason: 'none' },
  documentNote: 'none',
  spanNote: PLAIN_NOTE,
  relationNote: 'none',
  segmentation: 'none',
};
