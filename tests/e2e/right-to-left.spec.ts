import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectTidy } from '../support/geometry.ts';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { picture } from './looks.ts';

const ARTICLES = {
  Arabic: {
    file: 'harbour-ar.txt',
    person: 'ليلى حدّاد',
    before: 'الوزيرة ليلى حدّاد',
    latin: 'Karsgaz',
    claim: 'شركة Karsgaz ستبني 3 أرصفة جديدة',
  },
  Hebrew: {
    file: 'harbour-he.txt',
    person: 'תמר אלון',
    before: 'השרה תמר אלון',
    latin: 'Karsgaz',
    claim: 'חברת Karsgaz תבנה 3 רציפים חדשים',
  },
} as const;

for (const [language, { file, person, before, latin, claim }] of Object.entries(ARTICLES))
  test(`an article in ${language} reads right to left: marks, handles, hints and keys`, async ({
    browserName: _,
  }, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [path, config] = [join(folder, 'Harbour.postil'), join(folder, 'config')];
    const project = await Cli.project(path, config, `tests/fixtures/articles/${file}`);
    const host = await startHost('web', { home: folder, config, file: path });
    const { page } = host;
    const hands = new Hands(page);
    const spans = async () => (await project.spans(file)).map(({ type, text }) => `${type} ${text}`).sort();
    const blocks = page.locator('.ProseMirror .block');
    await expect(blocks).toHaveCount(3);
    for (const block of await blocks.all())
      expect(await block.evaluate((each) => getComputedStyle(each).direction)).toBe('rtl');

    await hands.tag({ words: person, key: 'p' });
    await hands.tag({ words: latin, key: 'o' });
    await hands.saved();
    expect(await spans()).toEqual([`ORG ${latin}`, `PERSON ${person}`].sort());

    await test.step('the start of a span is at its right, and of a Latin name too', async () => {
      await hands.selectWords({ words: person });
      await hands.press('ArrowRight', 'ArrowLeft', 'ArrowLeft');
      await page.locator('.ProseMirror .seg').first().click();
      const start = (await page.locator('.handle.start').boundingBox())!;
      const end = (await page.locator('.handle.end').boundingBox())!;
      expect(start.x).toBeGreaterThan(end.x);
    });

    await test.step('the key for the right moves the start to the right, over the word before', async () => {
      await hands.press('Alt+Shift+ArrowRight');
      await hands.saved();
      await expect.poll(spans).toContain(`PERSON ${before}`);
      await hands.press('Alt+Shift+ArrowLeft');
      await expect.poll(spans).toContain(`PERSON ${person}`);
    });

    await test.step('letters stand over the right edge of the words, which begin there', async () => {
      await hands.press('Escape');
      await hands.toStart();
      await hands.press('Space');
      const hint = page.locator('.hint').first();
      await expect(hint).toBeVisible();
      const box = (await blocks.first().boundingBox())!;
      expect((await hint.boundingBox())!.x).toBeGreaterThan(box.x + box.width / 2);
      await picture(page, `hints-${language}`);
      await hands.press('Escape');
    });

    await test.step('a claim, its bracket at the right, and no overflow at any size', async () => {
      await hands.tag({ words: claim, key: 'c' });
      await hands.saved();
      const bracket = page.locator('.bracket').first();
      await expect(bracket).toBeAttached();
      const box = (await blocks.first().boundingBox())!;
      expect((await bracket.boundingBox())!.x).toBeGreaterThan(box.x + box.width / 2);
      for (const [width, height] of [
        [1280, 800],
        [640, 400],
      ] as const) {
        await page.setViewportSize({ width, height });
        await expectTidy(page, `${language}, ${width}`);
        await picture(page, `right-to-left-${language}-${width}`);
      }
    });
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });
