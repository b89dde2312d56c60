import type { EditorView } from 'prosemirror-view';
import { annotationsOf } from './annotations.ts';

/** Whether the block at an offset of the text reads from right to left. */
export function isRightToLeft(view: EditorView, offset: number): boolean {
  const { positions } = annotationsOf(view.state);
  const { node } = view.domAtPos(positions.toPosition(offset));
  const element = node instanceof Element ? node : node.parentElement;
  return element !== null && getComputedStyle(element).direction === 'rtl';
}
