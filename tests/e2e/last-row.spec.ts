import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { ClaimDesk } from './claim-desk.ts';

/** The host fails the test if the focus stays on the page's body. */
test('when the last row of a list is deleted, the button with which to begin has the focus', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Harbour.postil'), join(folder, 'config')];
  const article = join(folder, 'dues.txt');
  writeFileSync(article, 'Title: Dues\n\nIda Marsh said the dredging was never paid. Port Orsa waited.\n');
  await Cli.project(file, config, article);
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const desk = new ClaimDesk(page);
  const { hands } = desk;
  const main = page.getByRole('main');
  const toArticle = main.getByRole('button', { name: 'Go to the article' });
  const text = page.locator('.ProseMirror');
  await expect(text).toContainText('Ida Marsh');

  await test.step('relations, by key', async () => {
    await hands.tag({ words: 'the dredging was never paid', key: 'c' });
    await hands.press('Escape');
    await hands.tag({ words: 'Port Orsa waited', key: 'c' });
    await hands.press('Escape');
    await desk.clickOn('dredging');
    await hands.press('Alt+r');
    await desk.clickOn('waited');
    await hands.press('Alt+r');
    await expect(page.getByRole('menu', { name: 'Relation types' })).toBeVisible();
    await hands.press('Enter');
    await hands.press('Alt+Shift+r');
    const grid = page.getByRole('grid', { name: 'Relations' });
    await expect(grid.getByRole('row')).toHaveCount(2);
    await expect(grid).toBeFocused();
    await hands.press('Delete');
    await expect(toArticle).toBeFocused();
    await hands.press('Control+z');
    await expect(grid).toBeFocused();
    await hands.press('Delete');
    await expect(toArticle).toBeFocused();
    await hands.press('Enter');
    await expect(text).toBeFocused();
  });

  await test.step('notes, by a button beside the list', async () => {
    await hands.tag({ words: 'Ida Marsh', key: 'p' });
    await hands.press('Alt+n');
    await hands.type('Who is she?');
    await hands.press('Enter', 'Alt+Shift+o');
    await expect(page.getByRole('grid', { name: 'Notes' })).toBeFocused();
    await main.getByRole('button', { name: 'Delete' }).click();
    await expect(toArticle).toBeFocused();
    await hands.press('Enter');
  });

  await test.step('entities, by a button above the list', async () => {
    await desk.clickOn('Ida Marsh');
    await desk.accept('Ida Marsh');
    await hands.press('Alt+Shift+e');
    const grid = page.getByRole('grid', { name: 'Entities' });
    await expect(grid.getByText('Ida Marsh', { exact: true })).toBeVisible();
    await hands.press('ArrowDown');
    await expect(grid).toBeFocused();
    await hands.press('Space');
    await main.getByRole('button', { name: 'Delete' }).click();
    await expect(toArticle).toBeFocused();
    await hands.press('Enter');
    await expect(text).toBeFocused();
  });

  await test.step('articles', async () => {
    const list = page.getByRole('listbox', { name: 'Documents' });
    await list.focus();
    await hands.press('Delete');
    await expect(main.getByRole('button', { name: 'Paste or choose an article' })).toBeFocused();
    await hands.press('Control+z');
    await page.getByRole('dialog').getByRole('button', { name: 'Undo the change' }).click();
    await expect(list.getByRole('option')).toHaveCount(1);
  });

  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
