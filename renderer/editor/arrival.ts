import { Plugin, Selection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/**
 * Keys that come at once after the focus. When it arrives, the browser puts the caret at the beginning of the text;
 * ProseMirror puts it back 20 ms later, and so undoes a key that has brought it there meanwhile. And for 200 ms it takes a
 * caret that comes to the beginning for the browser's doing, and puts it back too. A quick hand would act on the wrong
 * place in both cases.
 */
export class Arrival {
  #pressing = false;
  /** A key has been pressed since the focus came, which came not by pressing on words. */
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
          // Puts the caret where it was, before ProseMirror looks: then it has nothing to put back later.
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
      // Before ProseMirror hears of it.
      ownerDocument.addEventListener('selectionchange', moved, { capture: true });
      return {
        destroy: () => ownerDocument.removeEventListener('selectionchange', moved, { capture: true }),
      };
    },
  });

  /** To be called before a key acts. */
  noteKey(): void {
    this.#keyed = true;
  }
}

/** Takes over a caret that a key has brought to the beginning of the text. */
function takeBeginning(view: EditorView): void {
  const { focusNode, focusOffset, isCollapsed } = view.dom.ownerDocument.getSelection() ?? {};
  if (view.composing || !isCollapsed || !focusNode || !view.dom.contains(focusNode)) return;
  const beginning = Selection.atStart(view.state.doc);
  if (view.state.selection.eq(beginning) || view.posAtDOM(focusNode, focusOffset ?? 0) !== beginning.head)
    return;
  view.dispatch(view.state.tr.setSelection(beginning));
}
