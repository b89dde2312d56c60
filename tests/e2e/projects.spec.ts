import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

test('projects are renamed, copied and moved to the trash by their menus, and the start screen shows their progress', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [home, config] = [join(folder, 'home'), join(folder, 'config')];
  mkdirSync(home);
  writeFileSync(join(folder, 'wall.txt'), 'Title: The wall\n\nMara Odell left the council of Brightwater.\n');
  writeFileSync(join(folder, 'rain.txt'), 'Title: Rain\n\nIt rained in Selvik.\n');
  await Cli.project(join(home, 'Harbour.postil'), config);
  await Cli.project(
    join(home, 'Ministers.postil'),
    config,
    join(folder, 'wall.txt'),
    join(folder, 'rain.txt'),
  );
  const file = (name: string) => join(home, `${name}.postil`);
  const host = await startHost('web', { home, config, file: file('Ministers') });
  const { page } = host;
  const hands = new Hands(page);
  await expect(page.locator('.ProseMirror')).toBeVisible();

  // The name opens a menu, and does not close the project.
  const name = page.getByRole('button', { name: 'Project: Ministers' });
  await name.click();
  const menu = page.getByRole('menu', { name: 'Project: Ministers' });
  await expect(menu.getByRole('menuitem', { name: 'Open Harbour' })).toBeVisible();
  await inBothThemes(page, 'project-menu');
  await hands.press('Escape');
  await expect(menu).toBeHidden();
  await expect(page.locator('.ProseMirror')).toBeVisible();

  // A name that exists, and one with a sign that no file may have, are refused in the dialog; the project stays open.
  const rename = async () => {
    await page.getByRole('button', { name: /^Project: / }).press('Enter');
    await page.getByRole('menuitem', { name: 'Rename…' }).press('Enter');
    await expect(page.getByRole('textbox', { name: 'New name' })).toBeFocused();
  };
  await page.getByRole('option', { name: /Rain/ }).click();
  await rename();
  await page.getByRole('textbox', { name: 'New name' }).fill('Harbour');
  await hands.press('Enter');
  await expect(page.getByRole('dialog')).toContainText(`There is already a project ${file('Harbour')}`);
  await picture(page, 'project-rename');
  await page.getByRole('textbox', { name: 'New name' }).fill('What?');
  await hands.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('cannot contain');
  await page.getByRole('textbox', { name: 'New name' }).fill('Cabinet 2025');
  await hands.press('Enter');
  await expect(page.getByRole('button', { name: 'Project: Cabinet 2025' })).toBeVisible();
  // Still at the same article.
  await expect(page.locator('.ProseMirror')).toContainText('It rained');
  expect([existsSync(file('Ministers')), existsSync(file('Cabinet 2025'))]).toEqual([false, true]);

  // One of two articles is done; the start screen says so after the project is closed.
  await hands.press('Control+Enter');
  await hands.saved();
  await page.getByRole('button', { name: 'Project: Cabinet 2025' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Close project' }).press('Enter');
  const row = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  await expect(row('Cabinet 2025')).toContainText('1 of 2 done');
  await expect(page.getByRole('button', { name: 'Open the sample' })).toBeVisible();
  await inBothThemes(page, 'start-screen');
  await page.setViewportSize({ width: 960, height: 640 });
  await picture(page, 'start-screen-960');
  await page.setViewportSize({ width: 1280, height: 800 });

  // A copy, then to the trash, all by keys.
  const choose = async (title: string, item: string) => {
    await page.getByRole('button', { name: `More: ${title}`, exact: true }).press('Enter');
    await page.getByRole('menuitem', { name: item, exact: true }).press('Enter');
  };
  await choose('Cabinet 2025', 'Duplicate');
  await expect(row('Cabinet 2025 copy')).toBeVisible();
  await choose('Cabinet 2025 copy', 'Move to the trash…');
  const dialog = page.getByRole('dialog', { name: /Move “Cabinet 2025 copy” to the trash/ });
  await expect(dialog).toContainText('.trash');
  await picture(page, 'project-trash');
  await expect(dialog.getByRole('button', { name: 'Move to the trash' })).toBeFocused();
  await hands.press('Enter');
  await expect(row('Cabinet 2025 copy')).toHaveCount(0);
  expect(existsSync(join(home, '.trash', 'Cabinet 2025 copy.postil'))).toBe(true);
  await expect(page.getByRole('log')).toContainText('in the trash');

  // The sample is made when it is opened first.
  await page.getByRole('button', { name: 'Open the sample' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Project: Sample' })).toBeVisible();
  await expect(page.locator('.ProseMirror')).toBeVisible();

  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a new project asks for its name, the analyst, the folder and the scheme in one dialog', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [home, config] = [join(folder, 'home'), join(folder, 'config')];
  mkdirSync(home);
  writeFileSync(join(home, 'Taken.postil'), '');
  const scheme = join(folder, 'scheme.json');
  const types = [{ name: 'SHIP', label: 'Ship', layer: 'all', hue: 200, key: 's' }];
  writeFileSync(scheme, JSON.stringify({ name: 'Harbour', layers: [{ name: 'all', label: 'All' }], types }));
  writeFileSync(join(folder, 'broken.json'), '{"name": "Broken"');
  const host = await startHost('web', { home, config });
  const { page } = host;
  const hands = new Hands(page);
  await page.getByRole('button', { name: 'New project' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New project' });
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused();
  await expect(dialog).toContainText(home);

  // The types of the chosen scheme are shown before the project is made.
  const preview = dialog.getByRole('group', { name: 'Types of the scheme' });
  await expect(preview).toContainText('Person');
  // The types have their colours, though no project is open.
  const colours = await preview
    .locator('span')
    .evaluateAll((types) => new Set(types.map((type) => getComputedStyle(type).backgroundColor)).size);
  expect(colours).toBeGreaterThan(5);
  await inBothThemes(page, 'new-project');
  await dialog.getByRole('radio', { name: /Blank/i }).check();
  await expect(preview).not.toContainText('Person');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Use a scheme from a file…' }).click();
  await (await chooser).setFiles(join(folder, 'broken.json'));
  await expect(dialog.getByRole('alert')).toContainText('not valid JSON');
  await dialog.getByLabel('File with a scheme').setInputFiles(scheme);
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect(dialog.getByRole('radio', { name: /Harbour/ })).toBeChecked();
  await expect(preview).toHaveText('Ship');
  await picture(page, 'new-project-file');

  // A name that exists is refused in the dialog, which keeps everything.
  await dialog.getByLabel('Your name').fill('Ilse Haldorén');
  await dialog.getByLabel('Name', { exact: true }).fill('Taken');
  await hands.press('Enter');
  await expect(dialog).toContainText('There is already a project');
  await dialog.getByLabel('Name', { exact: true }).fill('Ships');
  await page.setViewportSize({ width: 960, height: 640 });
  await picture(page, 'new-project-960');
  await dialog.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByRole('button', { name: 'Project: Ships' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'IH: your profile, Ilse Haldorén' })).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(existsSync(join(home, 'Ships.postil'))).toBe(true);
  await hands.press('Alt+Shift+S');
  await expect(page.getByRole('navigation', { name: 'Parts of the scheme' })).toContainText('Ship');

  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
