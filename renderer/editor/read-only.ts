import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

const swallow = (_: EditorView, event: Event): boolean => {
  event.preventDefault();
  return true;
};

/**
 * Reading mode. The view stays editable, because `editable: false` removes the caret; instead everything that would change
 * the document is cancelled: input events before they act, and transactions as the last resort. What an input method writes
 * into the page cannot be cancelled, so the page is redrawn from the document.
 */
export function readOnly(): Plugin {
  return new Plugin({
    filterTransaction: (transaction) => !transaction.docChanged,
    props: {
      handleTextInput: () => true,
      handlePaste: () => true,
      handleDrop: () => true,
      handleDOMEvents: {
        beforeinput: swallow,
        drop: swallow,
        paste: swallow,
        // Dragging selected text would only interfere with making a new selection.
        dragstart: swallow,
        cut(view, event) {
          event.preventDefault();
          // Cutting still copies: what reaches the clipboard is what was selected.
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that fires a copy event
          view.dom.ownerDocument.execCommand('copy');
          return true;
        },
      },
    },
  });
}
