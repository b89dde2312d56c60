import { allowsType, type TypeTree } from '../../shared/model/type-tree.ts';
import { spanByUid } from '../../db/annotations/annotations.ts';
import { liveEntities } from '../../db/entities/entities.ts';
import { relationImage, spanImage } from '../../db/annotations/images.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { isThere, quarantined, spanAtEnd, waitingRelations } from '../../db/review/quarantine.ts';
import { findId, idOf } from '../../db/rows/ids.ts';
import { kindOf } from '../../db/rows/index.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { Store } from '../../db/connection/store.ts';
import { derivedUid } from '../../db/connection/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { EXTRACTION } from '../../shared/model/grounding.ts';
import { FOREIGN_ATTRIBUTES } from '../../shared/formats/foreign.ts';
import type { Span } from '../../shared/model/annotation.ts';
import { problemOfValue, type Attribute, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { fillersOf, slotOfType } from '../../shared/model/frames.ts';
import { hull, sameFragments, type Fragments } from '../../shared/model/fragments.ts';
import type { ProposedBody, ProposedPart } from '../../shared/model/quarantine.ts';
import type { QuarantineKind, QuarantineState } from '../../shared/model/review.ts';
import { spanType, type SlotDeclaration } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { Anchorer } from '../../shared/text/anchor.ts';
import { requirePlaceOfEnds, assertUnique, requireRelationType } from '../rules/relation-rules.ts';
import { fillSlot } from '../rules/slot-rules.ts';
import { requireFragments, requireType } from '../rules/span-rules.ts';
import { startValues } from '../rules/values.ts';
import { MESSAGES } from './messages.ts';

/** Where a proposal belongs, as chosen by a person. */
export interface Placing {
  readonly fragments?: Fragments | undefined;
  readonly from?: Uid | undefined;
  readonly to?: Uid | undefined;
}

type Item = NonNullable<ReturnType<typeof quarantined>>;

/** Returns a quarantined proposal. Error: not-found, or refused if it is not in one of the states. */
export function requireQuarantined(store: Store, id: Uid, ...states: QuarantineState[]): Item {
  const item = quarantined(store, id);
  if (!item) throw new PostilError('not-found', NOT_FOUND.quarantined(id), { field: 'id' });
  if (states.length > 0 && !states.includes(item.state))
    throw new PostilError('refused', MESSAGES.notOpen(item.state), { field: 'id' });
  return item;
}

/**
 * Creates what a quarantined proposal proposes, within a change, and returns its uid. If placing a span fails, the
 * caller must let the error end the change, so that nothing is half done.
 */
export function placeQuarantined(store: Store, recorder: Recorder, id: Uid, placing: Placing): Uid {
  const item = requireQuarantined(store, id, 'open');
  const result =
    item.kind === 'relation'
      ? placeRelation(store, recorder, item, placing)
      : placeSpan(store, recorder, id, item, placing);
  putState(store, recorder, id, { state: 'placed', result });
  return result;
}

/**
 * Places the relations whose ends are all placed by now. Relations that the scheme refuses stay, with the reason.
 * Returns the number placed.
 */
export function freeRelations(store: Store, recorder: Recorder, { set, document }: Item): number {
  if (document === undefined) return 0;
  let freed = 0;
  for (const id of waitingRelations(store, set, document)) {
    const { body } = requireQuarantined(store, id);
    const waited = [body.from, body.to].some((end) => end && 'quarantine' in end);
    if (!waited || !spanAtEnd(store, body.from) || !spanAtEnd(store, body.to)) continue;
    try {
      placeQuarantined(store, recorder, id, {});
      freed++;
    } catch (error) {
      if (!(error instanceof PostilError)) throw error;
      putState(store, recorder, id, { reason: error.message });
    }
  }
  return freed;
}

export function putState(
  store: Store,
  recorder: Recorder,
  id: Uid,
  change: { readonly state?: QuarantineState; readonly reason?: string; readonly result?: Uid | undefined },
): void {
  const { image } = kindOf('quarantine').read(store, id)!;
  recorder.put('quarantine', id, { ...image, ...change });
}

function placeSpan(
  store: Store,
  recorder: Recorder,
  id: Uid,
  { set, document, kind, body }: Item,
  { fragments = [] }: Placing,
): Uid {
  if (document === undefined) throw new PostilError('refused', MESSAGES.documentUnknown, { field: 'id' });
  if (fragments.length === 0)
    throw new PostilError('invalid-input', MESSAGES.wordsMissing, { field: 'fragments' });
  const normal = requireFragments(store, document, fragments) as Span['fragments'];
  const claim = body.fills && spanByUid(store, body.fills.claim);
  if (claim && body.fills) {
    const filling = {
      name: body.fills.slot,
      filler: { mention: { id: newUid(), type: body.type, fragments: normal } },
    };
    const filler = fillSlot(store, recorder, claim.id, filling)!;
    if (filler === filling.filler.mention.id)
      recorder.put(
        'span',
        filler,
        image(store, { set, document }, body, normal, spanByUid(store, filler)?.owner),
      );
    return filler;
  }
  const uid = newUid();
  recorder.put('span', uid, image(store, { set, document }, body, normal));
  if (kind === 'claim') fillParts(store, recorder, { id, uid, set, document }, body);
  return uid;
}

/**
 * Makes the image of the span that a proposal becomes. Values that the scheme does not have or refuses are kept as
 * foreign values.
 */
function image(
  store: Store,
  place: { readonly set: Uid; readonly document: Uid },
  body: ProposedBody,
  fragments: Span['fragments'],
  owner?: Uid,
) {
  const type = requireType(store, body.type);
  const { fit, foreign } = sorted(type.attributes, body.attributes);
  return spanImage(store, {
    ...place,
    type: type.name,
    fragments,
    ...startValues(type, fit),
    entities: liveEntities(store.db, body.entities),
    score: body.score,
    owner,
    extra: { ...extraOf(body), ...foreign },
  });
}

function extraOf({ text, explanation }: ProposedBody): Record<string, unknown> {
  const grounding = { method: 'hand', score: 1, quote: text };
  return { [EXTRACTION]: { grounding, ...(explanation !== undefined && { explanation }) } };
}

function sorted(declared: readonly Attribute[], values: Readonly<Record<string, AttributeValue>>) {
  const fit: Record<string, AttributeValue> = {};
  const foreign: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(values)) {
    const attribute = declared.find((each) => each.name === name);
    if (attribute && problemOfValue(attribute, value) === null) fit[name] = value;
    else foreign[name] = value;
  }
  return { fit, foreign: Object.keys(foreign).length > 0 ? { [FOREIGN_ATTRIBUTES]: foreign } : {} };
}

