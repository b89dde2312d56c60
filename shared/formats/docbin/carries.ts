import { DOCUMENTS_ONLY, FILE_NAME, PLAIN_LABEL, PLAIN_SPAN, TEXT_AND_METADATA } from '../carries.ts';
import type { Carries } from '../model-fields.ts';

export const DOCBIN_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: { ...TEXT_AND_METADATA, extra: 'none' },
  origin: FILE_NAME,
  span: PLAIN_SPAN,
  slot: 'none',
  relation: 'none',
  label: { ...PLAIN_LABEL, name: 'part', value: 'part' },
  status: 'none',
  documentNote: 'none',
  spanNote: 'none',
  relationNote: 'none',
  segmentation: { tokens: 'part', sentences: 'part', columns: 'none', extra: 'none' },
};
