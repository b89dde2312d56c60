import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes } from './looks.ts';

/** Part of the height of a line of text above its capitals: nothing is printed there. */
const ABOVE_CAPITALS = 0.18;

/** Returns the labels that cover words, other labels, or what is beyond the text, in words; and how many are shown. */
function covering(page: Page): Promise<{ shown: number; faults: string[] }> {
  return page.evaluate((above) => {
    const lines: DOMRect[] = [];
    for (const block of document.querySelectorAll('.ProseMirror .block')) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(node);
        lines.push(...range.getClientRects());
      }
    }
    const text = document.querySelector('.ProseMirror')!.getBoundingClientRect();
    const labels = [...document.querySelectorAll<HTMLElement>('.labels [data-ids]')].filter(
      (label) => getComputedStyle(label).visibility === 'visible',
    );
    const faults: string[] = [];
    const boxes = labels.map((label) => label.getBoundingClientRect());
    for (const [i, box] of boxes.entries()) {
      const name = labels[i]!.textContent;
      if (box.right > text.right + 1 || box.left < text.left - 1) faults.push(`${name} is beyond the text`);
      for (const line of lines) {
        const top = line.top + line.height * above;
        if (box.left < line.right && line.left < box.right && box.top < line.bottom && top < box.bottom)
          faults.push(`${name} covers words`);
      }
      for (const [j, other] of boxes.entries())
        if (
          j > i &&
          box.left < other.right &&
          other.left < box.right &&
          box.top < other.bottom &&
          other.top < box.bottom
        )
          faults.push(`${name} covers ${labels[j]!.textContent}`);
    }
    return { shown: labels.length, faults: [...new Set(faults)] };
  }, ABOVE_CAPITALS);
}

test(
  'the types stand above their spans always, on pointing or never, and cover nothing', // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  async ({}, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const place = { home: join(folder, 'home'), config: join(folder, 'config') };
    mkdirSync(place.home);
    const project = await Cli.project(join(place.home, 'Labels.postil'), place.config);
    await project.run('import', 'resources/sample/sample.jsonl');
    const host = await startHost('web', { ...place, file: project.file });
    const { page } = host;
    const hands = new Hands(page);
    const text = page.locator('.ProseMirror');
    await expect(text).toContainText('Velmara’s foreign and defence ministers');
    await page.locator('select').filter({ hasText: 'yours' }).selectOption('Mira Tolbert');
    await expect(page.locator('.seg').first()).toBeVisible();
    expect((await covering(page)).shown).toBe(0);

    await hands.press('Control+.', 'Alt+y');
    const first = page.locator('.labels [data-ids]').first();
    await expect(first).toBeVisible();
    await expect(page.locator('.labels')).toContainText('Organisation');
    for (const [width, height] of [
      [1280, 800],
      [960, 640],
    ] as const) {
      await page.setViewportSize({ width, height });
      // For a moment after the change of size there are no labels.
      await expect
        .poll(async () => {
          const { faults, shown } = await covering(page);
          return { faults, areShown: shown > 10 };
        })
        .toEqual({ faults: [], areShown: true });
    }
    await inBothThemes(page, 'labels');

    // Remembered, also by the next window.
    await page.reload();
    await expect(first).toBeVisible();

    await test.step('on pointing', async () => {
      await hands.press('Control+.', 'Alt+y');
      await expect(first).toBeHidden();
      const height = (await text.boundingBox())!.height;
      await page.locator('.seg', { hasText: 'Dovran' }).first().hover();
      await expect.poll(async () => (await covering(page)).shown).toBe(1);
      // Nothing moves while the pointer does.
      expect((await text.boundingBox())!.height).toBe(height);
    });
    await hands.press('Alt+y');
    await expect(page.locator('.labels [data-ids]')).toHaveCount(0);
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
);
