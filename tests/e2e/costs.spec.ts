import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { costsOf, countCosts, type WindowCosts } from '../support/window-costs.ts';
import { Cli } from './cli.ts';
import { ARTICLE } from './selvik.ts';

/** Long enough for everything that a tag causes: what is gathered, announced or done when the hand rests. */
const REST = 1000;

test(
  'a tag makes two calls, and changes only what shows it',
  { annotation: { type: 'host', description: 'web' } },
  async ({ browserName: _ }) => {
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'Costs.postil'), join(folder, 'config')];
    const cli = new Cli(file, config);
    await cli.run('new', '--scheme', 'news');
    await cli.run('import', ARTICLE);
    const host = await startHost('web', { home: folder, config, file });
    try {
      const { page } = host;
      await countCosts(page);
      const devtools = await page.context().newCDPSession(page);
      const saved = page.getByTestId('saved');
      await page
        .locator('.block')
        .nth(3)
        .click({ position: { x: 5, y: 8 } });
      const tags: WindowCosts[] = [];
      // The first tags make the set, and the elements of the inspector.
      for (let i = 0; i < 5; i++) {
        for (let step = 0; step < 3; step++) await page.keyboard.press('Control+ArrowRight');
        await page.waitForTimeout(REST);
        const costs = await costsOf(page, devtools, async () => {
          await page.keyboard.press('p');
          await expect(saved).toHaveAttribute('data-saving', 'false');
          await page.waitForTimeout(REST);
        });
        tags.push(costs);
      }
      for (const tag of tags.slice(2)) {
        expect([...tag.calls].sort()).toEqual(['entities.search', 'spans.create']);
        expect(tag.commits, JSON.stringify(tag)).toBeLessThanOrEqual(7);
        expect(tag.mutations, JSON.stringify(tag)).toBeLessThanOrEqual(40);
        expect(tag.layouts, JSON.stringify(tag)).toBeLessThanOrEqual(8);
        expect(tag.styles, JSON.stringify(tag)).toBeLessThanOrEqual(9);
      }
      expect(host.errors()).toEqual([]);
    } finally {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
