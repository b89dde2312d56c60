import { expect, type Page } from '@playwright/test';
import type { RunningHost } from './running-host.ts';

const FELL = 'The focus fell to the body of the page';

/**
 * Reports an error of the page when the focus stays on its body, where keys and screen readers have no element to work on, and
 * names the act that lost it. Call it before the page is opened, or when it is.
 */
export async function watchFocus(page: Page): Promise<void> {
  await page.addInitScript(watchFocusHere);
  await page.evaluate(watchFocusHere);
}

/** Returns the host so that closing it fails the test if the focus was lost, also where the test looks at no errors. */
export function withFocusKept<Host extends RunningHost>(host: Host): Host {
  const close = host.close.bind(host);
  return Object.assign(host, {
    async close() {
      await close();
      const lost = host.errors().filter((error) => error.includes(FELL));
      // Softly, because a host is often closed after a failure, which must be reported too.
      if (lost.length > 0) expect.soft(lost).toEqual([]);
    },
  });
}

/** Runs in the page, so it uses nothing of this module. */
function watchFocusHere(): void {
  /**
   * How long no element may have the focus (ms). Longer than the patience of `keep-focus.ts`, whose timer begins with the same
   * event: timers of a page fire in the order in which they are due, so a slow machine makes no difference.
   */
  const MOST = 250;
  const page = globalThis as typeof globalThis & { focusWatched?: boolean };
  if (page.focusWatched) return;
  page.focusWatched = true;

  /** The last acts of the analyst, the newest at the end. */
  const acts: string[] = [];
  let begun = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isNowhere = () => document.activeElement === null || document.activeElement === document.body;
  const nameOf = (target: EventTarget | null) =>
    target instanceof Element
      ? `${target.getAttribute('role') ?? target.localName} “${(target.getAttribute('aria-label') ?? target.textContent).trim().slice(0, 40)}”`
      : 'the page';
  const note = (act: string) => {
    acts.push(act);
    if (acts.length > 3) acts.shift();
  };
  const soon = () => {
    if (!begun || !isNowhere()) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      if (isNowhere() && document.visibilityState === 'visible')
        console.error(`The focus fell to the body of the page after: ${acts.join(', then ')}.`);
    }, MOST);
  };
  addEventListener('keydown', ({ key, target }) => note(`${key} on ${nameOf(target)}`), { capture: true });
  addEventListener('click', ({ target }) => note(`a click on ${nameOf(target)}`), { capture: true });
  document.addEventListener('focusin', ({ target }) => {
    begun ||= target !== document.body;
    // Lost again later, it has its time again.
    clearTimeout(timer);
    timer = undefined;
  });
  document.addEventListener('focusout', () => queueMicrotask(soon));
  // No event reports that a focused element was removed, or can no longer have the focus.
  const attributeFilter = ['disabled', 'hidden', 'inert'];
  new MutationObserver(soon).observe(document, { childList: true, subtree: true, attributeFilter });
}
