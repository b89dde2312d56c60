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

/** What records of the shape “entities” carry. */
export const ENTITIES_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: TEXT_AND_METADATA,
  origin: FILE_NAME,
  span: { ...PLAIN_SPAN, attributes: 'part', extra: 'part' },
  slot: 'none',
  relation: { ...PLAIN_RELATION, attributes: 'part', extra: 'part' },
  // A category is a bare value: the name of the question is written before it.
  label: { ...PLAIN_LABEL, name: 'part', value: 'part' },
  status: 'none',
  documentNote: PLAIN_NOTE,
  spanNote: 'none',
  relationNote: 'none',
  segmentation: 'none',
};

/** In the shape “label” a span has two offsets and a type. */
export const LABEL_CARRIES: Carries = { ...ENTITIES_CARRIES, span: PLAIN_SPAN, relation: 'none' };
