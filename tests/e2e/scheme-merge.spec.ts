import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';

interface Listed {
  readonly spans: readonly { readonly type: string; readonly text: string }[];
}

test('a type is merged into another by keys, with a dry run and a question about duplicates', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Quay.postil'), join(folder, 'config')];
  writeFileSync(join(folder, 'quay.txt'), 'Title: Quay\n\nThe ministry left the harbour at dawn.\n');
  const project = await Cli.project(file, config, join(folder, 'quay.txt'));
  const annotate = (type: string, span: string) =>
    project.run('annotate', '--document', 'quay.txt', '--type', type, '--span', span);
  await annotate('ORG', '4:12');
  await annotate('GPE', '4:12');
  await annotate('ORG', '22:29');
  const spans = async () =>
    (await project.run<Listed>('list', 'spans')).spans.map((span) => `${span.type} ${span.text}`).sort();
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  await page.setViewportSize({ width: 960, height: 640 });
  await expect(page.locator('.ProseMirror')).toContainText('ministry');
  await page.keyboard.press('Alt+Shift+S');
  const screen = page.getByRole('main', { name: 'Scheme' });
  await screen.getByRole('button', { name: /^Organisation/ }).press('Enter');
  await screen.getByRole('button', { name: 'Merge into…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Merge ORG into another' });
  await dialog.getByLabel('Into').selectOption('GPE');
  const effect = dialog.getByTestId('effect');
  await expect(effect).toContainText('2 annotations in 1 article would change');
  await expect(effect.locator('mark')).toHaveText(['ministry', 'harbour']);
  await expect(dialog).toContainText('1 place would have two spans on the same words.');
  await expect(dialog.getByRole('radio', { name: 'Keep one' })).toBeChecked();
  await inBothThemes(page, 'scheme-merge');
  await dialog.getByRole('button', { name: 'Merge', exact: true }).press('Enter');
  await expect(screen.getByRole('region', { name: 'type GPE' })).toBeVisible();
  expect(await spans()).toEqual(['GPE harbour', 'GPE ministry']);
  await page.keyboard.press('Control+z');
  await expect.poll(spans).toEqual(['GPE ministry', 'ORG harbour', 'ORG ministry']);
  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

test('values are renamed and merged, attributes and slots merged, and a slot moved, by keys', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Quay.postil'), join(folder, 'config')];
  writeFileSync(join(folder, 'quay.txt'), 'Title: Quay\n\nThe ministry said the harbour was closed.\n');
  const project = await Cli.project(file, config, join(folder, 'quay.txt'));
  const annotate = (type: string, span: string, ...more: string[]) =>
    project.run('annotate', '--document', 'quay.txt', '--type', type, '--span', span, ...more);
  await annotate('ORG', '4:12', '--attr', 'mention=nominal');
  await annotate('ORG', '22:29', '--attr', 'mention=name');
  const values = async () =>
    (
      await project.run<{ spans: readonly { attributes: { mention?: string } }[] }>('list', 'spans')
    ).spans.map(({ attributes }) => attributes.mention);
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.locator('.ProseMirror')).toContainText('ministry');
  await page.keyboard.press('Alt+Shift+S');
  const screen = page.getByRole('main', { name: 'Scheme' });
  await screen.getByRole('button', { name: /^Organisation/ }).press('Enter');
  const attribute = screen.getByRole('region', { name: 'Attributes' }).locator('details').first();
  await attribute.locator('summary').first().press('Enter');

  // A value gets another name where it stands in the list.
  const name = attribute.getByLabel('Name of the value nominal');
  await name.fill('common noun');
  await name.press('Enter');
  await expect.poll(values).toEqual(['common noun', 'name']);
  await inBothThemes(page, 'scheme-values');

  // It is merged into another one, with the dry run, and one undo brings it back.
  await attribute.getByRole('button', { name: 'Merge common noun into…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Merge the value common noun of ORG · mention' });
  await dialog.getByLabel('Into').selectOption('name');
  await expect(dialog.getByTestId('effect')).toContainText('1 annotation in 1 article would change');
  await expect(dialog.getByTestId('effect').locator('mark')).toHaveText('ministry');
  await inBothThemes(page, 'scheme-merge-value');
  await dialog.getByRole('button', { name: 'Merge', exact: true }).press('Enter');
  await expect.poll(values).toEqual(['name', 'name']);
  await expect(attribute.getByLabel('Name of the value common noun')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect.poll(values).toEqual(['common noun', 'name']);

  // A slot of a claim is merged into another one, and one is moved to another type.
  await screen
    .getByRole('button', { name: /^Claim/ })
    .first()
    .press('Enter');
  const slots = screen.getByRole('region', { name: 'Slots' }).locator('> details');
  const before = await slots.count();
  await slots.last().locator('summary').first().press('Enter');
  await slots.last().getByRole('button', { name: 'Merge the slot into…' }).press('Enter');
  const merging = page.getByRole('dialog', { name: /^Merge CLAIM · / });
  await expect(merging.getByTestId('effect')).toContainText('No annotation changes.');
  await merging.getByRole('button', { name: 'Merge', exact: true }).press('Enter');
  await expect(slots).toHaveCount(before - 1);
  await page.keyboard.press('Control+z');
  await expect(slots).toHaveCount(before);
  await slots.last().locator('summary').first().press('Enter');
  await slots.last().getByText('Advanced changes').press('Enter');
  await slots.last().getByRole('button', { name: 'Move it to another type…' }).press('Enter');
  const moving = page.getByRole('dialog', { name: /^Move the slot CLAIM · / });
  await inBothThemes(page, 'scheme-move-slot');
  await moving.getByRole('button', { name: 'Move', exact: true }).press('Enter');
  await expect(slots).toHaveCount(before - 1);
  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
