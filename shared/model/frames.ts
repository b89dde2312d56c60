import type { Slot, Span } from './annotation.ts';
import type { Scheme, SlotDeclaration, SpanType } from './scheme.ts';

type Types = Pick<Scheme, 'types'>;

/** Whether a slot takes cues only: what fills it then belongs to the claim. */
export function isCueSlot({ types }: Types, { types: allowed }: SlotDeclaration): boolean {
  return (
    allowed.length > 0 &&
    allowed.every((name) => types.some((type) => type.name === name && type.family === 'cue'))
  );
}

/** The slot that holds the claimer: the one of that name, else the first that takes no cue. */
export function claimerSlot(scheme: Types, type: SpanType): SlotDeclaration | undefined {
  return (
    type.slots.find(({ name }) => name === 'claimer') ?? type.slots.find((slot) => !isCueSlot(scheme, slot))
  );
}

/** The slot that holds what a claim is about: by convention of the presets, the one of that name. */
export function objectSlot(type: SpanType): SlotDeclaration | undefined {
  return slotOfType(type, 'object');
}

/** The slot that holds the attributing words. */
export function cueSlot(scheme: Types, type: SpanType): SlotDeclaration | undefined {
  return type.slots.find((slot) => isCueSlot(scheme, slot));
}

/** The declaration of a slot of a type by its name. */
export function slotOfType(type: SpanType | undefined, name: string): SlotDeclaration | undefined {
  return type?.slots.find((slot) => slot.name === name);
}

/** What fills a slot of a span; a stated reason for leaving it empty is none. */
export function fillersOf(span: Span, name: string): Slot[] {
  return span.slots.filter((slot) => slot.name === name && !('empty' in slot.filler));
}
