import type { Slot } from '../../model/annotation.ts';
import type { Uid } from '../../model/uid.ts';
import type { DocumentRecord, SpanRecord } from '../records.ts';
import { slotName, uimaExtra, type KeptLink } from './names.ts';

/** A slot with its original link; `feature` is `null` for a slot that was filled in Postil. */
export interface LinkedSlot {
  readonly slot: Slot;
  readonly feature: string | null;
  /** `null`: a link without a role; `undefined`: a reference, which has no role. */
  readonly role: string | null | undefined;
  readonly link?: KeptLink | undefined;
}

/**
 * Returns the slots of a span in their order, each with the feature of a link with its name; each link is used once.
 */
export function linkedSlots(span: SpanRecord): LinkedSlot[] {
  const links = [...(uimaExtra(span).links ?? [])];
  const slots = [...span.slots].sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return slots.map((slot) => {
    const at = links.findIndex(([feature, role]) => slotName(feature, role) === slot.name);
    const link = at < 0 ? undefined : links.splice(at, 1)[0];
    return link
      ? { slot, feature: link[0], role: link[1], link: link[2] }
      : { slot, feature: null, role: slot.name };
  });
}

/** Returns the spans to which relations and slots refer. */
export function referredSpans({ spans, relations }: DocumentRecord): ReadonlySet<Uid> {
  return new Set([
    ...relations.flatMap(({ from, to }) => [from, to]),
    ...spans.flatMap(({ slots }) => slots.flatMap(({ filler }) => ('span' in filler ? [filler.span] : []))),
  ]);
}
