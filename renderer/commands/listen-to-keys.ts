import { isComposed, readLayout } from '../keys.ts';
import { handleKey } from './index.ts';

/** Listens to the keys of the window. Returns a function that stops this. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    // The input method alone gets its keys: Enter chooses one of its words, and must not commit the field or close a dialog.
    if (isComposed(event)) return event.stopPropagation();
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
