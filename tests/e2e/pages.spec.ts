import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { newsPages } from '../support/news-pages.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';

test('a saved page is an article with its fields; another value that it states is taken by a click and undone', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Quay.postil'), join(folder, 'config')];
  const [page0] = newsPages();
  const metas =
    '<meta property="og:title" content="Storm shuts harbour"><meta name="author" content="The newsroom of the Sund Courier and all its correspondents">';
  writeFileSync(join(folder, 'quay.html'), (page0!.html as string).replace('</head>', `${metas}</head>`));
  await Cli.project(file, config, join(folder, 'quay.html'));
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const text = page.locator('.ProseMirror');
  await expect(text).toContainText(page0!.inside[0]!);
  for (const words of page0!.outside) await expect(text).not.toContainText(words);
  // The headline is part of the text; the title above it would be the same words again.
  await expect(page.getByRole('heading', { level: 1, name: page0!.title })).toHaveCount(0);

  await page.getByRole('tab', { name: 'Details' }).click();
  const title = page.getByRole('textbox', { name: 'Title' });
  await expect(title).toHaveValue(page0!.title);
  await expect(page.getByRole('list', { name: 'Byline: other values' })).toContainText('meta author');
  await inBothThemes(page, 'page-details');
  await page.getByRole('button', { name: /Storm shuts harbour/ }).click();
  await expect(title).toHaveValue('Storm shuts harbour');
  await expect(page.getByRole('heading', { level: 1, name: 'Storm shuts harbour' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(title).toHaveValue(page0!.title);
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
