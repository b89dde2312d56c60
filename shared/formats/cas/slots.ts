import type { Slot } from '../../model/annotation.ts';
import type { SpanRecord } from '../records.ts';
import { slotName, uimaExtra } from './names.ts';

/** A slot with what it was read from; `feature` is `null` for one that was filled here. */
export interface LinkedSlot {
  readonly slot: Slot;
  readonly feature: string | null;
  /** `null`: a link without a role; `undefined`: a reference, which has none. */
  readonly role: string | null | undefined;
}

/** The slots of a span in their order, each with the feature of a link of its name, used once. */
export function linkedSlots(span: SpanRecord): LinkedSlot[] {
  const links = [...(uimaExtra(span).links ?? [])];
  const slots = [...span.slots].sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return slots.map((slot) => {
    const at = links.findIndex(([feature, role]) => slotName(feature, role) === slot.name);
    const link = at < 0 ? undefined : links.splice(at, 1)[0];
    return link ? { slot, feature: link[0], role: link[1] } : { slot, feature: null, role: slot.name };
  });
}
