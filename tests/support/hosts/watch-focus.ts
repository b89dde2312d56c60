import type { Page } from '@playwright/test';

/**
 * Makes it an error of the page when the focus stays on its body: keys and screen readers have no place there. To be
 * called before the page is opened.
 */
export async function watchFocus(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const LOOK = 200;
    /** So many looks in a row the focus may be nowhere: it is given back by the page's own timers. */
    const MOST = 4;
    let [begun, seen] = [false, 0];
    document.addEventListener('focusin', () => (begun = true));
    setInterval(() => {
      const nowhere = begun && (document.activeElement === null || document.activeElement === document.body);
      seen = nowhere ? seen + 1 : 0;
      if (seen === MOST) console.error('The focus fell to the body of the page.');
    }, LOOK);
  });
}
