import type { EditorView } from 'prosemirror-view';

/** How far the pointer may move between pressing and releasing to count as a click, in CSS pixels. */
const SLACK = 4;

export interface PointerEvents {
  /** A click that selects no text; with `alt` also the second one at the same position. */
  click(target: EventTarget | null, alt: boolean): void;
  /** The button was released after selecting (or placing the caret), with or without Alt. */
  released(alt: boolean): void;
}

/** Mouse handlers for the view's `handleDOMEvents`. */
export function pointerHandlers({ click, released }: PointerEvents) {
  let pressed: { x: number; y: number } | null = null;
  return {
    mousedown(view: EditorView, event: MouseEvent): boolean {
      pressed = event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
      if (pressed) selectingFrom(view);
      if (!pressed || event.shiftKey) return false;
      if (event.altKey && event.detail > 1) {
        // With Alt, a double click walks outward twice; it must not select the word.
        event.preventDefault();
        return true;
      }
      if (event.detail === 1) dropSelectionUnder(view, event);
      return false;
    },
    mouseup(_: EditorView, event: MouseEvent): boolean {
      const from = pressed;
      pressed = null;
      if (!from || event.button !== 0) return false;
      released(event.altKey);
      const still = Math.hypot(event.clientX - from.x, event.clientY - from.y) < SLACK;
      if (still && !event.shiftKey && (event.detail < 2 || event.altKey)) click(event.target, event.altKey);
      return false;
    },
  };
}

/**
 * Until the button is released, what lies over the text ignores the pointer: a selection can then be dragged across the
 * handle of the selected span, and does not jump to the text's beginning when it ends on something beside the text.
 */
function selectingFrom({ dom }: EditorView): void {
  const page = dom.parentElement;
  if (!page) return;
  page.dataset['selecting'] = '';
  const released = () => delete page.dataset['selecting'];
  dom.ownerDocument.defaultView?.addEventListener('mouseup', released, { once: true, capture: true });
}

/**
 * Pressing on selected text would start to drag it, which reading mode does not use. If the selection is removed first, the
 * browser starts a new one instead.
 */
function dropSelectionUnder(view: EditorView, event: MouseEvent): void {
  const selection = view.dom.ownerDocument.getSelection();
  const at = view.state.selection.empty
    ? null
    : view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!selection || !at || !view.dom.contains(selection.focusNode)) return;
  const { node, offset } = view.domAtPos(at.pos);
  selection.collapse(node, offset);
}
