import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { build } from '../../scripts/build.ts';
import { ordinaryUser } from '../support/ordinary-user.ts';
import { temporaryFolder } from '../support/project.ts';
import { standInElectron } from '../support/stand-in.ts';

/** Chromium's message on Ubuntu 24.04 if it may not create user namespaces. */
const SUID =
  '[4711:1129/104512.123456:FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found, but is not ' +
  'configured correctly. Rather than run without sandboxing it aborts now.';

interface Opened {
  readonly child: ChildProcess;
  readonly folder: string;
  /** Waits until it has printed the link of the web host; resolves to all output so far. */
  served(): Promise<string>;
  readonly said: () => string;
}

/** Runs `postil open` with a program in place of Electron, as a user with a display. */
function open(program: string | Buffer, { mode = 0o755, env = {}, asRoot = false } = {}): Opened {
  const user = asRoot ? { identity: {}, own: () => undefined } : ordinaryUser()!;
  const folder = temporaryFolder();
  for (const name of ['dist', 'home', 'tmp', 'bin']) mkdirSync(join(folder, name));
  standInElectron(join(folder, 'dist'), program, mode);
  for (const path of ['', 'dist', 'home', 'tmp']) user.own(join(folder, path));
  const child = spawn(process.execPath, [join(process.cwd(), 'dist/cli.mjs'), 'open'], {
    ...user.identity,
    env: {
      PATH: ['/bin', '/usr/bin'].join(':'),
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'tmp'),
      POSTIL_HOME: join(folder, 'home'),
      POSTIL_CONFIG: join(folder, 'home', 'config'),
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist'),
      // No browser can use this display; the test needs only the link.
      DISPLAY: ':4711',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (said += piece));
  return {
    child,
    folder,
    said: () => said,
    async served() {
      const ended = exited.then(() => {
        throw new Error(`it ended: ${said}`);
      });
      ended.catch(() => undefined); // a served project runs until the test ends
      while (!said.includes('Stop it with Ctrl+C')) await Promise.race([once(child.stderr, 'data'), ended]);
      return said;
    },
  };
}

const linux = process.platform === 'linux' && ordinaryUser() !== null;

describe('open, if Electron is installed but cannot run', () => {
  beforeEach((context) => context.skip(!linux, 'it needs Linux and an ordinary user'));

  beforeAll(async () => {
    if (!existsSync('dist/cli.mjs')) await build();
  }, 120_000);

  test('continues with the web host, and prints one line with the output and one with the remedy', async () => {
    const { served } = open(`#!/bin/sh\necho '${SUID}' >&2\nkill -TRAP $$\n`);
    const lines = (await served()).split('\n');
    expect(lines[0]).toMatch(
      /^The desktop program ended before it showed a window: it printed “The SUID sandbox helper binary was found, .*”\. Opening the workbench in a browser instead\.$/,
    );
    expect(lines[1]).toMatch(
      /^To get the window: .*sudo chown root:root \S+\/dist\/chrome-sandbox .*AppArmor/,
    );
    expect(lines[2]).toMatch(/^Postil is running at http:\/\/127\.0\.0\.1:\d+\/#t=/);
  });

  test('does the same if nothing was printed and the exit code is 0', async () => {
    const { served } = open('#!/bin/sh\nexit 0\n');
    expect(await served()).toContain('it ended with exit code 0 and had printed nothing');
  });

  test('names a missing library', async () => {
    const { served } = open(
      '#!/bin/sh\necho "$0: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory" >&2\nexit 127\n',
    );
    expect(await served()).toContain('To get the window: install the library libnss3.so');
  });

  test('advises removing a truncated or non-executable file', async () => {
    for (const { served } of [open(Buffer.from('\x7fELF\x02')), open('#!/bin/sh\n', { mode: 0o644 })])
      expect(await served()).toMatch(/To get the window: .*remove the folder \S+\/dist and run this again/);
  });

  test('does not start Electron without a display', async () => {
    const { served } = open('#!/bin/sh\necho started >&2\n', { env: { DISPLAY: '' } });
    const said = await served();
    expect(said).toMatch(
      /^The desktop program cannot show a window here: there is no display .*browser instead\.\n/,
    );
    expect(said).not.toContain('started');
  });

  test('does not start Electron as root', async (context) => {
    if (process.getuid?.() !== 0) context.skip('needs root');
    const { served } = open('#!/bin/sh\necho started >&2\n', { asRoot: true });
    const said = await served();
    expect(said).toMatch(/^The desktop program cannot show a window here: it is started as root/);
    expect(said).not.toContain('started\n');
  });

  test('waits for a program that shows its window, and passes on its exit code', async () => {
    const { child, said } = open('#!/bin/sh\nprintf shown > "$POSTIL_LAUNCH_NOTE"\necho hello >&2\nexit 5\n');
    expect(await once(child, 'exit')).toEqual([5, null]);
    expect(said()).toBe('hello\n');
  });

  test('passes the file to an instance that is already running', async () => {
    const { child, said } = open('#!/bin/sh\nprintf handed-over > "$POSTIL_LAUNCH_NOTE"\n');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(said()).toBe('Postil is already running; its window comes to the front.\n');
  });

  test('Ctrl+C ends the program, then the command', async () => {
    const { child, said } = open(
      '#!/bin/sh\ntrap "echo closed >&2; exit 0" INT\nprintf shown > "$POSTIL_LAUNCH_NOTE"\necho open >&2\nwhile :; do sleep 0.05; done\n',
    );
    while (!said().includes('open')) await once(child.stderr!, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(said()).toContain('closed');
  });

  test('opens no browser if it is stopped before there is a window', async () => {
    const { child, said, folder } = open('#!/bin/sh\n: > "$TMPDIR/started"\nexec sleep 60\n');
    await expect.poll(() => existsSync(join(folder, 'tmp', 'started')), { timeout: 30_000 }).toBe(true);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
    expect(said()).toBe('');
  });
});
