import type { Page } from '@playwright/test';

/**
 * Reports an error of the page when the focus stays on its body, where keys and screen readers have no element to
 * work on. Call it before the page is opened.
 */
export async function watchFocus(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const LOOK = 200;
    /** Number of checks in a row that may find no focus: the page's own timers restore it. */
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
