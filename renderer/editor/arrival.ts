import { Plugin, Selection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/**
 * Handles keys pressed right after the editor gets the focus. The browser then puts the caret at the beginning of the text;
 * ProseMirror restores its own selection 20 ms later, which undoes a key that moved the caret there. For 200 ms it also
 * treats a caret that moves to the beginning as the browser's doing and moves it back. Both make a quick typist act at the
 * wrong position.
 */
export class Arrival {
  #pressing = false;
  /** True if a key was pressed since the editor got the focus; a press on text resets it. */
  #keyed = false;

  readonly plugin = new Plugin({
    props: {
      handleDOMEvents: {
        mousedown: () => {
          this.#pressing = true;
          this.#keyed = false;
        },
        focus: (view) => {
          this.#keyed = false;
          // Restore the caret before ProseMirror looks, so that it has nothing to restore later.
          if (!this.#pressing) view.focus();
        },
        blur: () => {
          this.#pressing = false;
        },
      },
    },
    view: (view) => {
      const { ownerDocument } = view.dom;
      const moved = () => this.#keyed && takeBeginning(view);
      // Runs before ProseMirror's own listener.
      ownerDocument.addEventListener('selectionchange', moved, { capture: true });
      return {
        destroy: () => ownerDocument.removeEventListener('selectionchange', moved, { capture: true }),
      };
    },
  });

  /** Call it before a key acts. */
  noteKey(): void {
    this.#keyed = true;
  }
}

/** Accepts a caret that a key has moved to the beginning of the text. */
function takeBeginning(view: EditorView): void {
  const { focusNode, focusOffset, isCollapsed } = view.dom.ownerDocument.getSelection() ?? {};
  if (view.composing || !isCollapsed || !focusNode || !view.dom.contains(focusNode)) return;
  const beginning = Selection.atStart(view.state.doc);
  if (view.state.selection.eq(beginning) || view.posAtDOM(focusNode, focusOffset ?? 0) !== beginning.head)
    return;
  view.dispatch(view.state.tr.setSelection(beginning));
}
