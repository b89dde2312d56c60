import type { Fragment } from '../../shared/model/fragments.ts';
import { spanType } from '../../shared/model/scheme.ts';
import { Place } from '../../shared/suggest/place.ts';
import { latinLetterOf } from '../keys.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { actionsMeant } from '../state/keys.ts';
import { currentScheme } from '../state/project.ts';
import { hintsOver, typeHint } from '../state/word-hints.ts';
import { hideWordLetters, useWordLetters } from '../state/word-letters.ts';
import { toast } from '../state/view.ts';
import { tagWithHeld } from './held-type.ts';
import { TEXTS } from './texts.ts';

/** Shows a letter on every word of the sentence at the caret, to select words without moving the caret there. */
export function showWordLetters(): void {
  const controller = editor();
  if (!controller) return toast(TEXTS.selectWordsFirst);
  controller.focus();
  lettersAt(controller.caretOffset());
}

function lettersAt(offset: number): void {
  const { document } = useArticle.getState();
  const controller = editor();
  if (!document || !controller) return;
  controller.scrollTo(offset);
  const sentence = sentenceAt(offset);
  const words = controller
    .visibleWords()
    .filter(([start, end]) => start >= sentence[0] && end <= sentence[1]);
  useArticle.setState({ selected: null });
  const names = mentionsIn(sentence);
  const isInName = ([start, end]: Fragment) => names.some(([from, to]) => from < start && end <= to);
  // In reading order: nearer words are not likelier, but a phrase seldom begins inside a name.
  useWordLetters.setState({ hints: hintsOver(words, [sentence[0], sentence[0]], null, isInName) });
}

/** Returns the fragments of the mentions in a range. */
function mentionsIn([from, to]: Fragment): Fragment[] {
  const scheme = currentScheme();
  return useArticle.getState().spans.flatMap(({ type, fragments }) => {
    const inside = fragments.filter(([start, end]) => start < to && end > from);
    return inside.length > 0 && scheme && spanType(scheme, type)?.family === 'mention' ? inside : [];
  });
}

/** Returns the sentence that the character after an offset is in; at the end of a block, that of the character before. */
function sentenceAt(offset: number): Fragment {
  const { document } = useArticle.getState();
  if (!document) return [offset, offset];
  const isEnd = document.blocks.some(([, start, end]) => start < end && end === offset);
  const at = isEnd ? offset - 1 : offset;
  return new Place(document, [[at, at + 1]]).reach('sentence');
}

/** Shows the letters on the sentence after or before. */
function stepSentence(step: 1 | -1): void {
  const { document } = useArticle.getState();
  const controller = editor();
  if (!document || !controller) return;
  const [start, end] = sentenceAt(controller.caretOffset());
  const { text } = document;
  let at = step > 0 ? end : start - 1;
  while (at > 0 && at < text.length && /\s/.test(text[at]!)) at += step;
  if (at < 0 || at >= text.length) return;
  const [first] = step > 0 ? [at] : sentenceAt(at);
  controller.setSelection([first, first]);
  lettersAt(first);
}

/** The actions while letters are shown, used by palette and keys. */
export const letterActions = {
  'letters.word': () => {
    const { hints } = useWordLetters.getState();
    if (hints?.from) selectPhrase(hints.from);
  },
  'letters.next': () => stepSentence(1),
  'letters.previous': () => stepSentence(-1),
  'letters.back': () => {
    const { hints } = useWordLetters.getState();
    if (hints?.typed) useWordLetters.setState({ hints: { ...hints, typed: '' } });
    else if (hints?.from) lettersAt(hints.from[0]);
  },
};

function selectPhrase(phrase: Fragment): void {
  hideWordLetters();
  editor()?.setSelection(phrase, { exact: false });
  tagWithHeld();
}

/** The arrows, which are no keys that can be changed. */
const SENTENCE_STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/** Handles the keys while letters are shown over the words. Returns whether the key was handled. */
export function handleWordLetter(event: KeyboardEvent): boolean {
  const { hints } = useWordLetters.getState();
  if (!hints) return false;
  const [action] = actionsMeant(event, (scope) => scope === 'letters');
  if (action) {
    letterActions[action.id as keyof typeof letterActions]();
    return true;
  }
  const step = SENTENCE_STEPS[event.key];
  if (step !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey) {
    stepSentence(step);
    return true;
  }
  if (event.key === 'Escape') {
    hideWordLetters();
    return true;
  }
  const letter = latinLetterOf(event);
  if (letter === undefined) {
    // Any other command begins something else.
    if (event.key !== 'Shift') hideWordLetters();
    return false;
  }
  const found = typeHint(hints, letter, useArticle.getState().document?.blocks ?? []);
  if (found && 'phrase' in found) selectPhrase(found.phrase);
  else if (found) useWordLetters.setState(found);
  return true;
}
