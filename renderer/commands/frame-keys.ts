import { EmptyReason } from '../../shared/model/annotation.ts';
import { hull, type Fragment } from '../../shared/model/fragments.ts';
import { fillersOf } from '../../shared/model/frames.ts';
import { spanById, useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { activeSlot, activeSuggestions, useFrame } from '../state/frame.ts';
import { hintsOver, typeHint, type Hints } from '../state/word-hints.ts';
import { useView } from '../state/view.ts';
import {
  fill,
  fillWords,
  gatherDerivedEvidence,
  gatherEvidence,
  leaveEmpty,
  leaveSlot,
  openSlot,
  selectedSlots,
  takeOutFiller,
  takeSuggestion,
  toggleEvidence,
  walkCandidates,
  takes,
} from './frames.ts';
import { digitOf, latinLetterOf, letterIndexOf, lettersOf } from '../keys.ts';
import { actionsMeant } from '../state/keys.ts';

/**
 * Handles the keys of slots: digits activate a slot of the selected claim; while one is active, letters, Enter, Tab, Space
 * and Escape apply to it, or the keys assigned to these actions. Returns whether the key was handled.
 */
export function handleFrameKey(event: KeyboardEvent): boolean {
  const { screen, typePrompt } = useView.getState();
  if (screen !== 'article' || typePrompt) return false;
  const active = activeSlot();
  const digit = digitOf(event);
  // Before the actions: on a French keyboard the key of 4 produces the sign of one.
  if (digit !== undefined && !event.shiftKey && activateByDigit(digit, false)) return true;
  const [action] = active ? actionsMeant(event, (scope) => scope === 'slot') : [];
  if (action) {
    slotActions[action.id as keyof typeof slotActions]();
    return true;
  }
  if (digit !== undefined) return event.shiftKey && activateByDigit(digit, true);
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  return active !== null && handleActive(event);
}

function activateByDigit(digit: number, evidence: boolean): boolean {
  const selected = selectedSlots();
  const slot = selected?.slots[digit - 1];
  if (!selected || !slot) return false;
  const last = fillersOf(selected.claim, slot.name).at(-1);
  if (evidence && last) gatherEvidence(selected.claim, last);
  else if (evidence && slot.derived) void gatherDerivedEvidence(selected.claim.id, slot.name);
  else if (!evidence) openSlot(slot.name);
  return true;
}

/** The actions of an active slot, used by palette and keys. */
export const slotActions = {
  'slot.accept': accept,
  'slot.nextSpan': () => walkCandidates(1),
  'slot.previousSpan': () => walkCandidates(-1),
  'slot.hints': () => {
    if (useFrame.getState().step === 'fill') toggleHints();
  },
  'slot.name': startNaming,
  'slot.takeOut': () => {
    const { hints } = useFrame.getState();
    if (hints) useFrame.setState({ hints: { ...hints, typed: '' } });
    else takeLastOut();
  },
};

function handleActive(event: KeyboardEvent): boolean {
  const { hints, step } = useFrame.getState();
  if (event.key === 'Escape') {
    escape();
    return true;
  }
  if (lettersOf(event).length === 0) return false;
  const letter = latinLetterOf(event);
  const suggestion = activeSuggestions()[letterIndexOf(event) ?? -1];
  if (hints && letter) typeLetter(hints, letter);
  else if (step === 'reason' && letter) chooseReason(letter);
  else if (!hints && step === 'fill' && suggestion) takeSuggestion(suggestion);
  // Letters always belong to an active slot, even without a function, so that no type is tagged by mistake.
  return true;
}

function escape(): void {
  const { hints, step, walked } = useFrame.getState();
  const active = activeSlot();
  if (!active) return;
  if (hints) return useFrame.setState({ hints: null });
  if (walked && step === 'fill') return useFrame.setState({ walked: null });
  const present = active.claim.slots.some(({ name }) => name === active.slot.name);
  if (step === 'fill' && !present) useFrame.setState({ step: 'reason' });
  else leaveSlot();
}

/**
 * Fills the slot with the first that exists: the phrase begun with hints, selected text, the span walked to, the first
 * suggestion.
 */
function accept(): void {
  const { hints, step, walked } = useFrame.getState();
  if (step === 'evidence') {
    if (walked) void toggleEvidence(walked);
    return;
  }
  if (step === 'reason') return;
  if (hints?.from) return fillWord(hints.from);
  const words = editor()?.getSelection();
  if (words) return fillWords(words);
  if (walked) return void fill({ span: walked });
  const first = activeSuggestions()[0];
  if (first) takeSuggestion(first);
}

/** Fills with one word, or with the whole name if a tagged name begins with it. */
function fillWord(word: Fragment): void {
  const active = activeSlot();
  const begun = useArticle
    .getState()
    .spans.filter(({ fragments }) => fragments.length > 0 && fragments[0]![0] === word[0])
    .filter(
      ({ type, owner }) =>
        active &&
        active.slot.types.length > 0 &&
        takes(active.slot, type) &&
        (owner === undefined || owner === active.claim.id),
    )
    .sort((a, b) => hull(b.fragments)![1] - hull(a.fragments)![1])[0];
  if (begun && begun.id !== active?.claim.id) void fill({ span: begun.id });
  else fillWords(word);
}

function takeLastOut(): void {
  const active = activeSlot();
  const last = active?.claim.slots.findLast(({ name }) => name === active.slot.name);
  if (last) void takeOutFiller(last.id);
}

function chooseReason(letter: string): void {
  const reason = EmptyReason.options.find((option) => option.startsWith(letter));
  if (reason) leaveEmpty(reason);
}

function startNaming(): void {
  const { slot } = activeSlot() ?? {};
  if (slot?.accepts.some((kind) => kind !== 'span')) useFrame.setState({ naming: true, hints: null });
}

function toggleHints(): void {
  const { hints, claim } = useFrame.getState();
  const near = hull(spanById(claim)?.fragments ?? []) ?? [0, 0];
  const isInside = activeSlot()?.slot.suggest[0]?.side === 'inside';
  const isUnlikely = ([start, end]: Fragment) => isInside && (start < near[0] || end > near[1]);
  const words = editor()?.visibleWords() ?? [];
  useFrame.setState({ hints: hints ? null : hintsOver(words, near, null, isUnlikely), walked: null });
}

function typeLetter(hints: Hints, letter: string): void {
  const step = typeHint(hints, letter, useArticle.getState().document?.blocks ?? []);
  if (step && 'phrase' in step) fillWords(step.phrase);
  else if (step) useFrame.setState(step);
}
