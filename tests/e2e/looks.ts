import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';

/** Pictures for the eye in both themes, `test-results/<name>-<theme>.png`; axe finds no fault in any of them. */
export async function inBothThemes(page: Page, name: string): Promise<void> {
  // Without motion, so that no colour is caught on its way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const theme of ['dark', 'light']) {
    await page.evaluate(async (to) => {
      document.documentElement.dataset['theme'] = to;
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    }, theme);
    await page.screenshot({ path: `test-results/${name}-${theme}.png` });
    expect(await faults(page, theme === 'dark'), `${name}, ${theme}`).toEqual([]);
  }
}

type WithAxe = typeof globalThis & { axe?: typeof axe };

/** What axe finds serious in the dialog, or without one in the parts of the window; of the other theme only contrast can differ. */
async function faults(page: Page, whole: boolean): Promise<string[]> {
  // The start screen is one part.
  const parts = (await page.locator('[data-region]').count()) > 0 ? '[data-region]' : 'main';
  const part = (await page.getByRole('dialog').count()) > 0 ? '[role="dialog"]' : parts;
  // Once a page, and only what is wrong comes back: the package for Playwright does neither, and takes four times as long.
  if (await page.evaluate(() => (globalThis as WithAxe).axe === undefined)) await page.evaluate(axe.source);
  return await page.evaluate(
    async ({ include, rules }) => {
      const { violations } = await (globalThis as WithAxe).axe!.run(
        { include },
        { resultTypes: ['violations'], ...(rules && { runOnly: rules }) },
      );
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    },
    { include: [part], rules: whole ? null : ['color-contrast'] },
  );
}
