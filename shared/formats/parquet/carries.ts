import { ALL_METADATA, DOCUMENTS_ONLY, FILE_NAME, PLAIN_NOTE, PLAIN_RELATION } from '../carries.ts';
import type { Carries } from '../model-fields.ts';

const RELATION = {
  ...PLAIN_RELATION,
  id: 'whole',
  set: 'whole',
  ends: 'whole',
  attributes: 'whole',
  score: 'whole',
} as const;

/** What the tables of spans, documents and relations carry. */
export const PARQUET_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: { ...ALL_METADATA, id: 'whole', text: 'whole', blocks: 'none', header: 'none', extra: 'none' },
  origin: FILE_NAME,
  span: {
    id: 'whole',
    set: 'whole',
    type: 'whole',
    fragments: 'whole',
    attributes: 'whole',
    untouched: 'none',
    slots: 'whole',
    entities: 'whole',
    score: 'whole',
    owner: 'whole',
    derivedFrom: 'whole',
    extra: 'none',
    author: 'whole',
  },
  slot: { id: 'whole', name: 'whole', rank: 'whole', filler: 'whole', evidence: 'whole', score: 'whole' },
  relation: RELATION,
  looseRelation: RELATION,
  label: { id: 'none', set: 'whole', name: 'whole', value: 'whole', score: 'whole' },
  status: { set: 'whole', status: 'whole', reason: 'whole' },
  documentNote: 'none',
  spanNote: { ...PLAIN_NOTE, body: 'part' },
  relationNote: 'none',
  segmentation: 'none',
};
