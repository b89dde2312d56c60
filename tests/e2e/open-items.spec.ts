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
