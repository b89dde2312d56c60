import { spawn, type ChildProcess } from 'node:child_process';
import { chromium, type Browser, type Page } from '@playwright/test';
import { UNTIMED_CHROMIUM_FLAGS, findChromium } from '../chromium.ts';
import type { HostPlace, RunningHost } from './running-host.ts';
import { watch } from './watch.ts';
import { watchFocus } from './watch-focus.ts';

/** One browser for all web hosts of a test process, because starting one takes longer than most tests. */
let shared: Promise<Browser> | undefined;

/** Hosts that a failed test has not closed end with this process. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill()));

function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  shared ??= chromium.launch({ ...(executablePath && { executablePath }), args: UNTIMED_CHROMIUM_FLAGS });
  return shared;
}

/** Runs the built web host with a headless browser that has storage of its own. */
export async function startWebHost(place: HostPlace): Promise<RunningHost> {
  const errors: string[] = [];
  const browser = await launchBrowser();
  let program = await serve(place, place.file, errors);
  let page = await openPage(browser, program.link, errors);
  return {
    name: 'web',
    get page() {
      return page;
    },
    answerDialog: async () => undefined, // there are none in a browser
    async restart(file) {
      await page.context().close();
      await stop(program.child);
      program = await serve(place, file, errors);
      page = await openPage(browser, program.link, errors);
    },
    async close() {
      await page.context().close();
      await stop(program.child);
    },
    errors: () => errors,
  };
}

async function serve(
  { home, config }: HostPlace,
  file: string | undefined,
  errors: string[],
): Promise<{ child: ChildProcess; link: string }> {
  const env = { ...process.env, POSTIL_HOME: home, POSTIL_CONFIG: config, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const child = spawn(process.execPath, ['dist/cli.mjs', 'serve', ...(file ? [file] : [])], {
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const link = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\/#t=\S+/.exec(said)?.[0];
      if (found) resolve(found);
      if (/error/i.test(text)) errors.push(`program: ${text.trim()}`);
    });
    child.once('exit', () => reject(new Error(`the web host did not start: ${said}`)));
  });
  return { child, link };
}

async function openPage(browser: Browser, link: string, errors: string[]): Promise<Page> {
  // Without animations: each one is drawn sixty times a second.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  watch(page, errors);
  await watchFocus(page);
  await page.goto(link);
  return page;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await gone;
}
