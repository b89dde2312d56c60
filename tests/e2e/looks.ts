import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { expect, type Page } from '@playwright/test';
import { PICTURES } from '../support/pictures.ts';

/** Takes a picture for people to look at, `test-results/<name>.png`, if pictures are wanted. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env[PICTURES]) await page.screenshot({ path: `test-results/${name}.png` });
}

/** Takes a picture in each theme; expects that axe finds no fault. */
export async function inBothThemes(page: Page, name: string): Promise<void> {
  // Without animations, so that no colour is captured while it changes.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const theme of ['dark', 'light']) {
    await page.evaluate(async (to) => {
      document.documentElement.dataset['theme'] = to;
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    }, theme);
    await picture(page, `${name}-${theme}`);
    expect(await faults(page, theme === 'dark'), `${name}, ${theme}`).toEqual([]);
  }
}

/** The small build: the page has to compile it. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type WithAxe = typeof globalThis & { axe?: typeof axe };

/**
 * Returns what axe finds serious in the dialog or, without one, in the regions of the window. In the second theme only
 * contrast can differ.
 */
async function faults(page: Page, whole: boolean): Promise<string[]> {
  // The start screen has no regions.
  const parts = (await page.locator('[data-region]').count()) > 0 ? '[data-region]' : 'main';
  const part = (await page.getByRole('dialog').count()) > 0 ? '[role="dialog"]' : parts;
  // Injected once per page, and only faults are returned: the Playwright package does neither and takes four times as long.
  if (await page.evaluate(() => (globalThis as WithAxe).axe === undefined)) await page.evaluate(AXE);
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
