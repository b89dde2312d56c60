import { useEffect } from 'react';
import { isAtRest } from '../../ui/keep-focus.ts';
import { editor } from '../../state/editor-ref.ts';
import { setView, useView } from '../../state/view.ts';
import { dialogs } from '../screens.tsx';

/** The dialog that is open, if one is. */
export function Dialogs() {
  const name = useView((view) => view.dialog);
  useEffect(() => {
    if (name !== null) return;
    // The element that had the focus before may be gone (a dialog that led to this one); then the text gets it. A dialog
    // returns the focus one animation frame after it closes, so this looks one frame later.
    const request = requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (isAtRest()) editor()?.focus();
      }),
    );
    return () => cancelAnimationFrame(request);
  }, [name]);
  if (name === null) return null;
  const Dialog = dialogs[name];
  return <Dialog onClose={() => setView({ dialog: null })} />;
}
