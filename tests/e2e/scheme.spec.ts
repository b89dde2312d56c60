import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';

interface Listed {
  readonly spans: readonly { readonly type: string; readonly text: string }[];
}

test('a type is made, used, renamed, kept from deletion, and a version gone back to, by keys alone', async ({
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
  await expect(screen.getByRole('region', { name: 'The whole scheme' })).toBeVisible();
  await inBothThemes(page, 'scheme');

  // A type with a name, its own key, and a guideline in which HTML stays plain text.
  await screen.getByRole('button', { name: 'Add a type to Entities' }).press('Enter');
  const name = screen.getByLabel('Name', { exact: true });
  await expect(name).toHaveValue('NEW');
  await name.fill('SHIP');
  await keyboard.press('Enter');
  await expect(screen.getByRole('region', { name: 'type SHIP' })).toBeVisible();
  const key = screen.getByLabel('Key', { exact: true });
  await key.focus();
  await keyboard.press('p');
  await expect(screen.getByRole('alert')).toHaveText('P is the key of Person.');
  await keyboard.press('z');
  await expect(key).toHaveValue('Z');
  await screen.getByRole('button', { name: 'Write…' }).press('Enter');
  await keyboard.type('Ships *by name*. <img src=x onerror=alert(1)>');
  await inBothThemes(page, 'scheme-type');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(screen.getByRole('region', { name: 'Guideline' }).locator('em')).toHaveText('by name');
  await expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeVisible();

  // The new type can be used for tagging at once.
  await keyboard.press('Alt+Shift+A');
  const text = page.locator('.ProseMirror');
  await text.focus();
  await keyboard.press('Control+Home');
  for (let n = 0; n < 2; n++) await keyboard.press('Control+ArrowRight');
  await keyboard.press('ArrowRight');
  await keyboard.press('z');
  const spans = async () =>
    (await project.run<Listed>('list', 'spans')).spans.map((span) => `${span.type} ${span.text}`);
  await expect.poll(spans).toEqual(['SHIP Morven']);

  // A type in use cannot be deleted; if it is renamed, the span has the new name.
  await keyboard.press('Alt+Shift+S');
  await expect(screen.getByTestId('uses')).toContainText('1 span in 1 document');
  await screen.getByRole('button', { name: 'Delete this type' }).press('Enter');
  await expect(screen.getByRole('alert')).toContainText('1 span in 1 document');
  await inBothThemes(page, 'scheme-refused');
  await name.fill('VESSEL');
  await name.press('Enter');
  await expect(screen.getByRole('region', { name: 'type VESSEL' })).toBeVisible();
  expect(await spans()).toEqual(['VESSEL Morven']);

  // Exported as JSON; then the list of versions, and a return to the one before the new name.
  await screen.getByRole('button', { name: 'Export…' }).press('Enter');
  await page
    .getByRole('dialog', { name: 'Export the scheme' })
    .getByRole('button', { name: 'Export' })
    .press('Enter');
  const said = page.getByText(/Saved version \d+ of the scheme to /);
  await expect(said).toBeVisible();
  const path = / of the scheme to (.*)\.$/.exec((await said.textContent()) ?? '')![1]!;
  const written = JSON.parse(readFileSync(path, 'utf8')) as { types: { name: string }[] };
  expect(written.types.map((type) => type.name)).toContain('VESSEL');
  await screen.getByRole('button', { name: 'Versions' }).press('Enter');
  const versions = page.getByRole('dialog', { name: 'Versions of the scheme' });
  await expect(versions.getByText('current', { exact: true })).toBeVisible();
  await inBothThemes(page, 'scheme-versions');
  await versions.getByRole('button', { name: 'Restore this version' }).first().press('Enter');
  await expect(page.getByText(/Version \d+ of the scheme was restored/)).toBeVisible();
  await keyboard.press('Escape');
  await expect.poll(spans).toEqual(['SHIP Morven']);
  await screen.getByRole('button', { name: 'The whole scheme' }).focus();
  await keyboard.press('Control+z');
  await expect.poll(spans).toEqual(['VESSEL Morven']);

  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
