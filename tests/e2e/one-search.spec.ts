import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

const ARTICLES = {
  'wall.txt': 'Title: The wall of Brightwater\n\nMara Odell said that the council had misled the harbour.\n',
  'harbour.txt': 'Title: Harbour closed\n\nThe council of Brightwater met at noon.\n',
  'rain.txt': 'Title: Rain in Selvik\n\nNobody met anybody.\n',
};

test('one search finds commands, articles, entities, claims, settings and the guide, and remembers', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Search.postil'), join(folder, 'config')];
  for (const [name, text] of Object.entries(ARTICLES)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'pack.csv'), 'name,type,aliases\nMara Odell,PERSON,Odell the Elder\n');
  const project = await Cli.project(file, config, ...Object.keys(ARTICLES).map((name) => join(folder, name)));
  await project.run('entities', 'import', join(folder, 'pack.csv'));
  const host = await startHost('web', { home: folder, config, file: project.file });
  const { page } = host;
  const hands = new Hands(page);
  const palette = page.getByRole('dialog', { name: 'Search or command' });
  const rows = palette.getByRole('menuitem');
  const open = async (words: string) => {
    await hands.press('Control+k');
    await expect(palette).toBeVisible();
    await hands.type(words);
  };
  /** Walks to the row and chooses it by keys. */
  const choose = async (row: RegExp) => {
    await expect(rows.filter({ hasText: row }).first()).toBeVisible();
    const focused = palette.locator('[role="menuitem"][data-focused]');
    await expect(focused).toBeVisible();
    for (let i = 0; i < 12 && !row.test((await focused.textContent()) ?? ''); i++)
      await hands.press('ArrowDown');
    await expect(focused).toHaveText(row);
    await hands.press('Enter');
    await expect(palette).toBeHidden();
  };

  await page.getByRole('option', { name: /The wall/ }).click();
  await expect(page.locator('.ProseMirror')).toContainText('Mara Odell');
  await hands.selectWords({ words: 'the council had misled the harbour' });
  await hands.press('c');
  await hands.saved();

  // Each kind is named in its row: an article by its title before one by its text, an entity, a claim by its words.
  await open('harbour');
  await expect(rows.filter({ hasText: 'Harbour closed' })).toContainText('Article');
  await expect(rows.filter({ hasText: /^The wall of Brightwater/ })).toContainText('in the text');
  await expect(rows.filter({ hasText: 'the council had misled the harbour' }).last()).toContainText('Claim');
  expect((await rows.first().textContent()) ?? '').toContain('Harbour closed');
  await expect(rows.filter({ hasText: 'Search all articles for “harbour”' })).toBeVisible();
  await inBothThemes(page, 'one-search');
  await choose(/^Harbour closed/);
  await expect(page.locator('.ProseMirror')).toContainText('met at noon');

  await open('odell');
  await choose(/^Mara Odell.*Entity$/);
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Mara Odell');
  await open('misled');
  await choose(/misled.*Claim$/);
  await expect(page.locator('.ProseMirror')).toContainText('Mara Odell');
  await expect(page.getByLabel('Type', { exact: true })).toHaveValue('CLAIM');

  await open('dark');
  await expect(rows.first()).toContainText('Switch between light and dark');
  await expect(rows.first()).toContainText('Setting');
  await page.keyboard.press('Escape');
  await open('record a claim');
  await choose(/^Record a claim.*Guide$/);
  await expect(page.getByRole('main', { name: 'Guide' })).toBeVisible();
  await expect(page.locator('article:focus h3')).toHaveText(/claim/i);
  await open('weapon');
  await choose(/^Weapon.*Type of the scheme.*Setting$/);
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Weapon');

  // What was chosen and opened comes first before anything is typed, also after a restart of the page.
  await hands.press('Control+k');
  await expect(rows.filter({ hasText: 'Mara Odell' })).toContainText('recent');
  const first = (await rows.allTextContents()).slice(0, 6).join('\n');
  expect(first).toContain('Harbour closed');
  expect(first).toContain('Mara Odell');
  await picture(page, 'one-search-recent');
  await page.keyboard.press('Escape');

  // The last row goes on with a search of all articles, whose hits are remembered as a search.
  await open('council');
  await choose(/^Search all articles/);
  await expect(page.getByTestId('hit-count')).toContainText('2 hits');
  await hands.press('Enter', 'Enter');
  await expect(page.locator('.ProseMirror')).toBeVisible();
  await page.reload();
  await expect(page.locator('.ProseMirror')).toBeVisible();
  await hands.press('Control+k');
  await expect(rows.filter({ hasText: 'Harbour closed' })).toBeVisible();
  await page.keyboard.press('Escape');
  await hands.press('Control+Shift+f');
  // The words of the hit are still selected, and would be searched for.
  await page.getByRole('textbox', { name: 'Words to find' }).fill('');
  const recent = page.getByRole('region', { name: 'Recent searches' });
  await expect(recent.getByRole('button', { name: /council/ })).toBeVisible();
  await inBothThemes(page, 'recent-searches');
  await recent.getByRole('button', { name: /council/ }).press('Enter');
  await expect(page.getByTestId('hit-count')).toContainText('2 hits');
  await page.getByRole('textbox', { name: 'Words to find' }).fill('');
  await recent.getByRole('button', { name: 'Forget them' }).press('Enter');
  await expect(recent).toBeHidden();

  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
