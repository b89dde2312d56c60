import {
  DOCUMENTS_ONLY,
  FILE_NAME_ALIKE,
  NO_METADATA,
  PLAIN_LABEL,
  PLAIN_NOTE,
  PLAIN_RELATION,
  PLAIN_SPAN,
  TEXT_AND_METADATA,
} from '../carries.ts';
import type { Carries } from '../model-fields.ts';

export const WEB_ANNOTATION_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: { ...TEXT_AND_METADATA, ...NO_METADATA, id: 'part', title: 'whole' },
  origin: FILE_NAME_ALIKE,
  span: {
    ...PLAIN_SPAN,
    id: 'part',
    set: 'whole',
    fragments: 'whole',
    attributes: 'whole',
    score: 'whole',
    extra: 'part',
  },
  slot: 'none',
  relation: { ...PLAIN_RELATION, id: 'part', set: 'whole', attributes: 'whole', score: 'whole' },
  label: { ...PLAIN_LABEL, id: 'part', set: 'whole', name: 'part', value: 'part' },
  status: 'none',
  documentNote: PLAIN_NOTE,
  spanNote: PLAIN_NOTE,
  relationNote: 'none',
  segmentation: 'none',
};
