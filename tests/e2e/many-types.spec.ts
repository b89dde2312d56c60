import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { picture } from './looks.ts';

/** The largest number of elements in the page with thousands of types; with twenty types it has about as many. */
const MOST_ELEMENTS = 1500;
const MOST_RULES = 2500;

test('a scheme of five thousand types draws no more than one looks at, and finds the rest by name', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Big.postil'), join(folder, 'config')];
  const types = Array.from({ length: 5000 }, (_, i) => ({
    name: `T${i}`,
    label: `Kind number ${i}`,
    layer: 'all',
    hue: (i * 37) % 360,
    ...(i < 20 && { key: String.fromCharCode(97 + i) }),
  }));
  writeFileSync(
    join(folder, 'scheme.json'),
    JSON.stringify({ name: 'Big', layers: [{ name: 'all', label: 'All' }], types }),
  );
  writeFileSync(join(folder, 'wall.txt'), 'Title: The wall\n\nMara Odell left the council of Brightwater.\n');
  const project = new Cli(file, config);
  await project.run('new', '--scheme', join(folder, 'scheme.json'));
  await project.run('import', join(folder, 'wall.txt'));
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const hands = new Hands(page);
  const counts = () =>
    page.evaluate(() => ({
      elements: document.querySelectorAll('*').length,
      rules: document.adoptedStyleSheets.reduce((sum, { cssRules }) => sum + cssRules.length, 0),
    }));
  const expectFew = async (where: string) => {
    const { elements, rules } = await counts();
    expect(elements, `elements: ${where}`).toBeLessThan(MOST_ELEMENTS);
    expect(rules, `rules: ${where}`).toBeLessThan(MOST_RULES);
  };

  await expect(page.locator('.ProseMirror')).toContainText('Mara Odell');
  await expectFew('an article');
  const bar = page.getByRole('toolbar', { name: 'Types' });
  await expect(bar.getByRole('button', { name: /5,000 types/ })).toBeVisible();

  // One type by its letter, and another by its name in the palette; from then on the bar shows it in its colour.
  await hands.tag({ words: 'Brightwater', key: 'c' });
  await hands.selectWords({ words: 'Mara Odell' });
  await hands.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Search or command' })).toBeVisible();
  await expectFew('the palette');
  await hands.type('Tag as Kind number 4711');
  const found = page.getByRole('menuitem');
  await expect(found.first()).toContainText('Tag as Kind number 4711');
  await expect(found).toHaveCount(2);
  await expect(found.first()).toHaveAttribute('data-focused', 'true');
  await hands.press('Enter');
  await expect(page.locator('blockquote')).toHaveText('Mara Odell');
  await expect(page.getByLabel('Type', { exact: true })).toHaveValue('T4711');
  await expect(bar.getByRole('button', { name: 'Kind number 4711' })).toBeVisible();
  const colour = await bar
    .getByRole('button', { name: 'Kind number 4711' })
    .evaluate((button) => getComputedStyle(button).getPropertyValue('--type-line'));
  expect(colour).toContain(String((4711 * 37) % 360));
  await expectFew('a span of a far type');

  await hands.press('Alt+Shift+S');
  const parts = page.getByRole('navigation', { name: 'Parts of the scheme' });
  await expect(parts.getByRole('button', { name: 'T0' })).toBeVisible();
  await expectFew('the scheme');
  // The arrow keys move on to items that are not rendered yet.
  await parts.getByRole('button', { name: 'T0', exact: false }).first().focus();
  for (let i = 0; i < 60; i++) await hands.press('ArrowDown');
  await expect(parts.getByRole('button', { name: /\bT60$/ })).toBeFocused();
  await hands.press('Enter');
  await expect(page.getByLabel('Label', { exact: true })).toHaveValue('Kind number 60');
  await picture(page, 'many-types-scheme');
  await hands.press('Alt+Shift+A');
  await expect(page.locator('.ProseMirror')).toBeVisible();
  await picture(page, 'many-types');

  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
