import type { EditorController } from '../editor/controller.ts';
import type { CorrectionEditor } from '../editor/correction/controller.ts';

let current: EditorController | null = null;

/** Keeps the controller of the shown editor for the commands, which run outside of React. */
export function setEditor(controller: EditorController | null): void {
  current = controller;
}

/** Returns the shown editor if a document is open. Never a destroyed one, although React may report its removal later. */
export function editor(): EditorController | null {
  return current?.isDestroyed ? null : current;
}

let correcting: CorrectionEditor | null = null;

/** Keeps the editor of the text that is being corrected. */
export function setCorrectionEditor(controller: CorrectionEditor | null): void {
  correcting = controller;
}

/** Returns the editor of the text that is being corrected, if one is. */
export function correctionEditor(): CorrectionEditor | null {
  return correcting?.isDestroyed ? null : correcting;
}
