import { isComposed, isText, readLayout } from '../keys.ts';
import { placeFocus } from '../ui/keep-focus.ts';
import { handleKey } from './index.ts';

/** Listens to the keys of the window. Returns a function that stops this. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    // The input method alone gets its keys: Enter chooses one of its words, and must not commit the field or close a dialog.
    if (isComposed(event)) return event.stopPropagation();
    const placed = placeFocus();
    if (placed && !isText(event)) return redirect(event, placed);
    if (!handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // In the capture phase, before the editor and the widgets: a single place decides what a key does.
  window.addEventListener('keydown', onKeyDown, { capture: true });
  const stopReading = readLayout();
  return () => {
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    stopReading();
  };
}

/**
 * Sends a key to an element that got the focus only now. The event itself goes to the page's body, because the element that had
 * the focus is gone, and nothing would handle it there. Its default action applies to the focused element, unless that refuses it.
 */
function redirect(event: KeyboardEvent, focused: Element): void {
  event.stopImmediatePropagation();
  // It was not meant for the button of an empty list that is all that is left.
  const presses = event.key === 'Enter' || event.key === ' ';
  if (
    (presses && focused.closest('[data-empty]')) ||
    !focused.dispatchEvent(new KeyboardEvent('keydown', event))
  )
    event.preventDefault();
}
