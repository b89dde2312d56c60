import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { ARTICLE, makeProject } from './desktop.ts';
import { picture } from './looks.ts';

test('the token stands in no address, no argument of a process and no file that outlives the link', async ({
  browserName: _,
}, info) => {
  test.skip(process.platform !== 'linux', 'needs Linux, whose /proc it reads');
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  // A fake browser that only records its arguments.
  const [browser, noted] = [join(folder, 'chromium'), join(folder, 'noted')];
  writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > ${noted}.partial\nmv ${noted}.partial ${noted}\n`);
  chmodSync(browser, 0o755);
  const program = spawn(process.execPath, ['dist/cli.mjs', 'serve'], {
    env: {
      ...process.env,
      PATH: [folder, process.env['PATH']].join(delimiter),
      DISPLAY: ':99',
      POSTIL_HOME: folder,
      POSTIL_CONFIG: join(folder, 'config'),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  program.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await expect.poll(() => existsSync(noted)).toBe(true);
  const token = /#t=(\S+)/.exec(said)![1]!;
  expect(token.length).toBeGreaterThanOrEqual(43);

  expect(commandLines().filter((line) => line.includes(token))).toEqual([]);
  const [, url = ''] = /^--app=(file:.*)$/m.exec(readFileSync(noted, 'utf8')) ?? [];
  const file = fileURLToPath(url);
  expect(readFileSync(file, 'utf8')).toContain(token);
  expect(statSync(file).mode & 0o077).toBe(0);

  const gone = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGTERM');
  await gone;
  expect(existsSync(file)).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});

test('the page is closed to the world: its headers, its address, and what it asks for', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const host = await startHost('web', { home: folder, config: join(folder, 'config') });
  const { page } = host;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.reload();
  await expect(page.getByRole('button', { name: 'New project' })).toBeVisible();

  const origin = new URL(page.url()).origin;
  // The link's fragment is removed from the address; a reload in the same tab still has the token.
  expect(page.url()).toBe(`${origin}/`);
  expect(asked.filter((url) => !url.startsWith(`${origin}/`))).toEqual([]);
  expect(asked.filter((url) => /[?&#]t=/.test(url))).toEqual([]);

  const { headers } = await fetch(`${origin}/`);
  expect(headers.get('content-security-policy')?.replace(/'nonce-[^']+'/, 'NONCE')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' NONCE; img-src 'self' blob: data:; font-src 'self'; " +
      "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toBe('no-store');

  // Another start has another token.
  await host.restart();
  expect(new URL(host.page.url()).hash).toBe('');
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Returns the command lines of all processes on this machine. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

test('a damaged project is served with the offer to restore it', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Hurt.postil'), join(folder, 'config')];
  await makeProject(file, ARTICLE);
  await new Cli(file, config).run('backup');
  writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, 100), Buffer.alloc(20_000, 7)]));
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  await expect(page.getByRole('heading', { name: 'Hurt could not be opened' })).toBeVisible();
  await picture(page, 'served-damaged');
  await page.getByRole('button', { name: /^Restore a backup/ }).click();
  await page.getByRole('button', { name: /^Restore the backup of/ }).click();
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByTestId('published')).toBeVisible();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
