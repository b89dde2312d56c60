import { ALL_METADATA, DOCUMENTS_ONLY, FILE_NAME, PLAIN_NOTE, PLAIN_RELATION } from '../carries.ts';
import type { Carries, Extent } from '../model-fields.ts';
import type { Form } from './options.ts';

/**
 * What the tables carry. The workbook names types, slots and values as people read them, and its cells cannot hold the longest
 * texts.
 */
export function tablesCarries(form: Form): Carries {
  const name: Extent = form === 'xlsx' ? 'part' : 'whole';
  const relation = {
    ...PLAIN_RELATION,
    id: 'whole',
    set: 'whole',
    type: name,
    ends: name,
    from: name,
    to: name,
    attributes: name,
    score: 'whole',
  } as const;
  return {
    ...DOCUMENTS_ONLY,
    document: { ...ALL_METADATA, id: 'whole', text: name, blocks: 'none', header: 'none', extra: 'none' },
    origin: FILE_NAME,
    span: {
      id: 'whole',
      set: 'whole',
      type: name,
      fragments: 'whole',
      attributes: name,
      untouched: 'none',
      slots: 'part',
      entities: 'whole',
      score: 'whole',
      owner: name,
      derivedFrom: 'none',
      extra: 'none',
      author: 'whole',
    },
    slot: { id: 'none', name: 'part', rank: 'none', filler: 'part', evidence: 'none', score: 'none' },
    relation,
    looseRelation: relation,
    label: { id: 'none', set: 'part', name: 'part', value: name, score: 'none' },
    status: { set: 'part', status: 'whole', reason: 'whole' },
    documentNote: { ...PLAIN_NOTE, body: 'part' },
    spanNote: { ...PLAIN_NOTE, body: 'part' },
    relationNote: { ...PLAIN_NOTE, body: 'part' },
    segmentation: 'none',
    entity: {
      id: 'whole',
      name: 'whole',
      type: name,
      colour: 'none',
      note: 'whole',
      mergedInto: 'whole',
      aliases: 'whole',
      externalIds: 'whole',
    },
  };
}
