import { DOCUMENTS_ONLY, FILE_NAME, PLAIN_SPAN, TEXT_AND_METADATA } from '../carries.ts';
import type { Carries } from '../model-fields.ts';

export const HUGGINGFACE_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: { ...TEXT_AND_METADATA, id: 'whole', extra: 'none' },
  origin: FILE_NAME,
  span: PLAIN_SPAN,
  slot: 'none',
  relation: 'none',
  label: 'none',
  status: 'none',
  documentNote: 'none',
  spanNote: 'none',
  relationNote: 'none',
  segmentation: 'none',
};
