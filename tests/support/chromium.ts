import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type * as Playwright from 'playwright';

const require = createRequire(import.meta.url);

/**
 * Features that tests turn off. Chromium takes the last such flag only, so this list replaces Playwright's, and repeats
 * what of that concerns pages on this machine.
 */
const UNUSED_FEATURES = [
  // The address bar's popups: two hidden pages for every window, which take longer to load than the tested page.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];

/** Flags that let Chromium run on any machine without connecting to any server. */
export const CHROMIUM_FLAGS = flagsWithout(UNUSED_FEATURES);

/**
 * The same for tests that are not timed: without a process kept ready for the next page. Every page opened starts another one, which
 * takes a third of what opening a page takes, and hardly any is used.
 */
export const UNTIMED_CHROMIUM_FLAGS = flagsWithout([...UNUSED_FEATURES, 'SpareRendererForSitePerProcess']);

function flagsWithout(features: readonly string[]): string[] {
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-features=${features.join(',')}`,
  ];
}

/** The machine on which a browser is looked for; tests pass doubles. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  isProgram(path: string): boolean;
  /** The path of Playwright's own Chromium, whether or not it exists. */
  playwrights(): string;
  /** Runs a program to its end and returns its exit code; its output is hidden if `quiet`. */
  run(program: string, args: readonly string[], options: RunOptions): number | null;
  say(line: string): void;
}

interface RunOptions {
  readonly quiet: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

const thisMachine: Machine = {
  env: process.env,
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  isProgram(path) {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  // Loaded only here, because loading it takes longer than all else that a program on the double does at its start.
  playwrights: () => (require('playwright') as typeof Playwright).chromium.executablePath(),
  run: (program, args, { quiet, env }) =>
    spawnSync(program, args, {
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', quiet ? 'ignore' : 'inherit'],
      env: { ...process.env, ...env },
    }).status,
  say: (line) => console.log(line),
};

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const MAC_APPS = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
const WINDOWS_PROGRAMS = [
  ['Chromium', 'Application', 'chrome.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];
const WHAT_TO_INSTALL =
  'Install Chromium, Chrome or Edge (on Debian: apt-get install chromium; elsewhere: npm exec -- playwright install chromium), or name one by POSTIL_CHROMIUM.';

/**
 * Returns the browser that tests drive: the first that exists of `POSTIL_CHROMIUM`, an installed one, and
 * Playwright's own.
 */
export function findChromium(machine = thisMachine): string | undefined {
  const { POSTIL_CHROMIUM } = machine.env;
  return POSTIL_CHROMIUM || candidates(machine).next().value;
}

/**
 * Like {@link findChromium}, but checks that the browser runs. If there is none, it is downloaded by Playwright's
 * installer, which shows its progress, or installed from Debian's package if this user may do so. If that fails,
 * `missing` says in one line what to do.
 */
export function ensureChromium(machine = thisMachine): { path: string } | { missing: string } {
  const { POSTIL_CHROMIUM } = machine.env;
  if (POSTIL_CHROMIUM)
    return machine.isProgram(POSTIL_CHROMIUM)
      ? { path: POSTIL_CHROMIUM }
      : { missing: `POSTIL_CHROMIUM names ${POSTIL_CHROMIUM}, which is no program.` };
  const working = () => {
    for (const path of candidates(machine)) if (runs(path, machine)) return path;
    return undefined;
  };
  const found = working();
  if (found !== undefined) return { path: found };
  for (const fetch of [fetchPlaywrights, installDebians]) {
    if (!fetch(machine)) continue;
    const fetched = working();
    if (fetched !== undefined) return { path: fetched };
  }
  return {
    missing: `No browser was found that could run them, and none could be fetched. ${WHAT_TO_INSTALL}`,
  };
}

/** Playwright is asked only when no other browser will do. */
function* candidates(machine: Machine): Generator<string, undefined> {
  for (const path of installed(machine)) if (machine.isProgram(path)) yield path;
  const path = machine.playwrights();
  if (machine.isProgram(path)) yield path;
}

/** Paths at which a browser may be installed. */
function installed({ env, platform }: Machine): string[] {
  if (platform === 'win32')
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => {
      const folder = env[name];
      return folder ? WINDOWS_PROGRAMS.map((parts) => join(folder, ...parts)) : [];
    });
  const onPath = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  if (platform !== 'darwin') return onPath;
  const folders = ['/Applications', ...(env['HOME'] ? [join(env['HOME'], 'Applications')] : [])];
  const apps = folders.flatMap((folder) =>
    MAC_APPS.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
  );
  return [...onPath, ...apps];
}

/**
 * Checks that it starts: Ubuntu's chromium-browser may only point to a snap, and a downloaded one may lack libraries.
 */
function runs(path: string, { platform, run }: Machine): boolean {
  // On Windows, a browser that is asked for its version opens a window.
  return platform === 'win32' || run(path, ['--version'], { quiet: true }) === 0;
}

/** Shorter than the default, because up to five unreachable servers and attempts follow one another. */
const CONNECTION_MS = '10000';

function fetchPlaywrights({ env, run, say }: Machine): boolean {
  say('No browser for the e2e tests was found; fetching Playwright’s.');
  const cli = join(dirname(require.resolve('playwright/package.json')), 'cli.js');
  const connection = env['PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT'] ?? CONNECTION_MS;
  return (
    run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
      quiet: false,
      env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: connection },
    }) === 0
  );
}

function installDebians(machine: Machine): boolean {
  const { isRoot, run, say } = machine;
  if (!machine.isProgram('/usr/bin/apt-get')) return false;
  if (!isRoot && run('sudo', ['-n', 'true'], { quiet: true }) !== 0) return false;
  say('Installing Debian’s Chromium.');
  const apt = (...args: string[]) => {
    const [program = '', ...rest] = [
      ...(isRoot ? [] : ['sudo', '-n']),
      'apt-get',
      '-qq',
      '-o',
      'DPkg::Lock::Timeout=600',
      ...args,
    ];
    return run(program, rest, { quiet: false, env: { DEBIAN_FRONTEND: 'noninteractive' } }) === 0;
  };
  // A fresh image has no package lists.
  return apt('install', '-y', 'chromium') || (apt('update') && apt('install', '-y', 'chromium'));
}
