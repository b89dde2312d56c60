import { typeLabel } from '../../shared/model/scheme.ts';
import { openedAttribute } from '../state/attribute-bar.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { activeSlot } from '../state/frame.ts';
import { releaseType, useHeldType } from '../state/held-type.ts';
import { currentScheme } from '../state/project.ts';
import { setView, toast, useView } from '../state/view.ts';
import { mayEdit, tag } from './spans.ts';
import { TEXTS } from './texts.ts';

/** Asks for the type to hold, or releases the one that is held. */
export function toggleHeldType(): void {
  if (releaseType()) return;
  if (mayEdit()) setView({ typePrompt: 'hold' });
}

/** Holds a type: every word that is clicked and all words that are dragged over get it, until Escape releases it. */
export function holdType(type: string): void {
  const scheme = currentScheme();
  if (!scheme || !mayEdit()) return;
  useHeldType.setState({ type });
  toast(TEXTS.held(typeLabel(scheme, type)));
}

/** Tags the selected words or the word at the caret with the held type. A click on an existing span only selects it. */
export function tagWithHeld(): void {
  const { type } = useHeldType.getState();
  if (type === null || activeSlot() || openedAttribute() || useView.getState().screen !== 'article') return;
  const { selected } = useArticle.getState();
  if (editor()?.getSelection() || selected === null) tag(type);
}
