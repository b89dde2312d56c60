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
    expect(await faults(page, await shownParts(page), theme === 'dark'), `${name}, ${theme}`).toEqual([]);
  }
}

/** The small build: the page has to compile it. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type WithAxe = typeof globalThis & { axe?: typeof axe };

/** Expects that axe finds nothing serious in the whole page, or only nothing of contrast. */
export async function expectAccessible(page: Page, name: string, rules: 'all' | 'contrast'): Promise<void> {
  expect(await faults(page, '#root', rules === 'all'), name).toEqual([]);
}

/** Returns a selector of the dialog or, without one, of the regions of the window. */
async function shownParts(page: Page): Promise<string> {
  if ((await page.getByRole('dialog').count()) > 0) return '[role="dialog"]';
  // The start screen has no regions.
  return (await page.locator('[data-region]').count()) > 0 ? '[data-region]' : 'main';
}

/** Returns what axe finds serious in parts of the page. In the second theme only contrast can differ. */
async function faults(page: Page, part: string, whole: boolean): Promise<string[]> {
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
