import { setView, useView } from '../state/view.ts';
import { holdType } from './held-type.ts';
import { changeType, duplicate, selectedSpan } from './spans.ts';

/** Asks for the type to change to, or to duplicate as; the next type key answers the prompt. */
export function promptType(prompt: 'change' | 'duplicate'): void {
  if (selectedSpan()) setView({ typePrompt: prompt });
}

/** Answers the prompt with a type. */
export function answerPrompt(typeName: string): void {
  const { typePrompt } = useView.getState();
  setView({ typePrompt: null });
  if (typePrompt === 'change') changeType(typeName);
  if (typePrompt === 'duplicate') void duplicate(typeName);
  if (typePrompt === 'hold') holdType(typeName);
}
