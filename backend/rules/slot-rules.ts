import { allowsType } from '../../shared/model/type-tree.ts';
import { spanByUid } from '../../db/annotations/annotations.ts';
import { slotImages, spanImage } from '../../db/annotations/images.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { removeSpan } from '../../db/annotations/removal.ts';
import { findId } from '../../db/rows/ids.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { slotsFilledBy, spansOver } from '../../db/annotations/slots.ts';
import type { ReadStore, Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { FillerInput, SlotInput } from '../../shared/contract/frames.ts';
import type { Filler, Slot, Span } from '../../shared/model/annotation.ts';
import { fillersOf } from '../../shared/model/frames.ts';
import { hull, sameFragments } from '../../shared/model/fragments.ts';
import { rankAfter, rankBetween } from '../../shared/model/rank.ts';
import { defaultValues, spanType, type SlotDeclaration, type SpanType } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { MESSAGES } from './messages.ts';
import { requireFragments, requireSpan, requireType, shortQuote } from './span-rules.ts';

/** How a slot is to be filled. */
export interface Filling extends SlotInput {
  readonly id?: Uid | undefined;
  readonly evidence?: readonly Uid[] | undefined;
  /** The filler takes the place of all that are there. */
  readonly replace?: boolean | undefined;
}

/**
 * Fills a slot of a span within a change. Answers the span that fills it, where it is one. Every rule of the
 * scheme is checked first and refused by name; whatever is thrown leaves nothing half done, since it ends the change.
 */
export function fillSlot(store: Store, recorder: Recorder, span: Uid, filling: Filling): Uid | undefined {
  const claim = requireSpan(store, span);
  const type = requireType(store, claim.type);
  const slot = requireSlot(type, filling.name);
  const present = claim.slots.filter(({ name }) => name === slot.name);
  const fillers = fillersOf(claim, slot.name);
  if ('empty' in filling.filler && fillers.length > 0) throw refusal(slot, MESSAGES.slotFilled(slot.label));
  const filler = resolveFiller(store, recorder, claim, slot, filling.filler);
  if (!('empty' in filler) && fillers.some((each) => sameFiller(each.filler, filler)))
    throw refusal(slot, MESSAGES.filledAlready(slot.label));
  if (!('empty' in filler) && fillers.length > 0 && !slot.many && !filling.replace)
    throw refusal(slot, MESSAGES.slotFull(slot.label, type.label));

  // A reason for being empty gives way to whatever comes.
  const leaving = filling.replace ? present : present.filter((each) => 'empty' in each.filler);
  for (const each of leaving) takeOut(store, recorder, claim, each);
  const id = filling.id ?? newUid();
  const last = present
    .filter((each) => !leaving.includes(each))
    .map(({ rank }) => rank)
    .sort()
    .at(-1);
  const row: Slot = {
    id,
    name: slot.name,
    rank: rankAfter(last),
    filler,
    evidence: requireEvidence(store, claim, slot, filling.evidence ?? []),
  };
  for (const [uid, image] of slotImages(store, { ...claim, slots: [row] })) recorder.put('slot', uid, image);
  return 'span' in filler ? filler.span : undefined;
}

/** Takes a filler out of its slot; a cue that belongs to the claim is deleted with it. */
export function takeOut(store: Store, recorder: Recorder, claim: Span, slot: Slot): void {
  recorder.remove('slot', slot.id);
  if (!('span' in slot.filler)) return;
  const cue = spanByUid(store, slot.filler.span);
  if (cue?.owner !== claim.id) return;
  const left = spanByUid(store, claim.id)?.slots ?? [];
  if (!left.some(({ filler }) => 'span' in filler && filler.span === cue.id))
    removeSpan(store, recorder, cue.id);
}

/** Puts a filler before another one of its slot, or behind all; others keep their ranks where there is room between. */
export function moveFiller(
  store: Store,
  recorder: Recorder,
  claim: Span,
  slot: SlotDeclaration,
  { id, before }: { readonly id: Uid; readonly before: Uid | null },
): void {
  const fillers = fillersOf(claim, slot.name);
  const moved = fillers.find((each) => each.id === id);
  if (!moved) throw refusal(slot, MESSAGES.noOrderInEmptySlot(slot.label));
  const others = fillers.filter((each) => each !== moved);
  const at = before === null ? others.length : others.findIndex((each) => each.id === before);
  if (at < 0) throw refusal(slot, MESSAGES.nextFillerElsewhere(slot.label));
  const rank = rankBetween(others[at - 1]?.rank, others[at]?.rank);
  const inOrder = others.toSpliced(at, 0, moved);
  let last: string | undefined;
  const rows =
    rank === null
      ? inOrder.map((each) => ({ ...each, rank: (last = rankAfter(last)) }))
      : fillers.indexOf(moved) === at
        ? []
        : [{ ...moved, rank }];
  for (const [uid, image] of slotImages(store, { ...claim, slots: rows })) recorder.put('slot', uid, image);
}

/** Evidence of a filler: spans of the claim's document, each once. */
export function requireEvidence(
  store: Store,
  claim: Span,
  slot: SlotDeclaration,
  evidence: readonly Uid[],
): Uid[] {
  for (const id of evidence) {
    const span = spanByUid(store, id);
    if (!span) throw notFound(slot, 'span', id);
    if (span.document !== claim.document)
      throw refusal(slot, MESSAGES.evidenceElsewhere(slot.label, claim.type));
  }
  return [...new Set(evidence)].sort();
}

/** The fillers that the next claim starts with: those of `from` in slots that are declared carried. */
export function carriedFillers(store: Store, claim: Span, from: Uid): SlotInput[] {
  const before = requireSpan(store, from);
  if (before.document !== claim.document)
    throw new PostilError('refused', MESSAGES.carriedAcrossArticles, {
      field: 'carryFrom',
    });
  const declared = requireType(store, claim.type).slots.filter(({ carried }) => carried);
  return before.slots
    .filter(({ name }) => declared.some((slot) => slot.name === name))
    .map(({ name, filler }) => ({ name, filler }));
}

/** Refuses a change of type that would leave the span in a slot which does not take that type, or a cue ownerless. */
export function assertTypeFitsSlots(store: Store, span: Span, type: SpanType): void {
  if (span.owner !== undefined && type.family !== 'cue')
    throw new PostilError('refused', MESSAGES.cueKeepsItsType(type.label), { field: 'type' });
  const { scheme } = currentScheme(store);
  for (const { type: owner, slot: name } of slotsFilledBy(store, span.id)) {
    const slot = spanType(scheme, owner)?.slots.find((each) => each.name === name);
    if (!slot || allowsType(scheme, slot.types, type.name)) continue;
    throw refusal(slot, MESSAGES.typeAgainstSlot(slot.label, owner, list(slot.types), type.name));
  }
}

function resolveFiller(
  store: Store,
  recorder: Recorder,
  claim: Span,
  slot: SlotDeclaration,
  input: FillerInput,
): Filler {
  if ('empty' in input) return input;
  const kind = 'mention' in input ? 'span' : (Object.keys(input)[0] as SlotDeclaration['accepts'][number]);
  if (!slot.accepts.includes(kind))
    throw refusal(
      slot,
      MESSAGES.notAllowed(
        slot.label,
        KINDS[kind],
        list(
          slot.accepts.map((k) => KINDS[k]),
          'or',
        ),
      ),
    );
  if ('entity' in input && findId(store.db, 'entity', input.entity) === undefined)
    throw notFound(slot, 'entity', input.entity);
  if ('document' in input && findId(store.db, 'document', input.document) === undefined)
    throw notFound(slot, 'document', input.document);
  if ('mention' in input) return { span: mentionFor(store, recorder, claim, slot, input.mention) };
  if ('span' in input) adopt(store, recorder, claim, slot, requireSpan(store, input.span));
  return input;
}

const KINDS = { span: 'a span', entity: 'an entity', document: 'a document', text: 'a text' } as const;

/** The span over these fragments, found or made. */
function mentionFor(
  store: Store,
  recorder: Recorder,
  claim: Span,
  slot: SlotDeclaration,
  mention: Extract<FillerInput, { mention: unknown }>['mention'],
): Uid {
  const wanted = mention.type ?? slot.defaultType ?? slot.types[0];
  if (wanted === undefined) throw refusal(slot, MESSAGES.noDefaultType(slot.label));
  const type = requireType(store, wanted);
  assertTypeAllowed(store, slot, type.name);
  const fragments = requireFragments(store, claim.document, mention.fragments) as Span['fragments'];
  const [start, end] = hull(fragments)!;
  const { scheme } = currentScheme(store);
  const there = spansOver(store, { document: claim.document, set: claim.set, start, end })
    .map((id) => spanByUid(store, id)!)
    .filter(
      (span) =>
        span.id !== claim.id &&
        sameFragments(span.fragments, fragments) &&
        allowsType(scheme, slot.types, span.type) &&
        // Two claims may share the words of a cue, but not the cue.
        (span.owner === undefined || span.owner === claim.id),
    );
  const known = there.find((span) => span.type === type.name) ?? there[0];
  if (known) {
    adopt(store, recorder, claim, slot, known);
    return known.id;
  }
  const id = mention.id ?? newUid();
  if (spanByUid(store, id)) throw new PostilError('refused', MESSAGES.spanExists(id), { field: 'id' });
  const attributes = defaultValues(type.attributes);
  const image = spanImage(store, {
    document: claim.document,
    set: claim.set,
    type: type.name,
    fragments,
    attributes,
    untouched: Object.keys(attributes),
    entities: [],
    ...(type.family === 'cue' && { owner: claim.id }),
  });
  recorder.put('span', id, image);
  return id;
}

/** Checks that a span may fill a slot, and makes a cue the claim's own. */
function adopt(store: Store, recorder: Recorder, claim: Span, slot: SlotDeclaration, span: Span): void {
  if (span.id === claim.id) throw refusal(slot, MESSAGES.fillsItself(claim.type, slot.label));
  assertTypeAllowed(store, slot, span.type);
  const family = requireType(store, span.type).family;
  if (span.document !== claim.document && family !== 'claim')
    throw refusal(
      slot,
      MESSAGES.fillerInAnotherArticle(shortQuote(store, span.document, span.fragments), slot.label),
    );
  if (span.set !== claim.set && family !== 'claim')
    throw refusal(slot, MESSAGES.fillerInAnotherSet(shortQuote(store, span.document, span.fragments)));
  if (family !== 'cue' || span.owner === claim.id) return;
  if (span.owner !== undefined)
    throw refusal(slot, MESSAGES.cueOfAnotherClaim(shortQuote(store, span.document, span.fragments)));
  const { slots: _, author: __, id, ...rest } = span;
  recorder.put('span', id, spanImage(store, { ...rest, owner: claim.id }));
}

function assertTypeAllowed(store: ReadStore, slot: SlotDeclaration, type: string): void {
  if (allowsType(currentScheme(store).scheme, slot.types, type)) return;
  throw refusal(slot, MESSAGES.notAllowed(slot.label, type, list(slot.types, 'or')));
}

function requireSlot(type: SpanType, name: string): SlotDeclaration {
  const slot = type.slots.find((each) => each.name === name);
  if (slot) return slot;
  const known = type.slots.map((each) => each.name).join(', ') || 'none';
  throw new PostilError('refused', MESSAGES.noSlot(type.name, name, known), {
    field: 'slot',
  });
}

function sameFiller(a: Filler, b: Filler): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function refusal(slot: SlotDeclaration, message: string): PostilError {
  return new PostilError('refused', message, { field: slot.name });
}

function notFound(slot: SlotDeclaration, what: string, id: Uid): PostilError {
  return new PostilError('not-found', MESSAGES.fillerNotFound(slot.label, what, id), {
    field: slot.name,
  });
}

function list(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
