import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ASKED_AS, handOver, NO_READ_ONLY } from '../support/read-only-place.ts';
import { watch } from '../support/hosts/watch.ts';
import { ARTICLE, makeProject } from './desktop.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

const WORDS = 'You can read, search and export, but not change anything.';

test('a project that can only be read is read, says why nothing can be changed, and is copied', async ({
  page,
}) => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  test.skip(NO_READ_ONLY !== null, NO_READ_ONLY ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const locked = join(folder, 'all', 'locked');
  const [home, config] = [join(folder, 'all', 'home'), join(folder, 'all', 'config')];
  for (const each of [locked, home, config]) mkdirSync(each, { recursive: true });
  const file = join(locked, 'Wall.postil');
  await makeProject(file, ARTICLE);
  handOver(join(folder, 'all'));
  chmodSync(folder, 0o755);
  chmodSync(file, 0o444);
  chmodSync(locked, 0o555);
  const before = readFileSync(file);

  const host = spawn(process.execPath, ['dist/cli.mjs', 'serve', file], {
    ...ASKED_AS,
    env: {
      ...process.env,
      HOME: home,
      POSTIL_HOME: home,
      POSTIL_CONFIG: config,
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(host, 'exit');
  let said = '';
  host.stderr.setEncoding('utf8').on('data', (piece: string) => (said += piece));
  const link = () => /http:\/\/127\.0\.0\.1:\d+\/#t=\S+/.exec(said)?.[0] ?? '';
  const errors: string[] = [];
  watch(page, errors);
  const hands = new Hands(page);
  try {
    await expect.poll(link, { message: said, timeout: 30_000 }).not.toBe('');
    await page.goto(link());
    const banner = page.getByRole('region', { name: 'Location of the project' });
    await expect(banner).toContainText(WORDS);
    await expect(page.getByTestId('saved')).toHaveText('Read-only');
    await expect(page.getByTestId('counts')).toHaveText(/^0 spans /);

    // The types are disabled, and the reason is given.
    const types = page.getByRole('toolbar', { name: 'Types' }).getByRole('button');
    await expect(types.first()).toHaveAttribute('aria-disabled', 'true');
    await expect(types.first()).toHaveAttribute('title', new RegExp(WORDS));

    // Letters, capital letters, a click in the bar, Done and undo do nothing, and one message gives the reason.
    const told = page.getByRole('log').getByText(WORDS);
    await hands.toStart();
    await hands.press('p', 'Shift+P', 'o', 'Control+Enter', 'Control+z', 'Alt+n', 'Alt+c');
    await types.first().click({ force: true });
    await expect(told).toHaveCount(1);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(told).toHaveCount(0);
    await hands.press('p');
    await expect(told).toHaveCount(1);
    await expect(page.getByTestId('counts')).toHaveText(/^0 spans /);
    await expect(page.getByTestId('status')).toHaveText('new');

    // Controls that would write are disabled.
    await page.getByRole('tab', { name: 'Details' }).click();
    for (const name of ['Done', 'Skip…', /^Add…/, /^Delete/, 'Import'])
      await expect(page.getByRole('button', { name, exact: true }).first()).toBeDisabled();
    await expect(page.getByLabel('Byline')).toBeDisabled();
    await inBothThemes(page, 'read-only');
    await page.setViewportSize({ width: 960, height: 640 });
    await picture(page, 'read-only-960');
    await page.setViewportSize({ width: 1280, height: 800 });

    // The palette offers only commands that do not write.
    await hands.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Search or command' })).toBeVisible();
    await hands.type('document');
    await expect(page.getByRole('menuitem', { name: /^Next document/ })).toBeVisible();
    await hands.press('Control+a');
    await hands.type('done');
    await expect(page.getByRole('menuitem', { name: /^Mark done/ })).toHaveCount(0);
    await hands.press('Escape');

    // The same applies to other screens.
    await hands.press('Alt+Shift+S');
    await expect(page.getByRole('main', { name: 'Scheme' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add a relation' })).toBeDisabled();
    await expect(page.getByRole('button', { name: 'Export…', exact: true })).toBeEnabled();
    await inBothThemes(page, 'read-only-scheme');
    await hands.press('Alt+Shift+A');

    expect(readFileSync(file)).toEqual(before);
    await banner.getByRole('button', { name: 'Work on a local copy' }).click();
    await expect(page.getByText('You are now working on a copy')).toBeVisible();
    await expect(banner).toBeHidden();
    await expect(types.first()).not.toHaveAttribute('aria-disabled');
    await hands.toStart();
    await hands.press('p');
    await expect(page.getByTestId('counts')).toHaveText(/^1 span /);
    await hands.saved();
    expect(existsSync(join(home, 'Wall.postil'))).toBe(true);
    expect(readFileSync(file)).toEqual(before);
    expect(errors).toEqual([]);
  } finally {
    if (host.exitCode === null) {
      host.kill('SIGTERM');
      await exited;
    }
    chmodSync(locked, 0o755);
    rmSync(folder, { recursive: true, force: true });
  }
});
