import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Pictures for the eye in both themes, `test-results/<name>-<theme>.png`; axe finds no fault in any of them. */
export async function inBothThemes(page: Page, name: string): Promise<void> {
  // Without motion, so that no colour is caught on its way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const theme of ['dark', 'light']) {
    // Whatever changes the view meanwhile (a command that is acknowledged) sets the chosen theme again.
    await expect(async () => {
      await page.evaluate((to) => (document.documentElement.dataset['theme'] = to), theme);
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
      await page.screenshot({ path: `test-results/${name}-${theme}.png` });
      expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
    }).toPass({ timeout: 15_000 });
    expect(await faults(page, theme === 'dark'), `${name}, ${theme}`).toEqual([]);
  }
}

/** What axe finds serious in the dialog, or without one in the parts of the window; of the other theme only contrast can differ. */
async function faults(page: Page, whole: boolean): Promise<string[]> {
  const part = (await page.getByRole('dialog').count()) > 0 ? '[role="dialog"]' : '[data-region]';
  const axe = new AxeBuilder({ page }).include(part);
  const { violations } = await (whole ? axe : axe.withRules(['color-contrast'])).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
