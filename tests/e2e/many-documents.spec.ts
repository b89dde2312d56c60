import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { ClaimDesk } from './claim-desk.ts';
import { inBothThemes } from './looks.ts';

test('documents are chosen by keys and mouse, and changed, exported and deleted together', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config, articles] = [
    join(folder, 'Harbour.postil'),
    join(folder, 'config'),
    join(folder, 'articles'),
  ];
  mkdirSync(articles);
  for (let i = 1; i <= 120; i++)
    writeFileSync(
      join(articles, `a${String(i).padStart(3, '0')}.txt`),
      `Title: Tide ${i}\n\nWater rose ${i} times.\n`,
    );
  const cli = new Cli(file, config);
  await cli.run('new');
  await cli.run('import', articles);
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const calls: string[] = [];
  page.on('request', (request) => {
    const call = /"call":"([\w.]+)"/.exec(request.postData() ?? '')?.[1];
    if (call) calls.push(call);
  });
  const { hands } = new ClaimDesk(page);
  const list = page.getByRole('listbox', { name: 'Documents' });
  const bar = page.getByRole('group', { name: 'Selected documents' });
  const filter = (name: string) =>
    page.getByRole('group', { name: 'Filter by status' }).getByRole('button', { name });
  await expect(page.locator('.ProseMirror')).toContainText('Water rose 1 times');

  await test.step('by mouse: a click opens, with Ctrl and Shift it chooses', async () => {
    await list.getByText('Tide 3', { exact: true }).click({ modifiers: ['Control'] });
    await expect(bar).toContainText('1 selected');
    await list.getByText('Tide 5', { exact: true }).click({ modifiers: ['Shift'] });
    await expect(bar).toContainText('3 selected');
    await expect(page.locator('.ProseMirror')).toContainText('Water rose 1 times');
    await expect(list.getByRole('option', { selected: true })).toHaveCount(3);
    await inBothThemes(page, 'documents-chosen');
    await list.getByText('Tide 4', { exact: true }).click({ button: 'right' });
    const menu = page.getByRole('menu', { name: '3 articles selected' });
    await expect(menu).toBeVisible();
    await inBothThemes(page, 'documents-menu');
    await menu.getByRole('menuitem', { name: 'Mark as' }).click();
    await page.getByRole('menuitem', { name: 'done', exact: true }).click();
    await expect(page.getByText('Marked 3 articles (“Tide 3”, “Tide 4” and 1 more) done')).toBeVisible();
    await expect(filter('Done 3')).toBeVisible();
    await list.getByText('Tide 2', { exact: true }).click();
    await expect(bar).toBeHidden();
    await expect(page.locator('.ProseMirror')).toContainText('Water rose 2 times');
    await hands.press('Control+z');
    await expect(filter('Done 0')).toBeVisible();
  });

  await test.step('by keys: Shift and arrows, Ctrl+A, the menu key; all in few calls', async () => {
    await page.getByRole('searchbox', { name: /Find documents/ }).focus();
    await hands.press('ArrowDown');
    await expect(list).toBeFocused();
    await hands.press('Shift+ArrowDown', 'Shift+ArrowDown');
    await expect(bar).toContainText('3 selected');
    await hands.press('Escape');
    await expect(bar).toBeHidden();
    await hands.press('Control+a');
    await expect(bar).toContainText('120 selected');
    calls.length = 0;
    await hands.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'All articles of the list' })).toBeVisible();
    await hands.press('ArrowRight');
    await expect(page.getByRole('menuitem', { name: 'new', exact: true })).toBeFocused();
    await hands.press('End', 'Enter');
    await expect(
      page.getByText('Marked 120 articles (“Tide 1”, “Tide 2” and 118 more) skipped'),
    ).toBeVisible();
    await expect(filter('Skipped 120')).toBeVisible();
    expect(calls.filter((call) => call === 'documents.setStatuses')).toHaveLength(1);
    expect(calls.filter((call) => call === 'documents.setStatus')).toHaveLength(0);
    await expect(list).toBeFocused();
    await hands.press('Control+z');
    await expect(filter('Skipped 0')).toBeVisible();
  });

  await test.step('a chosen part is exported', async () => {
    await hands.press('Home');
    await expect(page.locator('.ProseMirror')).toContainText('Water rose 1 times');
    await hands.press('Space');
    await expect(bar).toContainText('1 selected');
    await hands.press('Shift+ArrowDown', 'Shift+F10');
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export a dataset' });
    await expect(dialog.getByTestId('export-preview')).toContainText('2 documents');
    await dialog.getByLabel('Format').selectOption('jsonl');
    await dialog.getByRole('button', { name: 'Export' }).click();
    const report = page.getByTestId('export-report');
    await expect(report).toContainText('2 documents');
    expect(readdirSync(await report.locator('code').innerText()).length).toBeGreaterThan(0);
    await hands.press('Escape');
  });

  await test.step('all but one go to the trash, and come back with one undo', async () => {
    await list.focus();
    await hands.press('Control+a');
    await list.getByText('Tide 7', { exact: true }).click({ modifiers: ['Control'] });
    await expect(bar).toContainText('119 selected');
    await list.focus();
    await hands.press('Delete');
    await expect(page.getByText(/^Moved 119 articles .* to the trash/)).toBeVisible();
    await expect(page.locator('.ProseMirror')).toContainText('Water rose 7 times');
    await expect(filter('New 1')).toBeVisible();
    await hands.press('Control+z');
    const question = page.getByRole('dialog');
    await question.getByRole('button', { name: /Undo/ }).first().click();
    await expect(filter('New 120')).toBeVisible();
  });
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
