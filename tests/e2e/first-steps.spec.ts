import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';

test('the sample project opens with three first steps, which never come back once left; the guide is a key away', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Sample.postil'), join(folder, 'config')];
  const cli = new Cli(file, config);
  await cli.run('new');
  await cli.run('import', 'resources/sample/sample.jsonl');
  const host = await startHost('web', { home: folder, config, file });
  const steps = () => host.page.getByRole('region', { name: 'First steps' });
  await expect(steps().getByRole('listitem')).toHaveCount(3);
  await inBothThemes(host.page, 'first-steps');
  await steps().getByRole('button', { name: 'Got it' }).press('Enter');
  await expect(steps()).toBeHidden();
  await host.restart(file);
  await expect(host.page.locator('.ProseMirror')).toBeVisible();
  await expect(steps()).toBeHidden();

  // The guide shows the current keys and can be searched.
  await host.page.keyboard.press('Shift+F1');
  const guide = host.page.getByRole('main', { name: 'Guide' });
  await expect(guide.getByRole('heading', { name: 'Record a claim: who says what' })).toBeVisible();
  await expect(guide).toContainText('Ctrl+Enter marks the article as done');
  await inBothThemes(host.page, 'guide');
  await expect(guide.getByRole('searchbox')).toBeFocused();
  await host.page.keyboard.type('transliterations');
  await expect(guide.getByRole('article')).toHaveCount(1);
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
