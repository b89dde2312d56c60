import { setView, toast, useView } from '../state/view.ts';
import { TEXTS } from './texts.ts';

const NEXT = { off: 'always', always: 'hover', hover: 'off' } as const;

/** Shows the types above the spans always, on pointing, or not. */
export function cycleLabels(): void {
  const labels = NEXT[useView.getState().labels];
  setView({ labels });
  toast(TEXTS.labels[labels]);
}
