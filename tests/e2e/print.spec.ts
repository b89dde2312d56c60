import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { picture } from './looks.ts';

/** Far more than a window shows, so that the reader draws only a part. */
const PARAGRAPHS = 120;
const TEXT = Array.from(
  { length: PARAGRAPHS },
  (_, i) =>
    `Envoy${i} met the harbour council in Dovran. She said that basin ${i} would be dredged before the first frost, ` +
    'and that nobody at the table had asked who was to pay for the silt or for the new lamps on the quay.',
).join('\n\n');

test('Ctrl+P prints the whole article with its annotations, and nothing of the window', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const config = join(folder, 'config');
  const [file, story] = [join(folder, 'Print.postil'), join(folder, 'story.txt')];
  writeFileSync(story, TEXT);
  const cli = new Cli(file, config);
  await cli.run('new');
  await cli.run('import', story);
  const { documents } = await cli.run<{ documents: { id: string }[] }>('list', 'documents');
  for (const i of [0, PARAGRAPHS - 1]) {
    const start = TEXT.indexOf(`Envoy${i} `);
    const range = `${start}:${start + `Envoy${i}`.length}`;
    await cli.run('annotate', '--document', documents[0]!.id, '--type', 'PERSON', '--span', range);
  }
  const host = await startHost('web', { home: folder, config, file });
  try {
    const { page } = host;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'dark';
      // A dialog of the system cannot be closed here: what would be printed stays until the spec lets go of it.
      window.print = () => void (document.documentElement.dataset['asked'] = 'yes');
    });
    await page.getByText('Envoy0').first().click();
    await page.keyboard.press('Control+p');
    await expect(page.locator('html')).toHaveAttribute('data-asked', 'yes');

    const printed = page.locator('#printed');
    // On the screen nothing changes.
    await expect(printed).toBeHidden();
    await expect(page.locator('.ProseMirror')).toBeVisible();
    expect(await page.title()).toContain('Envoy0');

    await page.emulateMedia({ media: 'print' });
    await expect(printed.getByText(`Envoy${PARAGRAPHS - 1}`, { exact: true }).first()).toBeVisible();
    await expect(printed.locator('p.paragraph')).toHaveCount(PARAGRAPHS);
    const whole = page.locator('#root');
    await expect(whole).toBeHidden();
    await expect(whole).toHaveCSS('overflow', 'hidden');
    await expect(printed.locator('ul.legend')).toContainText('Person 2');
    expect(await printed.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(36, 34, 30)');
    expect(await printed.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    await picture(page, 'printed');
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(5);

    // Afterwards it is gone, and the keys go to the window again.
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect(printed).toHaveCount(0);
    expect(await page.title()).not.toContain('Envoy0');
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);

    // The menu of a browser prints without asking the page first.
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await expect(printed).toHaveText(/press Ctrl\+P in the window/);
    await expect(whole).toBeHidden();
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect(printed).toHaveCount(0);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true });
  }
});
