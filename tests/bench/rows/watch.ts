import type { CDPSession } from '@playwright/test';
import { answerOf } from './host.ts';

/** What a page must show: an element with text; if `changed`, with another text than when the watch began. */
export interface Sight {
  readonly selector: string;
  readonly changed?: boolean;
}

/** The acknowledgement in the status bar. */
export const SAVED: Sight = { selector: '[data-testid="saved"][data-saving="false"]' };

declare global {
  interface Window {
    seen: Promise<number>;
  }
}

/**
 * Does something with keys or clicks; returns the ms from the first of them, or from `act` if there is none, to the end of the frame
 * that shows all sights.
 */
export async function msUntil(
  devtools: CDPSession,
  sights: readonly Sight[],
  act: () => Promise<unknown>,
): Promise<number> {
  await devtools.send('Runtime.evaluate', {
    expression: `window.seen = (${watch.toString()})(${JSON.stringify(sights)}); window.seen.catch(() => undefined); undefined`,
  });
  await act();
  return answerOf(devtools, 'window.seen');
}

/** Runs in the page, so it must not use anything outside itself. */
function watch(sights: readonly Sight[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const textOf = ({ selector }: Sight) => document.querySelector(selector)?.textContent ?? '';
    const before = sights.map(textOf);
    let begun = 0;
    const begin = ({ timeStamp }: Event) => (begun ||= timeStamp);
    for (const type of ['keydown', 'pointerdown'])
      addEventListener(type, begin, { capture: true, once: true });
    const patience = setTimeout(() => {
      const missing = sights.filter((sight, i) => !isShown(sight, i)).map(({ selector }) => selector);
      reject(new Error(`not shown within 20 s: ${missing.join(', ')}`));
    }, 20_000);
    const isShown = (sight: Sight, i: number) => {
      const text = textOf(sight);
      return text !== '' && !(sight.changed && text === before[i]);
    };
    const look = () => {
      if (begun === 0 || !sights.every(isShown)) return requestAnimationFrame(look);
      clearTimeout(patience);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - begun);
      port2.postMessage(null);
      return 0;
    };
    requestAnimationFrame(look);
  });
}
