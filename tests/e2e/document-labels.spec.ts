import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { newsScheme } from '../../shared/presets/news.ts';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';

const choice = (label: string, options: string[]) => ({ kind: 'choice', name: 'value', label, options });
const scheme = {
  ...newsScheme,
  labels: [
    {
      name: 'topic',
      label: 'Topic',
      group: 'Content',
      many: true,
      value: choice('Topic', ['War', 'Aid', 'Trade']),
    },
    { name: 'relevance', label: 'Relevance', group: 'Use', value: choice('Relevance', ['high', 'low']) },
  ],
};

test('the labels of an article are set by letters, several of one, and filter the list', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Quay.postil'), join(folder, 'config')];
  for (const name of ['quay', 'pier'])
    writeFileSync(join(folder, `${name}.txt`), `Title: ${name}\n\nThe ${name} at dawn.\n`);
  writeFileSync(join(folder, 'scheme.json'), JSON.stringify(scheme));
  const project = await Cli.project(file, config, join(folder, 'quay.txt'), join(folder, 'pier.txt'));
  await project.run('scheme', '--replace', join(folder, 'scheme.json'));
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const { keyboard } = page;
  await expect(page.locator('.ProseMirror')).toContainText('at dawn');
  await page.locator('.ProseMirror').focus();

  await keyboard.press('#');
  const bar = page.getByTestId('label-bar');
  await expect(bar).toContainText('Topic');
  await keyboard.press('w');
  await keyboard.press('t');
  await expect(bar.getByRole('button', { name: 'War' })).toHaveAttribute('aria-pressed', 'true');
  await expect(bar.getByRole('button', { name: 'Trade' })).toHaveAttribute('aria-pressed', 'true');
  await keyboard.press('t');
  await expect(bar.getByRole('button', { name: 'Trade' })).toHaveAttribute('aria-pressed', 'false');
  await inBothThemes(page, 'document-labels');
  await page.setViewportSize({ width: 960, height: 640 });
  await inBothThemes(page, 'document-labels-small');
  await page.setViewportSize({ width: 1280, height: 800 });
  await keyboard.press('Enter');
  await expect(bar).toContainText('Relevance');
  await keyboard.press('h');
  await expect(bar).toBeHidden();
  const labels = page.getByRole('group', { name: 'Labels', exact: true });
  await expect(labels.getByRole('button', { name: 'War' })).toHaveAttribute('aria-pressed', 'true');
  await expect(labels.getByLabel('Relevance')).toHaveValue('high');

  // A group is hidden; its labels are no longer asked for.
  await labels.getByRole('button', { name: 'Use' }).press('Enter');
  await expect(labels.getByLabel('Relevance')).toBeHidden();

  // The list of articles by a label.
  const list = page.getByRole('listbox');
  await expect(list.getByRole('option')).toHaveCount(2);
  await page.getByLabel('Filter by label').selectOption({ label: 'Topic: War' });
  await expect(list.getByRole('option')).toHaveCount(1);
  await page.getByLabel('Filter by label').selectOption({ label: 'Topic: none yet' });
  await expect(list.getByRole('option')).toHaveCount(1);
  await page.getByLabel('Filter by label').selectOption('');
  await expect(list.getByRole('option')).toHaveCount(2);

  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
