import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { ARTICLE, makeProject } from './desktop.ts';
import { inBothThemes } from './looks.ts';

test('a project in a synced folder is warned of, copied or left there', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [home, config, synced] = [join(folder, 'home'), join(folder, 'config'), join(folder, 'Dropbox')];
  mkdirSync(synced);
  const file = join(synced, 'Wall.postil');
  await makeProject(file, ARTICLE);
  const { stderr } = spawnSync(process.execPath, ['dist/cli.mjs', 'info', file], {
    encoding: 'utf8',
    env: { ...process.env, POSTIL_CONFIG: config },
  });
  expect(stderr.match(/is in a Dropbox folder/g)).toHaveLength(1);

  const host = await startHost('web', { home, config, file });
  const warning = () => host.page.getByRole('region', { name: 'Location of the project' });
  await expect(warning()).toContainText('Wall.postil is in a Dropbox folder');
  await inBothThemes(host.page, 'synced-folder');
  await host.page.getByRole('button', { name: 'Work on a local copy' }).click();
  await expect(host.page.getByText('You are now working on a copy')).toBeVisible();
  await expect(host.page.getByTestId('published')).toBeVisible();
  await expect(warning()).toBeHidden();
  expect(existsSync(join(home, 'Wall.postil'))).toBe(true);

  await host.restart(file);
  await host.page.getByRole('button', { name: 'Keep it there' }).click();
  await expect(warning()).toBeHidden();
  await host.restart(file);
  await expect(host.page.getByTestId('published')).toBeVisible();
  await expect(warning()).toBeHidden();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
