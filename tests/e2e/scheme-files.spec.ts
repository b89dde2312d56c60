import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';

test('a scheme goes out as a table and a brat configuration and comes back edited, by keys', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Quay.postil'), join(folder, 'config')];
  writeFileSync(join(folder, 'quay.txt'), 'Title: Quay\n\nThe trawler Morven left the quay at dawn.\n');
  const project = await Cli.project(file, config, join(folder, 'quay.txt'));
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const { keyboard } = page;
  await expect(page.locator('.ProseMirror')).toContainText('Morven');
  await keyboard.press('Alt+Shift+S');
  const screen = page.getByRole('main', { name: 'Scheme' });

  const saved = async (format: string) => {
    await screen.getByRole('button', { name: 'Export…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Export the scheme' });
    await dialog.getByRole('radio', { name: format }).focus();
    await keyboard.press('Space');
    await dialog.getByRole('button', { name: 'Export' }).focus();
    if (format === 'CSV') await inBothThemes(page, 'scheme-export');
    await keyboard.press('Enter');
    // The message of an earlier export may still be there.
    const ending = format === 'CSV' ? 'csv' : 'conf';
    const said = page.getByText(new RegExp(`Saved version \\d+ of the scheme to .*\\.${ending}\\.$`)).last();
    await expect(said).toBeVisible();
    const path = / of the scheme to (.*)\.$/.exec((await said.textContent()) ?? '')![1]!;
    return { dialog, path };
  };

  // A table: what it has no columns for is listed.
  const { dialog, path } = await saved('CSV');
  await expect(dialog).toContainText('things of the scheme');
  await expect(dialog.getByRole('region', { name: 'Changes' })).toContainText('CLAIM · epistemic');
  await inBothThemes(page, 'scheme-not-held');
  await keyboard.press('Enter');

  // Edited in a spreadsheet: a type has another name and stands under another one.
  const rows = readFileSync(path, 'utf8').replace('type,VEHICLE,Vehicle,', 'type,CRAFT,Craft,');
  const parent = rows.replace(/(type,WEAPON,[^,]*,[^,]*,[^,]*,)/, '$1PRODUCT');
  writeFileSync(join(folder, 'edited.csv'), parent);
  await page.locator('input[type="file"][accept*=".xlsx"]').setInputFiles(join(folder, 'edited.csv'));
  const incoming = page.getByRole('dialog', { name: 'Import the scheme “News”' });
  await expect(incoming).toContainText('type renamed from VEHICLE to CRAFT');
  await expect(incoming).toContainText('WEAPON: moved under PRODUCT');
  await expect(incoming).toContainText('3 changes');
  await inBothThemes(page, 'scheme-import');
  await incoming.getByRole('button', { name: 'Import the scheme' }).press('Enter');
  await expect(screen.getByRole('navigation', { name: 'Parts of the scheme' })).toContainText('Craft');

  // A brat configuration is a folder of its own.
  const brat = await saved('brat configuration');
  await keyboard.press('Escape');
  expect(readFileSync(brat.path, 'utf8')).toContain('\nPRODUCT\n\tWEAPON\n');
  expect(readFileSync(join(dirname(brat.path), 'kb_shortcuts.conf'), 'utf8')).toContain('P\tPERSON\n');
  const names = ['annotation.conf', 'visual.conf', 'kb_shortcuts.conf'];
  await page
    .locator('input[type="file"][accept*=".xlsx"]')
    .setInputFiles(names.map((name) => join(dirname(brat.path), name)));
  await expect(incoming).toContainText('This project already has this scheme');
  await expect(incoming).toContainText('What brat’s configuration cannot hold stays as it is');
  await keyboard.press('Escape');
  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
