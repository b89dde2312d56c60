import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { inBothThemes, picture } from './looks.ts';

test('a key is changed by keys: what it meant is told, it holds at once, and after a restart', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const config = join(folder, 'config');
  const place = { home: folder, config };
  let host = await startHost('web', place);
  let { page } = host;
  await expect(page.getByRole('heading', { name: /Postil/ }).first()).toBeVisible();

  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await inBothThemes(page, 'keys');

  // The theme switch has no key. Alt+P belongs to another action, which the editor reports before it reassigns the key.
  await page.keyboard.type('light and');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: /light and dark/ })).toBeFocused();
  await page.keyboard.press('Enter');
  const editor = page.getByRole('dialog', { name: 'Keys of: Switch between light and dark' });
  await expect(editor.getByRole('button', { name: 'Add a key' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('p');
  await expect(editor.getByRole('alert')).toContainText('types of the scheme');
  await editor.getByRole('button', { name: 'Add a key' }).press('Enter');
  await page.keyboard.press('Alt+p');
  await expect(editor.getByRole('alert')).toContainText('Tag every other occurrence');
  await picture(page, 'keys-conflict');
  await editor.getByRole('button', { name: 'Reassign it' }).press('Enter');
  await expect(editor.getByRole('list', { name: /^Keys of/ })).toContainText('Alt P');
  // A message says that only the desktop program receives this key.
  await editor.getByRole('button', { name: 'Add a key' }).press('Enter');
  await page.keyboard.press('F11');
  await expect(editor.getByRole('status')).toContainText('desktop program');
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: /light and dark/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
  const before = await theme();
  await page.keyboard.press('Alt+p');
  await expect.poll(theme).not.toBe(before);

  expect(host.errors()).toEqual([]);
  await host.close();
  const settings = JSON.parse(readFileSync(join(config, 'settings.json'), 'utf8')) as { keys: unknown };
  expect(settings.keys).toEqual({ 'theme.toggle': ['Alt+P', 'F11'], propagate: [] });

  host = await startHost('web', place);
  ({ page } = host);
  await expect(page.getByRole('heading', { name: /Postil/ }).first()).toBeVisible();
  const after = await theme();
  await page.keyboard.press('Alt+p');
  await expect.poll(theme).not.toBe(after);

  // All keys are reset.
  await page.keyboard.press('F1');
  const again = page.getByRole('dialog', { name: 'Keys' });
  await again.getByRole('button', { name: 'Reset all keys' }).press('Enter');
  await expect(again.getByRole('button', { name: /Tag every other occurrence/ })).toContainText('Alt P');
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