/**
 * Fills the slots of a claim that has just been placed. Each filler is searched near the claim; one that is not found
 * goes to quarantine itself.
 */
function fillParts(
  store: Store,
  recorder: Recorder,
  {
    id,
    uid,
    set,
    document,
  }: { readonly id: Uid; readonly uid: Uid; readonly set: Uid; readonly document: Uid },
  { type, parts }: ProposedBody,
): void {
  const anchorer = new Anchorer(store.texts.textOf(idOf(store.db, 'document', document)));
  for (const [i, part] of parts.entries()) {
    const reason = fillPart(store, recorder, anchorer, uid, type, part);
    if (reason === null) continue;
    const kind: QuarantineKind = 'span';
    const body: ProposedBody = {
      type: part.type,
      text: part.text,
      ...(part.score !== undefined && { score: part.score }),
      attributes: {},
      entities: [],
      parts: [],
      fills: { claim: uid, slot: part.slot },
      given: part.text,
    };
    recorder.put('quarantine', derivedUid('quarantine part', uid, id, String(i)), {
      set,
      document,
      kind,
      state: 'open',
      reason,
      body,
    });
  }
}

/** Fills one slot. Returns the reason if it cannot be filled, otherwise null. */
function fillPart(
  store: Store,
  recorder: Recorder,
  anchorer: Anchorer,
  uid: Uid,
  type: string,
  part: ProposedPart,
): string | null {
  const claim = spanByUid(store, uid)!;
  const slot = slotOfType(spanType(currentScheme(store).scheme, type), part.slot);
  if (!slot) return MESSAGES.noSlot(type, part.slot);
  const fillers = fillersOf(claim, slot.name);
  if (fillers.length > 0 && !slot.many) return MESSAGES.slotFull(slot.label);
  const content = hull(claim.fragments) ?? [0, 0];
  const place = anchorer.near({ words: part.text }, content, slot.name !== 'object');
  const text = { text: part.text };
  if (!place) {
    if (!slot.accepts.includes('text')) return MESSAGES.fillerNotFound(slot.label);
    if (!fillers.some(({ filler }) => 'text' in filler && filler.text === part.text))
      fillSlot(store, recorder, uid, { name: slot.name, filler: text });
    return null;
  }
  const fragments = [...place.fragments] as Span['fragments'];
  const taken = fillers.some(({ filler }) => {
    const there = 'span' in filler ? spanByUid(store, filler.span) : undefined;
    return there && sameFragments(there.fragments, fragments);
  });
  if (taken || sameFragments(claim.fragments, fragments)) return MESSAGES.filledAlready(slot.label);
  fillSlot(store, recorder, uid, {
    name: slot.name,
    filler: { mention: { type: allowed(currentScheme(store).scheme, slot, part.type), fragments } },
  });
  return null;
}

