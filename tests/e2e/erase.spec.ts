import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes } from './looks.ts';

/** Returns whether a project, with its journal file and its backups, contains these words. */
function holds(folder: string, words: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.postil(-wal|-shm)?$/.test(name))
    .some((name) => readFileSync(join(folder, name)).includes(words));
}

test('an article is deleted for good from the trash, and the names of an entity from its page', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Quarry.postil'), join(folder, 'config')];
  writeFileSync(join(folder, 'quarry.txt'), 'Oddny Grimsdotter denied that the quarrystone ledger exists.');
  writeFileSync(join(folder, 'harbour.txt'), 'Bo Ek asked Oddny Grimsdotter about the harbour.');
  const cli = new Cli(file, config);
  await cli.run('new');
  await cli.run('import', join(folder, 'quarry.txt'), join(folder, 'harbour.txt'));
  await cli.run('backup');
  await cli.run('export', join(folder, 'handed-out'), '--format', 'csv');
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const hands = new Hands(page);
  const dialog = page.getByRole('dialog');
  await expect(page.locator('.ProseMirror')).toContainText('quarrystone');

  // The article is moved to the trash and erased from there: the words must be typed to confirm.
  await hands.command('Move this article to the trash');
  await expect(page.locator('.ProseMirror')).toContainText('harbour');
  await hands.command('Trash: deleted articles');
  await dialog.getByRole('button', { name: /^Delete for good… quarry.txt/ }).press('Enter');
  await expect(dialog).toContainText('which is in the trash');
  await expect(dialog).toContainText(join(folder, 'handed-out'));
  await inBothThemes(page, 'erase-article');
  const typed = dialog.getByRole('textbox', { name: /delete for good/ });
  await expect(typed).toBeFocused();
  await hands.press('Enter');
  await expect(dialog).toBeVisible();
  expect(holds(folder, 'quarrystone')).toBe(true);
  await hands.type('delete for good');
  await hands.press('Enter');
  await expect(page.getByText('The article was deleted for good, also from 1 backup.')).toBeVisible();
  await expect(page.locator('.ProseMirror')).toContainText('harbour');

  // A person is linked and all names of the entity are erased; the annotation stays.
  await hands.tag({ words: 'Oddny Grimsdotter', key: 'p' });
  await hands.press('Alt+l');
  await expect(page.getByRole('option', { name: 'New entity “Oddny Grimsdotter”' })).toBeVisible();
  await hands.press('Enter');
  await expect(page.getByRole('button', { name: 'Unlink Oddny Grimsdotter' })).toBeVisible();
  await hands.saved();
  await hands.press('Alt+o');
  await page.getByRole('tab', { name: 'Details' }).press('Enter');
  await page.getByRole('button', { name: 'Delete its names for good' }).press('Enter');
  await expect(dialog.getByRole('checkbox', { name: /Oddny Grimsdotter/ })).toBeChecked();
  await inBothThemes(page, 'erase-names');
  await expect(typed).toBeFocused();
  await hands.type('delete for good');
  await hands.press('Enter');
  await expect(page.getByText(/The names were deleted for good/)).toBeVisible();
  await expect(page.locator('.ProseMirror')).toContainText(
    'Bo Ek asked █████ ███████████ about the harbour.',
  );
  await expect(page.getByTestId('counts')).toContainText('1 span');
  expect(host.errors()).toEqual([]);
  await host.close();
  for (const words of ['quarrystone', 'Grimsdotter', 'grimsdotter'])
    expect(holds(folder, words), words).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});
