import AxeBuilder from '@axe-core/playwright';
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

/** What axe finds serious in the dialog, or without one in the parts of the window; of the other theme only contrast can differ. */
async function faults(page: Page, whole: boolean): Promise<string[]> {
  const part = (await page.getByRole('dialog').count()) > 0 ? '[role="dialog"]' : '[data-region]';
  // There are no frames to look into, for which a page of its own would be opened each time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .include(part)
    .options({ resultTypes: ['violations'] });
  const { violations } = await (whole ? axe : axe.withRules(['color-contrast'])).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
