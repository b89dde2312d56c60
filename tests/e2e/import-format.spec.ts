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

const TEXT = 'The trawler Morven left the quay of Vell.';

test('the recognised format is shown, and files and pasted text are read as another one', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Quay.postil'), join(folder, 'config')];
  const article = join(folder, 'quay.txt');
  writeFileSync(article, 'Title: Quay\n\nMara Odell waited on the quay of Brightwater.\n');
  const project = await Cli.project(file, config, article);
  writeFileSync(
    join(folder, 'two.jsonl'),
    JSON.stringify({
      text: TEXT,
      spans: [{ start: 12, end: 18, label: 'BOAT' }],
    }) + '\n',
  );
  writeFileSync(join(folder, 'harbour.rst'), 'The harbour of Vell is closed.\n');
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const spans = async () =>
    (await project.run<Listed>('list', 'spans')).spans.map(({ type, text }) => `${type} ${text}`).sort();
  const documents = async () =>
    (await project.run<{ documents: { name: string }[] }>('list', 'documents')).documents
      .map(({ name }) => name)
      .sort();
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files…' }).click();
    await (await chooser).setFiles(join(folder, name));
  };
  const format = page.getByRole('dialog').getByRole('combobox', { name: 'Format' });
  await expect(page.locator('.ProseMirror')).toContainText('Brightwater');

  // Read as recognised, the names are unknown; nothing has been imported yet. Another format refuses the file.
  await choose('two.jsonl');
  await expect(page.getByRole('dialog', { name: 'Names that are not in your scheme' })).toContainText('BOAT');
  await expect(format.locator('option:checked')).toHaveText('spaCy / Prodigy JSONL (recognised)');
  await inBothThemes(page, 'import-format');
  await format.selectOption({ label: 'doccano JSONL' });
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(
    'This looks like spaCy or Prodigy JSONL',
  );
  await format.selectOption({ label: 'spaCy / Prodigy JSONL (recognised)' });
  await expect(page.getByRole('dialog', { name: 'Names that are not in your scheme' })).toContainText('BOAT');
  await page.keyboard.press('Escape');
  expect(await documents()).toEqual(['quay.txt']);

  // No format recognises the name of this file; the analyst does.
  await choose('harbour.rst');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(
    'It is not clear what harbour.rst is',
  );
  await expect(format.locator('option:checked')).toHaveText('not recognised');
  await format.selectOption({ label: 'Text article' });
  await expect(page.getByTestId('import-report')).toContainText('1 document');
  await page.keyboard.press('Escape');
  expect(await documents()).toEqual(['harbour.rst', 'quay.txt']);

  // A pasted answer of a chat model names no article: it belongs to the open one.
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const paste = page.getByRole('dialog', { name: 'Import articles' });
  await paste.getByLabel('Article').fill('[{"text": "Mara Odell", "type": "PERSON"}]');
  await format.selectOption({ label: 'Extractions of a model (JSON)' });
  await expect(paste).toContainText('“Quay”');
  await inBothThemes(page, 'import-paste');
  await paste.getByRole('button', { name: 'Import the text' }).click();
  await expect(page.getByTestId('import-report')).toContainText('1 span');
  await page.keyboard.press('Escape');
  expect(await spans()).toEqual(['PERSON Mara Odell']);
  expect(await documents()).toHaveLength(2);

  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
