import { ALL_METADATA, DOCUMENTS_ONLY, FILE_NAME, PLAIN_NOTE, PLAIN_SPAN } from '../carries.ts';
import type { Carries } from '../model-fields.ts';

/** What a table of spans carries; the fields of an article are repeated in each of its rows. */
export const TABLE_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: { ...ALL_METADATA, id: 'whole', text: 'none', blocks: 'none', header: 'none', extra: 'none' },
  origin: FILE_NAME,
  span: {
    ...PLAIN_SPAN,
    id: 'whole',
    set: 'whole',
    fragments: 'whole',
    attributes: 'part',
    score: 'whole',
    author: 'whole',
  },
  slot: 'none',
  relation: 'none',
  label: 'none',
  status: 'none',
  documentNote: 'none',
  spanNote: { ...PLAIN_NOTE, body: 'part' },
  relationNote: 'none',
  segmentation: 'none',
};
