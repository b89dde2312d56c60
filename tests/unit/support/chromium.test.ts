import { delimiter, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureChromium, findChromium, type Machine } from '../../support/chromium.ts';

const PLAYWRIGHTS = '/home/ada/.cache/ms-playwright/chromium-1/chrome';

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: NodeJS.Platform;
  readonly isRoot?: boolean;
  readonly programs?: readonly string[];
  /** The effect of a command: returns its exit code, and may add programs. */
  does?(command: string, programs: Set<string>): number;
}

/** Makes a machine that has only the given programs and records all commands that run on it. */
function machine({ env = {}, platform = 'linux', isRoot = false, programs = [], does }: Given) {
  const there = new Set(programs);
  const ran: string[] = [];
  const made: Machine = {
    env: { PATH: ['/usr/local/bin', '/usr/bin'].join(delimiter), ...env },
    platform,
    isRoot,
    isProgram: (path) => there.has(path),
    playwrights: () => PLAYWRIGHTS,
    run(program, args) {
      // The folder of the checkout may have spaces in its name.
      const words = args.map((word) => (word.endsWith(`${sep}cli.js`) ? 'playwright' : word));
      const command = [program === process.execPath ? 'node' : program, ...words].join(' ');
      ran.push(command);
      return does?.(command, there) ?? (command.endsWith('--version') ? 0 : 1);
    },
    say: () => undefined,
  };
  return { machine: made, ran };
}

describe('the browser for the e2e tests, in order', () => {
  test('POSTIL_CHROMIUM comes first, and must be a program', () => {
    const env = { POSTIL_CHROMIUM: '/opt/own' };
    const { machine: good } = machine({ env, programs: ['/opt/own', '/usr/bin/chromium'] });
    expect(ensureChromium(good)).toEqual({ path: '/opt/own' });
    expect(findChromium(good)).toBe('/opt/own');
    const { machine: bad, ran } = machine({ env, programs: ['/usr/bin/chromium'] });
    expect(ensureChromium(bad)).toEqual({ missing: 'POSTIL_CHROMIUM names /opt/own, which is no program.' });
    expect(ran).toEqual([]);
  });

  test.each(['chromium', 'google-chrome', 'microsoft-edge'])(
    'an installed %s comes before Playwright’s',
    (name) => {
      const path = `/usr/bin/${name}`;
      const { machine: here, ran } = machine({ programs: [PLAYWRIGHTS, path] });
      expect(ensureChromium(here)).toEqual({ path });
      expect(findChromium(here)).toBe(path);
      expect(ran).toEqual([`${path} --version`]);
    },
  );

  test('one that only says that there is a snap is passed over', () => {
    const { machine: here } = machine({
      programs: ['/usr/bin/chromium-browser', PLAYWRIGHTS],
      does: (command) => (command === '/usr/bin/chromium-browser --version' ? 1 : 0),
    });
    expect(ensureChromium(here)).toEqual({ path: PLAYWRIGHTS });
  });

  test('on macOS in its folders of programs, on Windows in those of its environment', () => {
    const edge = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    expect(ensureChromium(machine({ platform: 'darwin', programs: [edge] }).machine)).toEqual({ path: edge });
    const own = '/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium';
    const mac = machine({ platform: 'darwin', env: { HOME: '/Users/ada' }, programs: [own] });
    expect(ensureChromium(mac.machine)).toEqual({ path: own });
    const chrome = '/C/Programs/Google/Chrome/Application/chrome.exe';
    const windows = machine({
      platform: 'win32',
      env: { 'ProgramFiles(x86)': '/C/Programs' },
      programs: [chrome],
    });
    expect(ensureChromium(windows.machine)).toEqual({ path: chrome });
    expect(windows.ran, 'asked for its version it would open a window').toEqual([]);
  });

  test('Playwright’s own, in its cache', () => {
    const { machine: here, ran } = machine({ programs: [PLAYWRIGHTS] });
    expect(ensureChromium(here)).toEqual({ path: PLAYWRIGHTS });
    expect(findChromium(here)).toBe(PLAYWRIGHTS);
    expect(ran).toEqual([`${PLAYWRIGHTS} --version`]);
  });

  test('Playwright’s installer fetches one', () => {
    const { machine: here, ran } = machine({
      does(command, programs) {
        if (command.startsWith('node playwright')) programs.add(PLAYWRIGHTS);
        return 0;
      },
    });
    expect(findChromium(here)).toBeUndefined();
    expect(ensureChromium(here)).toEqual({ path: PLAYWRIGHTS });
    expect(ran).toEqual(['node playwright install --no-shell chromium', `${PLAYWRIGHTS} --version`]);
  });

  test.each([true, false])('Debian’s package, after fetching its lists (root: %s)', (isRoot) => {
    const sudo = isRoot ? '' : 'sudo -n ';
    let lists = false;
    const { machine: here, ran } = machine({
      isRoot,
      programs: ['/usr/bin/apt-get'],
      does(command, programs) {
        if (command.startsWith('node playwright')) return 1;
        if (command.endsWith(' update')) lists = true;
        if (!command.endsWith(' chromium')) return 0;
        if (lists) programs.add('/usr/bin/chromium');
        return lists ? 0 : 100;
      },
    });
    expect(ensureChromium(here)).toEqual({ path: '/usr/bin/chromium' });
    const apt = `${sudo}apt-get -qq -o DPkg::Lock::Timeout=600`;
    expect(ran.filter((command) => command.includes('apt-get'))).toEqual([
      `${apt} install -y chromium`,
      `${apt} update`,
      `${apt} install -y chromium`,
    ]);
  });

  test.each<Given>([
    { platform: 'darwin' },
    { programs: ['/usr/bin/apt-get'] },
    { programs: ['/usr/bin/apt-get'], isRoot: true },
  ])('what to install is said where none can be had: %o', (given) => {
    const { machine: here, ran } = machine(given);
    expect(ensureChromium(here)).toMatchObject({
      missing: expect.stringMatching(/^No browser .* Install Chromium/),
    });
    expect(ran.some((command) => command.startsWith('apt-get'))).toBe(given.isRoot === true);
  });
});
