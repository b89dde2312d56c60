import { spanByUid } from '../../db/annotations/annotations.ts';
import { derivedFillers } from '../../db/annotations/derived-fillers.ts';
import { entityCandidates } from '../../db/entities/entity-candidates.ts';
import { slotImages } from '../../db/annotations/images.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { documentsNamed, fillerNames, slotPlace } from '../../db/annotations/slots.ts';
import type { Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Slot, Span } from '../../shared/model/annotation.ts';
import { slotOfType } from '../../shared/model/frames.ts';
import { spanType, type SlotDeclaration } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Domain, Handlers } from '../context.ts';
import { requireEvidence, fillSlot, moveFiller, takeOut } from '../rules/slot-rules.ts';
import { MESSAGES } from './messages.ts';

/** The maximum number of entities offered. */
const OFFERED = 12;

export const frameHandlers: Handlers<Domain<'slots'>> = {
  'slots.fill': ({ store, record }, { span, slot, ...filling }) => {
    const claim = spanByUid(store, span);
    if (!claim) throw new PostilError('not-found', NOT_FOUND.span(span), { field: 'span' });
    if (filling.id && slotPlace(store, filling.id))
      throw new PostilError('refused', MESSAGES.fillerExists(filling.id), { field: 'id' });
    const label = spanType(currentScheme(store).scheme, claim.type)?.slots.find(
      ({ name }) => name === slot,
    )?.label;
    return record(
      'empty' in filling.filler ? `Leave ${label ?? slot} empty` : `Fill ${label ?? slot}`,
      (recorder) => {
        const filler = fillSlot(store, recorder, span, { name: slot, ...filling });
        return { span: spanByUid(store, span)!, ...(filler && { filler }) };
      },
    );
  },

  'slots.remove': ({ store, record }, { id }) => {
    const { claim, slot, declaration } = requireFiller(store, id);
    return record(`Take a filler out of ${declaration.label}`, (recorder) => {
      takeOut(store, recorder, claim, slot);
      return { span: spanByUid(store, claim.id)! };
    });
  },

  'slots.move': ({ store, record }, { id, before }) => {
    const { claim, declaration } = requireFiller(store, id);
    return record(`Move a filler of ${declaration.label}`, (recorder) => {
      moveFiller(store, recorder, claim, declaration, { id, before });
      return { span: spanByUid(store, claim.id)! };
    });
  },

  'slots.evidence': ({ store, record }, { id, evidence }) => {
    const { claim, slot, declaration } = requireFiller(store, id);
    return record(`Give evidence for ${declaration.label}`, (recorder) => {
      const row = { ...slot, evidence: requireEvidence(store, claim, declaration, evidence) };
      for (const [uid, image] of slotImages(store, { ...claim, slots: [row] }))
        recorder.put('slot', uid, image);
      return { span: spanByUid(store, claim.id)! };
    });
  },

  'slots.candidates': ({ store }, { span, slot: name, search }) => {
    const claim = spanByUid(store, span);
    const slot = slotOfType(spanType(currentScheme(store).scheme, claim?.type ?? ''), name);
    const { document, set } = claim ?? {};
    const takesEntities = slot !== undefined && slot.accepts.includes('entity') && search.trim() !== '';
    return {
      entities: takesEntities
        ? entityCandidates(store, { text: search, types: slot.types, document, set, limit: OFFERED })
        : [],
      documents: slot?.accepts.includes('document') ? documentsNamed(store, search) : [],
    };
  },

  'slots.names': ({ store }, { span }) => ({ names: fillerNames(store, span) }),

  'slots.derived': ({ store }, { span }) => {
    const claim = spanByUid(store, span);
    return { slots: claim ? derivedFillers(store, currentScheme(store).scheme, claim) : [] };
  },
};

function requireFiller(store: Store, id: Uid): { claim: Span; slot: Slot; declaration: SlotDeclaration } {
  const place = slotPlace(store, id);
  const claim = place && spanByUid(store, place.span);
  const slot = claim?.slots.find((each) => each.id === id);
  if (!place || !claim || !slot) throw new PostilError('not-found', NOT_FOUND.filler(id), { field: 'id' });
  const { scheme } = currentScheme(store);
  const declaration = spanType(scheme, claim.type)?.slots.find(({ name }) => name === slot.name) ?? {
    name: slot.name,
    label: slot.name,
    types: [],
    accepts: ['span'],
    many: true,
    required: false,
    carried: false,
    suggest: [],
  };
  return { claim, slot, declaration };
}
