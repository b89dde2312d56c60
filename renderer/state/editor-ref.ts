import type { EditorController } from '../editor/controller.ts';

let current: EditorController | null = null;

/** Keeps the controller of the shown editor for the commands, which live outside React. */
export function setEditor(controller: EditorController | null): void {
  current = controller;
}

/** The shown editor, if a document is open; never one that is gone, though React may tell of that only later. */
export function editor(): EditorController | null {
  return current?.isDestroyed ? null : current;
}
