import { openedAttribute } from '../state/attribute-bar.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { activeSlot } from '../state/frame.ts';
import { useHeldType } from '../state/held-type.ts';
import { isOwnShown, whyLocked } from '../state/project.ts';
import { useTypePopup } from '../state/type-popup.ts';
import { useView } from '../state/view.ts';

/** Offers the types beside the selected words. Returns false if there are no words to tag. */
export function offerTypes(byKey: boolean): boolean {
  const words = editor()?.getSelection();
  const { selected, selection } = useArticle.getState();
  if (!words || selection === null || selected !== null || !mayTag()) return false;
  const { left, top } = editor()!.boxAt(words[0]);
  const { bottom } = editor()!.boxAt(words[1] - 1);
  useTypePopup.setState({ at: { left, top, bottom }, byKey });
  return true;
}

function mayTag(): boolean {
  const { screen, typePrompt } = useView.getState();
  const isFree = useHeldType.getState().type === null && !activeSlot() && !openedAttribute();
  return isFree && screen === 'article' && typePrompt === null && isOwnShown() && whyLocked() === null;
}
