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
  await expect(dialog.getByRole('status')).toContainText('2 annotations in 1 document');
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await expect(dialog).toContainText('1 place would have two spans on the same words.');
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
