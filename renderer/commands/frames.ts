import { allowsType } from '../../shared/model/type-tree.ts';
import type { FillerInput } from '../../shared/contract/frames.ts';
import type { EmptyReason, Slot, Span } from '../../shared/model/annotation.ts';
import { hull, type Fragment } from '../../shared/model/fragments.ts';
import { fillersOf } from '../../shared/model/frames.ts';
import { spanType, type SlotDeclaration } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { Suggestion } from '../../shared/suggest/suggest.ts';
import { call } from '../api.ts';
import { spanById, useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { activateEvidence, activateSlot, activeSlot, deactivateSlot, useFrame } from '../state/frame.ts';
import { currentScheme } from '../state/project.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { createSpan, mayEdit, target } from './spans.ts';
import { TEXTS } from './texts.ts';

/** The slots of the selected claim or event, in the order of their digits. */
export function selectedSlots(): { claim: Span; slots: readonly SlotDeclaration[] } | null {
  const claim = spanById(useFrame.getState().claim ?? useArticle.getState().selected);
  const scheme = currentScheme();
  const slots = (claim && scheme && spanType(scheme, claim.type)?.slots) ?? [];
  return claim && slots.length > 0 ? { claim, slots } : null;
}

/** Activates a slot of the selected claim and focuses the text, which contains the fillers. */
export function openSlot(name: string): void {
  const selected = selectedSlots();
  if (!selected || !mayEdit()) return;
  activateSlot(selected.claim.id, name);
  editor()?.focus();
}

/** Deactivates the slot and moves the caret back to the claim. */
export function leaveSlot(): void {
  const { claim } = useFrame.getState();
  deactivateSlot();
  if (claim) editor()?.select(claim);
}

/**
 * Fills the active slot, or the one that was active when the filler was requested. In a slot for one filler the new one
 * replaces the old, and the slot is then left.
 */
export async function fill(filler: FillerInput, at = activeSlot()): Promise<void> {
  if (!at || !mayEdit()) return;
  const { slot } = at;
  const claim = spanById(at.claim.id) ?? at.claim;
  const taken = fillersOf(claim, slot.name).length > 0;
  const leaves = !slot.many || 'empty' in filler;
  const now = useFrame.getState();
  if (now.claim !== claim.id || now.slot !== slot.name) {
    // The analyst is already elsewhere.
  } else if (leaves) leaveSlot();
  else {
    useFrame.setState({ walked: null, hints: null, naming: false, refusal: null });
    editor()?.select(claim.id);
  }
  try {
    await call('slots.fill', {
      span: claim.id,
      slot: slot.name,
      filler,
      ...(!slot.many && taken && !('empty' in filler) && { replace: true }),
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { slot: now } = useFrame.getState();
    // Show the refusal at the slot, and activate it again if it was left and nothing else was begun.
    if (now === null && useArticle.getState().selected === claim.id) activateSlot(claim.id, slot.name);
    if (useFrame.getState().slot === slot.name) useFrame.setState({ refusal: message });
    else toastError(error);
  }
}

export function takeSuggestion(suggestion: Suggestion): void {
  void fill(
    suggestion.kind === 'span'
      ? { span: suggestion.id }
      : { mention: { type: suggestion.type, fragments: [[...suggestion.fragment]] } },
  );
}

/** Fills with text: with the span over exactly these words, otherwise with a new mention. */
export function fillWords(fragment: Fragment): void {
  void fill({ mention: { fragments: [[...fragment]] } });
}

export function leaveEmpty(reason: EmptyReason): void {
  void fill({ empty: reason });
}

/** Removes a filler from its slot. */
export async function takeOutFiller(id: Uid): Promise<void> {
  if (!mayEdit()) return;
  try {
    await call('slots.remove', { id });
  } catch (error) {
    toastError(error);
  }
}

/** Moves a filler one position towards the beginning or the end of its slot. */
export async function moveFiller(claim: Span, filler: Uid, step: 1 | -1): Promise<void> {
  const slot = claim.slots.find(({ id }) => id === filler);
  if (!slot || !mayEdit()) return;
  const fillers = fillersOf(claim, slot.name);
  const at = fillers.indexOf(slot);
  if (!fillers[at + step]) return;
  try {
    await call('slots.move', { id: filler, before: fillers[at + (step > 0 ? 2 : -1)]?.id ?? null });
  } catch (error) {
    toastError(error);
  }
}

/** Fills with what was clicked: the innermost span that fits the slot; while evidence is gathered, adds it as evidence. */
export function pick(ids: readonly Uid[]): void {
  const active = activeSlot();
  if (!active) return;
  const spans = ids.flatMap((id) => spanById(id) ?? []).filter(({ id }) => id !== active.claim.id);
  if (useFrame.getState().step === 'evidence') {
    if (spans[0]) void toggleEvidence(spans[0].id);
    return;
  }
  const fitting = spans.find(({ type }) => takes(active.slot, type));
  // Send it even if it does not fit: the refusal gives the reason.
  const chosen = fitting ?? spans[0];
  if (chosen) void fill({ span: chosen.id });
}

export function takes({ types }: SlotDeclaration, type: string): boolean {
  return allowsType(currentScheme() ?? { types: [] }, types, type);
}

/** Starts to gather evidence for the last filler of a slot. */
export function gatherEvidence(claim: Span, slot: Slot): void {
  if (!mayEdit()) return;
  activateEvidence(claim.id, slot.name, { filler: slot.id });
  editor()?.focus();
}

/** Starts to gather evidence for an entity that the registry puts into a slot; by default for the first one. */
export async function gatherDerivedEvidence(claim: Uid, slot: string, entity?: Uid): Promise<void> {
  if (!mayEdit()) return;
  try {
    const { slots } = entity ? { slots: [] } : await call('slots.derived', { span: claim });
    const derived = entity ?? slots.find((each) => each.slot === slot)?.fillers[0]?.entity.id;
    if (!derived) return toast(TEXTS.fillFirst);
    activateEvidence(claim, slot, { derived });
    editor()?.focus();
  } catch (error) {
    toastError(error);
  }
}

/** Adds a span to the evidence that is being gathered, or removes it. */
export async function toggleEvidence(span: Uid): Promise<void> {
  const { claim, filler, derived, slot: name } = useFrame.getState();
  if (claim && name !== null && derived) return storeDerived(claim, name, derived, span);
  const slot = spanById(claim)?.slots.find(({ id }) => id === filler);
  if (!slot) return;
  const evidence = slot.evidence.includes(span)
    ? slot.evidence.filter((id) => id !== span)
    : [...slot.evidence, span];
  try {
    await call('slots.evidence', { id: slot.id, evidence });
  } catch (error) {
    toastError(error);
  }
}

/** Makes an entity derived from the registry a filler of the claim, with its first piece of evidence. */
async function storeDerived(claim: Uid, slot: string, entity: Uid, evidence: Uid): Promise<void> {
  const id = newUid();
  useFrame.setState({ derived: null, filler: id });
  try {
    await call('slots.fill', { id, span: claim, slot, filler: { entity }, evidence: [evidence] });
  } catch (error) {
    useFrame.setState({ derived: entity, filler: null });
    toastError(error);
  }
}

/** Moves to the next or previous span that the slot accepts, in reading order, from the last one or from the claim. */
export function walkCandidates(direction: 1 | -1): void {
  const active = activeSlot();
  if (!active) return;
  const { step, walked } = useFrame.getState();
  const inOrder = useArticle
    .getState()
    .spans.filter(
      (span) =>
        span.id !== active.claim.id &&
        span.fragments.length > 0 &&
        (step === 'evidence' ||
          (takes(active.slot, span.type) && (span.owner === undefined || span.owner === active.claim.id))),
    )
    .map((span) => ({ id: span.id, start: hull(span.fragments)![0], end: hull(span.fragments)![1] }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const place = hull(active.claim.fragments)?.[0] ?? editor()?.caretOffset() ?? 0;
  const at = inOrder.findIndex(({ id }) => id === walked);
  const next =
    at >= 0
      ? inOrder[at + direction]
      : direction === 1
        ? (inOrder.find(({ start }) => start >= place) ?? inOrder[0])
        : (inOrder.findLast(({ start }) => start < place) ?? inOrder.at(-1));
  if (!next) return toast(at >= 0 ? TEXTS.noMoreSpans : TEXTS.noSpans);
  useFrame.setState({ walked: next.id, hints: null });
  editor()?.scrollTo(next.start);
}

/** Creates the next claim on the selected text, with the fillers that the previous claim carries over. */
export async function nextClaim(): Promise<void> {
  const { document } = useArticle.getState();
  const { previous } = useFrame.getState();
  const before = previous?.document === document?.id ? spanById(previous?.claim ?? null) : undefined;
  if (!before) return toast(TEXTS.noPreviousClaim);
  const fragment = target();
  if (!fragment) return toast(TEXTS.selectNextClaim);
  deactivateSlot();
  await createSpan(before.type, [fragment], { carryFrom: before.id });
}

/** Opens the article of a span and selects it there. */
export function jumpTo(document: Uid, span: Uid): void {
  setView({ screen: 'article', documentId: document, typePrompt: null });
  const arrive = () => {
    const { document: open, spans } = useArticle.getState();
    if (open?.id !== document || !spans.some(({ id }) => id === span)) return false;
    // After the article is rendered: the editor scrolls to the selection.
    requestAnimationFrame(() => {
      useArticle.setState({ selected: span, anchor: span });
      editor()?.focus();
    });
    return true;
  };
  if (arrive()) return;
  const stop = useArticle.subscribe(() => {
    if (arrive()) stop();
  });
  // After that, selecting the span would interrupt an analyst who went elsewhere.
  setTimeout(stop, 5000);
}
