import type { EditorView } from 'prosemirror-view';

/**
 * Reads a selection that the browser has already moved. The browser only reports a movement with the next frame: a key that
 * follows immediately must not act at the old position, and drawing earlier would move the caret back there.
 */
export function readSelection(view: EditorView): void {
  if (view.isDestroyed) return;
  const { focusNode, focusOffset, anchorNode, anchorOffset } = view.dom.ownerDocument.getSelection() ?? {};
  if (view.composing || !focusNode || !anchorNode) return;
  if (!view.dom.contains(focusNode) || !view.dom.contains(anchorNode)) return;
  const { anchor, head } = view.state.selection;
  const moved =
    view.posAtDOM(focusNode, focusOffset ?? 0) !== head ||
    view.posAtDOM(anchorNode, anchorOffset ?? 0) !== anchor;
  if (moved) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
}
