import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeProject } from './desktop.ts';
import { Hands } from './first-hour.ts';
import { picture } from './looks.ts';

interface Served {
  readonly child: ChildProcess;
  readonly link: string;
  readonly said: () => string;
  stop(): Promise<void>;
}

async function serve(folder: string, file: string, port = 0): Promise<Served> {
  const child = spawn(process.execPath, ['dist/cli.mjs', 'serve', file, '--port', String(port)], {
    env: {
      ...process.env,
      POSTIL_HOME: folder,
      POSTIL_CONFIG: join(folder, 'config'),
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (said += piece));
  const link = () => /http:\/\/127\.0\.0\.1:\d+\/#t=\S+/.exec(said)?.[0] ?? '';
  await expect.poll(link, { timeout: 30_000 }).not.toBe('');
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await exited;
  };
  return { child, link: link(), said: () => said, stop };
}

function place(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  writeFileSync(
    join(folder, 'wall.txt'),
    'Title: The wall\nURL: https://news.example/the-wall\n\nMara Odell left the council of Brightwater on Monday.\n',
  );
  return { folder, file: join(folder, 'Wall.postil') };
}

test('a host that has stopped is told of, nothing written is lost, and its next start is taken up', async ({
  page,
}) => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const { folder, file } = place();
  await makeProject(file, join(folder, 'wall.txt'));
  let host = await serve(folder, file);
  const port = Number(new URL(host.link).port);
  const hands = new Hands(page);
  const saved = page.getByTestId('saved');
  const banner = page.getByTestId('connection');
  try {
    await page.goto(host.link);
    await hands.tag({ words: 'Mara Odell', key: 'p' });
    await hands.saved();
    await expect(saved).toContainText('Saved');
    await hands.press('Alt+n');
    await hands.type('Is she still');

    await host.stop();
    await expect(banner).toContainText('Postil has stopped');
    await expect(saved).toHaveText('Not connected: nothing is being saved');
    await picture(page, 'stopped-light');
    // The typed text stays, even after an attempt to store it.
    await hands.press('Enter');
    await expect(page.getByText('so nothing can be changed now')).toBeVisible();
    await expect(page.getByLabel('Note on the annotation')).toHaveValue('Is she still');
    await hands.type(' the mayor?');
    // A key that would change something shows a message and does nothing.
    await hands.press('Control+Enter');

    // A later start does not accept the page; opening the new link in the same tab is enough.
    host = await serve(folder, file, port);
    await expect(banner).toContainText('This link is no longer valid');
    await page.goto(host.link);
    await expect(banner).toBeHidden();
    await expect(page.getByLabel('Note on the annotation')).toHaveValue('Is she still the mayor?');
    await expect(page.getByTestId('counts')).toHaveText(/^1 span /);
    await page.getByLabel('Note on the annotation').press('Enter');
    await expect(page.getByText('Is she still the mayor?')).toBeVisible();
    await hands.saved();
    await expect(saved).toContainText('Saved');

    // A page without a token explains this instead of staying blank.
    const stranger = await page.context().newPage();
    await stranger.goto(new URL('/', host.link).href);
    await expect(stranger.getByTestId('connection')).toContainText('This link is no longer valid');
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('two hosts of one project tell of each other, in the terminal and in the window', async ({ page }) => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const { folder, file } = place();
  await makeProject(file, join(folder, 'wall.txt'));
  const first = await serve(folder, file);
  let second: Served | undefined;
  const banner = page.getByRole('region', { name: 'Other programs' });
  try {
    await page.goto(first.link);
    await expect(page.getByTestId('saved')).toBeVisible();
    await expect(banner).toBeHidden();
    second = await serve(folder, file);
    const [one, other] = [`the web host (pid ${first.child.pid})`, `the web host (pid ${second.child.pid})`];
    expect(second.said()).toContain(`The project is also open in ${one}.`);
    await expect(banner).toContainText(other);
    await expect.poll(first.said).toContain(`The project is also open in ${other}.`);
    await picture(page, 'other-host-light');
    const theirs = await page.context().newPage();
    await theirs.goto(second.link);
    await expect(theirs.getByRole('region', { name: 'Other programs' })).toContainText(one);
    await banner.getByRole('button', { name: 'Dismiss' }).click();
    await expect(banner).toBeHidden();
    await theirs.close();
    // A killed program sends no farewell.
    second.child.kill('SIGKILL');
    await expect.poll(first.said).toContain('No other program has the project open now.');
  } finally {
    second?.child.kill('SIGKILL');
    await first.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an article’s address is shown whole before it is opened', async ({ page }) => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const { folder, file } = place();
  await makeProject(file, join(folder, 'wall.txt'));
  const host = await serve(folder, file);
  try {
    await page.context().route('https://news.example/**', (route) => route.fulfill({ body: 'news' }));
    await page.goto(host.link);
    await page.getByRole('tab', { name: 'Details' }).click();
    const button = page.getByRole('button', { name: 'Open the address…' });
    await button.click();
    await expect(page.getByTestId('address')).toHaveText('https://news.example/the-wall');
    await picture(page, 'link-light');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('address')).toBeHidden();
    expect(page.context().pages()).toHaveLength(1);
    await button.click();
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Open in a new tab' }).click();
    await expect.poll(async () => (await opened).url()).toBe('https://news.example/the-wall');
    expect(await (await opened).evaluate(() => window.opener === null)).toBe(true);
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
