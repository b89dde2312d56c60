import {
  DOCUMENTS_ONLY,
  FILE_NAME_ALIKE,
  NO_METADATA,
  PLAIN_RELATION,
  PLAIN_SPAN,
  TEXT_AND_METADATA,
} from '../carries.ts';
import type { Carries } from '../model-fields.ts';

/** What a CAS carries, both as XMI and as JSON. */
export const CAS_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: { ...TEXT_AND_METADATA, ...NO_METADATA, title: 'whole', language: 'whole' },
  origin: FILE_NAME_ALIKE,
  span: { ...PLAIN_SPAN, type: 'part', attributes: 'part', slots: 'part', extra: 'part' },
  slot: { id: 'none', name: 'part', rank: 'part', filler: 'part', evidence: 'part', score: 'part' },
  relation: { ...PLAIN_RELATION, type: 'part', attributes: 'part', extra: 'part' },
  label: 'none',
  status: 'none',
  documentNote: 'none',
  spanNote: 'none',
  relationNote: 'none',
  segmentation: { tokens: 'part', sentences: 'part', columns: 'none', extra: 'part' },
};
