import type { EditorController } from '../editor/controller.ts';

let current: EditorController | null = null;

/** Keeps the controller of the shown editor for the commands, which live outside React. */
export function setEditor(controller: EditorController | null): void {
  current = controller;
}

/** The shown editor, if a document is open. */
export function editor(): EditorController | null {
  return current;
}
