import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { holdBack } from './hold-back.ts';
import { inBothThemes } from './looks.ts';

test('marking done lists what is open, Enter leads there, and nothing stops one', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Harbour.postil'), join(folder, 'config')];
  const cli = new Cli(file, config);
  await cli.run('new');
  const articles = {
    'one.txt': 'Title: Dues\n\nIda Marsh said the dredging was never paid. Marsh left.\n',
    'two.txt': 'Title: Tide\n\nA spring tide flooded the quay.\n',
  };
  for (const [name, text] of Object.entries(articles)) {
    writeFileSync(join(folder, name), text);
    await cli.run('import', join(folder, name));
  }
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const hands = new Hands(page);
  const text = page.locator('.ProseMirror');
  const panel = page.getByRole('region', { name: 'Open items' });
  const list = panel.getByRole('listbox', { name: 'Open items' });
  await expect(text).toContainText('Ida Marsh');

  // Before any annotation there are no open items.
  await hands.press('Alt+w');
  await expect(page.getByText('No open items in this article.')).toBeVisible();
  const stored = await holdBack(page, 'spans.create', 'the way');
  await hands.tag({ words: 'Ida Marsh', key: 'p' });
  await hands.tag({ words: 'the dredging was never paid', key: 'c' });

  // When opened, the list has the focus at once; it includes annotations that are still being stored.
  await hands.press('Alt+w');
  stored.release();
  await expect(list).toBeFocused();
  await page.unrouteAll({ behavior: 'wait' });
  await hands.press('Escape');
  await expect(panel).toBeHidden();

  // Done opens the next article; the open items of the previous one are listed below it.
  await hands.press('Control+Enter');
  await expect(text).toContainText('spring tide');
  await expect(panel).toContainText('3 open items in Dues');
  await expect(page.getByText('Done, with 3 open items. This is the next document.')).toBeVisible();
  await expect(text).toBeFocused();
  await hands.press('Alt+w');
  await expect(list).toBeFocused();
  await inBothThemes(page, 'open-items');
  await hands.press('ArrowDown', 'ArrowDown', 'Enter');

  // In the other article the slot is active: its first suggestion is accepted, and the list becomes shorter.
  await expect(text).toContainText('Ida Marsh');
  await expect(page.getByTestId('slot-object')).toHaveAttribute('data-active', 'true');
  await hands.press('Escape');
  await hands.press('Alt+w');
  await expect(list).toBeFocused();
  await hands.press('Home', 'ArrowDown', 'Enter');
  await expect(page.getByTestId('slot-claimer')).toHaveAttribute('data-active', 'true');
  await hands.press('Enter');
  await expect(panel).toContainText('2 open items in Dues');
  await hands.press('Escape', 'Alt+w', 'Escape');
  await expect(panel).toBeHidden();
  await expect(text).toBeFocused();
  const { documents } = await cli.run<{ documents: { status: string }[] }>('list', 'documents');
  expect(documents.map(({ status }) => status)).toEqual(['done', 'new']);
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a wide list has open items as a column, which sorts and filters; it, the panel and the toast give one number', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Harbour.postil'), join(folder, 'config')];
  const cli = new Cli(file, config);
  await cli.run('new');
  for (const title of ['Dues', 'Tide', 'Quay']) {
    const path = join(folder, `${title}.txt`);
    writeFileSync(
      path,
      `Title: ${title}\n\nIda Marsh said the dredging was never paid at ${title}. Marsh left.\n`,
    );
    await cli.run('import', path);
  }
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const hands = new Hands(page);
  const list = page.getByRole('listbox', { name: 'Documents' });
  const rows = list.getByRole('option');
  const open = (title: string) => rows.filter({ hasText: title }).getByRole('img', { name: /open item/ });
  await expect(page.locator('.ProseMirror')).toContainText('at Dues');
  await hands.tag({ words: 'Ida Marsh', key: 'p' });

  // In the narrow list the number is not shown; widened it is, and follows the next tag, an undo and a redo.
  await expect(open('Dues')).toBeHidden();
  await page.getByRole('separator', { name: 'Width of Documents' }).focus();
  await hands.press('End');
  await expect(open('Dues')).toHaveText('1');
  await page.locator('.ProseMirror').focus();
  await hands.tag({ words: 'the dredging was never paid', key: 'c' });
  await expect(open('Dues')).toHaveText('3');
  await hands.press('Control+z');
  await expect(open('Dues')).toHaveText('1');
  await hands.press('Control+Shift+z');
  await expect(open('Dues')).toHaveText('3');
  await inBothThemes(page, 'open-items-column');

  // The filter leaves out what lacks nothing, and lets an article in as soon as it lacks something.
  const filter = page.getByRole('button', { name: /^Open items/ });
  await filter.click();
  await expect(rows).toHaveCount(1);
  await expect(filter).toHaveText('Open items 1');
  await filter.click();
  await rows.filter({ hasText: 'Quay' }).click();
  await expect(page.locator('.ProseMirror')).toContainText('at Quay');
  await filter.click();
  await expect(rows).toHaveCount(1);
  await page.locator('.ProseMirror').focus();
  await hands.tag({ words: 'Ida Marsh', key: 'p' });
  await expect(rows).toHaveCount(2);
  await filter.click();

  // The head sorts by the number, the most first, and back.
  const titles = async () => (await rows.allInnerTexts()).map((text) => /Dues|Tide|Quay/.exec(text)?.[0]);
  const head = page.getByRole('button', { name: 'Sort by open items' });
  await head.click();
  await expect.poll(titles).toEqual(['Dues', 'Quay', 'Tide']);
  await head.click();
  await expect.poll(titles).toEqual(['Tide', 'Quay', 'Dues']);
  await page.getByRole('button', { name: 'Sort by title' }).click();
  await expect.poll(titles).toEqual(['Dues', 'Quay', 'Tide']);

  // A change of the scheme changes the numbers: names of persons want no entity any more.
  const { scheme } = await cli.run<{ scheme: { types: { name: string; wantsEntity?: boolean }[] } }>(
    'scheme',
  );
  const changed = {
    ...scheme,
    types: scheme.types.map((type) => (type.name === 'PERSON' ? { ...type, wantsEntity: false } : type)),
  };
  writeFileSync(join(folder, 'scheme.json'), JSON.stringify(changed));
  await cli.run('scheme', '--replace', join(folder, 'scheme.json'));
  await expect(open('Dues')).toHaveText('2');
  await expect(open('Quay')).toBeHidden();
  await rows.filter({ hasText: 'Dues' }).click();
  await expect(page.locator('.ProseMirror')).toContainText('at Dues');
  await hands.press('Control+Enter');
  await expect(page.getByText('Done, with 2 open items.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Open items' })).toContainText('2 open items in Dues');

  // Once all are finished, what is still open elsewhere is not passed over, and can be listed.
  await expect(page.locator('.ProseMirror')).toContainText('at Tide');
  await hands.press('Control+Enter');
  await expect(page.locator('.ProseMirror')).toContainText('at Quay');
  await hands.press('Control+Enter');
  const all = page.getByText('Done. No other document is unfinished, but one has open items.');
  await expect(all).toBeVisible();
  await page.getByRole('button', { name: 'Show in the list' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('Dues');
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
