import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { ClaimDesk } from './claim-desk.ts';
import { Cli } from './cli.ts';
import { picture } from './looks.ts';
import * as selvik from './selvik.ts';

const colour = (locator: Locator, name: 'color' | 'backgroundColor') =>
  locator.evaluate((element, property) => getComputedStyle(element)[property], name);

// eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
test('with forced colours, spans, the chosen article and pressed buttons stay visible', async ({}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const place = { home: join(folder, 'home'), config: join(folder, 'config') };
  mkdirSync(place.home);
  const project = await Cli.project(join(place.home, 'Contrast.postil'), place.config, selvik.ARTICLE);
  await project.run('propagate', '--string', 'Tolvane', '--type', 'PERSON');
  const host = await startHost('web', { ...place, file: project.file });
  const { page } = host;
  const { hands } = new ClaimDesk(page);
  const span = page.locator('.ProseMirror .seg').first();
  await expect(span).toBeAttached();
  await hands.selectWords({ words: selvik.CLAIMS[7]!.content });
  await hands.press('c');
  await hands.saved();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await picture(page, `forced-colours-${colorScheme}`);
    const [text, paper] = await page.evaluate(() => {
      const probe = document.createElement('p');
      Object.assign(probe.style, { color: 'CanvasText', backgroundColor: 'Canvas' });
      document.body.append(probe);
      const { color, backgroundColor } = getComputedStyle(probe);
      probe.remove();
      return [color, backgroundColor];
    });
    // The underline of a span is drawn in the colour of the text, on the colour of the page.
    expect(await span.evaluate((element) => getComputedStyle(element).forcedColorAdjust)).toBe('none');
    expect([await colour(span, 'color'), await colour(span, 'backgroundColor')]).toEqual([text, paper]);
    expect(await span.evaluate((element) => getComputedStyle(element).backgroundImage)).toContain('gradient');
    for (const chosen of [
      page.locator('[role="option"][aria-selected="true"]').first(),
      page.locator('[aria-current]').first(),
      page.getByRole('button', { name: 'Claims', pressed: true }),
      page.locator('label:has(> input:checked)').first(),
    ]) {
      expect(await colour(chosen, 'backgroundColor')).not.toBe(paper);
      expect(await colour(chosen, 'backgroundColor')).not.toBe(await colour(chosen, 'color'));
    }
  }
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
