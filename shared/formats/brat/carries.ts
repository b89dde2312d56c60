import {
  DOCUMENTS_ONLY,
  FILE_NAME_ALIKE,
  NO_METADATA,
  PLAIN_NOTE,
  PLAIN_RELATION,
  PLAIN_SPAN,
  TEXT_AND_METADATA,
} from '../carries.ts';
import type { Carries } from '../model-fields.ts';

export const BRAT_CARRIES: Carries = {
  ...DOCUMENTS_ONLY,
  document: { ...TEXT_AND_METADATA, ...NO_METADATA, text: 'part' },
  origin: FILE_NAME_ALIKE,
  span: {
    ...PLAIN_SPAN,
    type: 'part',
    attributes: 'part',
    slots: 'part',
    entities: 'part',
    extra: 'part',
  },
  slot: { id: 'none', name: 'part', rank: 'part', filler: 'part', evidence: 'none', score: 'none' },
  relation: { ...PLAIN_RELATION, type: 'part', attributes: 'part', extra: 'part' },
  label: 'none',
  status: 'none',
  documentNote: 'none',
  spanNote: { ...PLAIN_NOTE, body: 'part' },
  relationNote: { ...PLAIN_NOTE, body: 'part' },
  segmentation: 'none',
  // The name of a mentioned entity and its ids in other resources.
  entity: {
    id: 'none',
    name: 'part',
    // On reading, an entity gets the type of its mentions.
    type: 'part',
    colour: 'none',
    note: 'none',
    mergedInto: 'part',
    aliases: 'none',
    externalIds: 'part',
  },
};
