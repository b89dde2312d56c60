import type { EditorController } from '../editor/controller.ts';

let current: EditorController | null = null;

/** Keeps the controller of the shown editor for the commands, which run outside of React. */
export function setEditor(controller: EditorController | null): void {
  current = controller;
}

/** Returns the shown editor if a document is open. Never a destroyed one, although React may report its removal later. */
export function editor(): EditorController | null {
  return current?.isDestroyed ? null : current;
}