function allowed(scheme: TypeTree, { types, defaultType }: SlotDeclaration, type: string): string {
  const isThere = scheme.types.some(({ name }) => name === type);
  return isThere && allowsType(scheme, types, type) ? type : (defaultType ?? types[0] ?? type);
}

function placeRelation(store: Store, recorder: Recorder, { set, body }: Item, placing: Placing): Uid {
  const type = requireRelationType(store, body.type);
  const ends = (['from', 'to'] as const).map((side) => {
    const span = placing[side] ?? spanAtEnd(store, body[side]);
    if (span !== undefined && findId(store.db, 'span', span) !== undefined) return span;
    const words = body[side] && 'text' in body[side] ? body[side].text : '';
    const what = side === 'from' ? 'starts at' : 'ends at';
    throw new PostilError(
      'refused',
      words === '' ? MESSAGES.endInQuarantine(what) : MESSAGES.endIsNoSpan(what, words),
      { field: side },
    );
  }) as [Uid, Uid];
  const [from, to] =
    type.ends === 'span'
      ? ends
      : (ends.map((span) => {
          const [entity] = spanByUid(store, span)!.entities;
          if (entity !== undefined) return entity;
          throw new PostilError('refused', MESSAGES.endsWithoutEntity(type.label), {
            field: 'type',
          });
        }) as [Uid, Uid]);
  const place = requirePlaceOfEnds(store, type, from, to);
  const { fit, foreign } = sorted(type.attributes, body.attributes);
  const relation = {
    set: place.set ?? set,
    ...(place.document && { document: place.document }),
    type: type.name,
    ends: type.ends,
    from,
    to,
    ...startValues(type, fit),
    ...(body.score !== undefined && { score: body.score }),
    extra: { ...extraOf(body), ...foreign },
  };
  assertUnique(store, type, relation);
  const uid = newUid();
  recorder.put('relation', uid, relationImage(store, relation));
  return uid;
}

/** Whether a proposal may be reopened: it was dismissed, or what was made of it no longer exists. */
export function mayReopen(store: Store, { state, result }: Item): boolean {
  return state === 'dismissed' || (state === 'placed' && (result === undefined || !isThere(store, result)));
}
