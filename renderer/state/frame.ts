import { create } from 'zustand';
import type { Span } from '../../shared/model/annotation.ts';
import { slotOfType } from '../../shared/model/frames.ts';
import { spanType, type SlotDeclaration } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { suggestFillers, type Suggestion } from '../../shared/suggest/suggest.ts';
import { spanById, useArticle } from './article.ts';
import { partsOf } from './parts.ts';
import { currentScheme } from './project.ts';
import type { Hints } from './word-hints.ts';

/** What the keys set while a slot is active: its filler, the reason for leaving it empty, or evidence for it. */
export type SlotStep = 'fill' | 'reason' | 'evidence';

interface Frame {
  /** The claim or event whose slot is active; it stays selected. */
  claim: Uid | null;
  slot: string | null;
  step: SlotStep;
  /** The filler for which evidence is gathered. */
  filler: Uid | null;
  /** Instead of a filler: the entity that the registry implies, which becomes a filler with its first evidence. */
  derived: Uid | null;
  /** The span that Tab has reached. */
  walked: Uid | null;
  hints: Hints | null;
  /** Whether the name of an entity, a document or a free text is being typed. */
  naming: boolean;
  /** Why the last filler was refused, or null. */
  refusal: string | null;
  /** The claim selected or created last in the open document, from which the next one copies fillers. */
  previous: { readonly document: Uid; readonly claim: Uid } | null;
  /** Whether claims are shown as cards beside the text. */
  marginCards: boolean;
  /** Cards that are collapsed to one line. */
  folded: ReadonlySet<Uid>;
}

const inactive = {
  claim: null,
  slot: null,
  step: 'fill',
  filler: null,
  derived: null,
  walked: null,
  hints: null,
  naming: false,
  refusal: null,
} as const;

export const useFrame = create<Frame>()(() => ({
  ...inactive,
  previous: null,
  marginCards: false,
  folded: new Set(),
}));

/** Returns parts of the state by name, `useFrameParts('slot', 'step')`. */
export const useFrameParts = partsOf(useFrame);

/** Activates a slot of a claim. */
export function activateSlot(claim: Uid, slot: string): void {
  useFrame.setState({ ...inactive, claim, slot });
}

/** Activates a slot to gather evidence for one of its fillers, or for an entity that the registry implies. */
export function activateEvidence(
  claim: Uid,
  slot: string,
  what: { readonly filler: Uid } | { readonly derived: Uid },
): void {
  useFrame.setState({ ...inactive, claim, slot, step: 'evidence', ...what });
}

export function deactivateSlot(): void {
  if (useFrame.getState().slot !== null) useFrame.setState(inactive);
}

/** Returns the active slot as its claim and declaration. */
export function activeSlot(): { claim: Span; slot: SlotDeclaration } | null {
  const { claim: id, slot: name } = useFrame.getState();
  const claim = spanById(id);
  const scheme = currentScheme();
  const slot = claim && scheme && name !== null ? slotOfType(spanType(scheme, claim.type), name) : undefined;
  return claim && slot ? { claim, slot } : null;
}

let remembered: { key: readonly unknown[]; found: readonly Suggestion[] } = { key: [], found: [] };

/** Returns the suggestions for the active slot; the same array as long as nothing they depend on has changed. */
export function activeSuggestions(): readonly Suggestion[] {
  const { document, spans } = useArticle.getState();
  const active = activeSlot();
  const scheme = currentScheme();
  if (!document || !active || !scheme || useFrame.getState().step !== 'fill') return [];
  const key = [document, spans, active.claim, active.slot, scheme];
  if (!key.every((part, i) => part === remembered.key[i])) {
    remembered = { key, found: suggestFillers(scheme, document, spans, active.claim, active.slot.name) };
  }
  return remembered.found;
}

// Deactivate the slot when its claim is deleted, undone, or no longer selected.
useArticle.subscribe(({ selected, spans, document }) => {
  const { claim, previous } = useFrame.getState();
  if (claim && (selected !== claim || !spans.some(({ id }) => id === claim))) deactivateSlot();
  if (!selected || !document || previous?.claim === selected) return;
  const span = spans.find(({ id }) => id === selected);
  const type = span && spanType(currentScheme() ?? { ...NO_SCHEME }, span.type);
  if (type && type.slots.length > 0)
    useFrame.setState({ previous: { document: document.id, claim: selected } });
});

const NO_SCHEME = { name: '', description: '', layers: [], types: [], relations: [], labels: [] };
