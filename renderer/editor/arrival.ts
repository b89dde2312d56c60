import { Plugin, Selection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/**
 * Keys that come at once after the focus. When it arrives, the browser may put the caret where it likes; ProseMirror
 * puts it back 20 ms later. And for 200 ms it takes a caret that comes to the beginning of the text for the browser's
 * doing, and puts it back too. A quick hand would act on the wrong place in both cases.
 */
export class Arrival {
  /** The focus has come, not by pressing on words, and no key since. */
  #pending = false;
  #pressing = false;
  #keyed = false;

  readonly plugin = new Plugin({
    props: {
      handleDOMEvents: {
        mousedown: () => {
          this.#pressing = true;
          this.#pending = this.#keyed = false;
        },
        focus: () => {
          this.#pending = !this.#pressing;
          this.#keyed = false;
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

  /** To be called before a key acts: puts the caret where it was when the focus left. */
  settle(view: EditorView): void {
    this.#keyed = true;
    if (!this.#pending) return;
    this.#pending = false;
    view.focus();
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
