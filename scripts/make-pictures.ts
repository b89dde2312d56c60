/**
 * Takes the pictures in `docs/pictures/` from the sample project, in the web host and Chromium. Run it when the look of a
 * screen has changed: `npm run build && node scripts/make-pictures.ts`. Without Chromium it takes none and gives the reason.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { createSample } from '../backend/workspace/sample.ts';
import { SettingsFile } from '../backend/workspace/settings.ts';
import { newUid } from '../shared/model/uid.ts';
import { Cli } from '../tests/e2e/cli.ts';
import { Hands } from '../tests/e2e/first-hour.ts';
import { findChromium } from '../tests/support/chromium.ts';
import { startWebHost } from '../tests/support/hosts/web-host.ts';
import { MODEL, modelOutput, SAMPLE } from '../tests/support/model-output.ts';
import { palettePng } from './palette-png.ts';

/** A small run of a fictional model over two of the sample articles. */

interface Scene {
  readonly page: Page;
  readonly hands: Hands;
  /** The command line on the project that the window has open. */
  readonly cli: Cli;
  readonly folder: string;
}

/** What to do in the window before the picture with this name is taken. */
const PICTURES: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async article({ page, hands }) {
    await hands.selectWords({ words: 'had offered Karsovia' });
    await hands.press('ArrowLeft', 'Alt+ArrowUp');
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Claimer');
  },
  async slot({ page, hands }) {
    await hands.press('1');
    await expect(page.getByText('in the same paragraph').first()).toBeVisible();
  },
  async tag({ page, hands }) {
    await hands.press('Escape');
    await page.getByRole('option', { name: /Halvik/i }).click();
    await expect(page.locator('.ProseMirror')).toContainText('Bjørg Çelen');
    await hands.tag({ words: 'Nedre Halvik', key: 'g' });
    await hands.press('Escape');
    await hands.selectWords({ words: 'Bjørg Çelen' });
  },
  async link({ page, hands }) {
    await hands.press('p');
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('New entity');
  },
  async history({ page, hands }) {
    await hands.press('Alt+Enter', 'Escape', 'Alt+Shift+h');
    await expect(page.getByRole('main', { name: /history/i })).toContainText('Bjørg Çelen');
  },
  async export({ page, hands }) {
    await hands.press('Alt+Shift+a', 'Control+e');
    await expect(page.getByTestId('export-preview')).toBeVisible();
  },
  async search({ page, hands }) {
    await hands.press('Escape', 'Control+Shift+f');
    await hands.type('Karsovia');
    await expect(page.getByRole('status').filter({ hasText: /hits/ })).toBeVisible();
  },
  async scheme({ page, hands }) {
    await hands.press('Alt+Shift+s');
    await page
      .getByRole('navigation', { name: 'Parts of the scheme' })
      .getByRole('button', { name: /^claim\b/i })
      .first()
      .click();
  },
  async review({ page, hands }) {
    await hands.press('Alt+Shift+p');
    await page.getByRole('list', { name: 'Cases' }).getByText('Santa Eulàlia').click();
    await expect(page.getByRole('article', { name: 'Case' })).toContainText('Santa Eulàlia');
  },
  async agreement({ page, hands, cli, folder }) {
    const run = join(folder, 'reader.jsonl');
    writeFileSync(run, modelOutput());
    await cli.run('import', run);
    await hands.press('Alt+Shift+n');
    const source = page.getByRole('main').locator('select').first();
    await source.selectOption({ label: await source.locator('option', { hasText: MODEL }).innerText() });
    await expect(page.getByRole('table').first()).toBeVisible();
  },
};

const chromium = findChromium();
if (chromium === undefined)
  console.log('No pictures were taken: no Chromium was found. POSTIL_CHROMIUM can name one.');
else await takePictures(process.argv.slice(2));

/**
 * Takes the named pictures, or all. All screens are visited in order in any case, because some start from the one before.
 */
async function takePictures(names: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'postil-pictures-'));
  const [file, config] = [join(folder, 'Sample.postil'), join(folder, 'config')];
  const settings = new SettingsFile(config);
  const analyst = { id: newUid(), name: 'Mira Tolbert', initials: 'MT', hue: 250 };
  settings.update({ analyst, introduced: true, taught: true });
  await createSample(file, SAMPLE, settings.actor);
  const host = await startWebHost({ home: folder, config, file });
  try {
    const { page } = host;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await expect(page.locator('.ProseMirror')).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    for (const [name, prepare] of Object.entries(PICTURES)) {
      await prepare({ page, hands: new Hands(page), cli: new Cli(file, config), folder });
      // Lists and brackets appear in later frames than their screen, and nothing shows which frame is the last.
      await page.waitForTimeout(1000);
      if (names.length === 0 || names.includes(name))
        writeFileSync(`docs/pictures/${name}.png`, await palettePng(page));
    }
    expect(host.errors()).toEqual([]);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(); // the shared browser of the web host ends with this process
}
