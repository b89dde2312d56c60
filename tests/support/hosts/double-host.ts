import { spawn, type ChildProcess } from 'node:child_process';
import { chromium, type Browser, type Page } from '@playwright/test';
import type { Control, FromDouble } from '../electron-double/control.ts';
import type { DesktopHost, HostPlace } from './running-host.ts';
import { pause } from '../../../backend/patience.ts';
import { watch } from './watch.ts';
import { watchFocus } from './watch-focus.ts';

type Answer<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Awaited<Result>>
  : never;
/** {@link Control} as the test calls it. */
export type DoubleControl = { readonly [Method in keyof Control]: Answer<Control[Method]> };

/** The desktop program on the double of Electron, with the calls that only the double offers. */
export interface DoubleHost extends DesktopHost {
  readonly name: 'double';
  readonly control: DoubleControl;
  /** Kills the page's process; afterwards `page` is a new one of the same window. */
  killPage(): Promise<void>;
}

interface Program {
  readonly child: ChildProcess;
  readonly control: DoubleControl;
  readonly browser: Browser;
  /** The address at which a client attaches to the program's Chromium. */
  readonly endpoint: string;
  readonly page: Page;
  readonly ended: Promise<number | null>;
}

/** Runs the built main and preload on the double; see `tests/support/electron-double/`. */
export async function startDoubleHost(place: HostPlace): Promise<DoubleHost> {
  const errors: string[] = [];
  let program = await start(place, place.file, errors);
  const stop = async () => {
    if (program.child.exitCode === null && program.child.connected) await program.control.quit();
    await program.ended;
    await program.browser.close();
  };
  return {
    name: 'double',
    get page() {
      return program.page;
    },
    get control() {
      return program.control;
    },
    get ended() {
      return program.ended;
    },
    answerDialog: (kind, paths) => program.control.prepareDialog({ kind, paths }),
    menu: () => program.control.menu(),
    clickMenu: (id) => program.control.clickMenu(id),
    closeWindow: () => program.control.closeWindow(),
    async startAgain(file) {
      const child = spawnProgram(place, file, errors);
      await new Promise((resolve) => child.once('exit', resolve));
    },
    async killPage() {
      const { control } = program;
      const { loads } = await control.window();
      await control.killRenderers();
      for (let now = loads; now === loads; { loads: now } = await control.window()) await pause(50);
      // A client that was attached to a crashed page cannot use it again, so it connects again.
      await program.browser.close();
      const browser = await chromium.connectOverCDP(program.endpoint);
      const context = browser.contexts()[0]!;
      // Chromium may report its page only after the connection is made.
      const page = context.pages()[0] ?? (await context.waitForEvent('page'));
      watch(page, errors);
      await watchFocus(page);
      program = { ...program, browser, page };
    },
    async restart(file) {
      await stop();
      program = await start(place, file, errors);
    },
    close: stop,
    errors: () => errors,
  };
}

function spawnProgram({ home, config }: HostPlace, file: string | undefined, errors: string[]): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--import', './tests/support/electron-double/register.ts', 'dist/main.mjs', ...(file ? [file] : [])],
    {
      env: { ...process.env, POSTIL_HOME: home, POSTIL_CONFIG: config },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    },
  );
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    if (/error/i.test(text)) errors.push(`program: ${text.trim()}`);
  });
  return child;
}

async function start(place: HostPlace, file: string | undefined, errors: string[]): Promise<Program> {
  const child = spawnProgram(place, file, errors);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const control = remote(child);
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: FromDouble) => {
      if ('chromium' in message) resolve(message.chromium);
    });
    void ended.then((code) => reject(new Error(`the program ended with ${code} before it was ready`)));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const shown = browser.contexts()[0]!.waitForEvent('page');
  // The program creates its window only now, so that no event of its page is missed.
  await control.attached();
  const page = await shown;
  watch(page, errors);
  // Not until it has loaded: this client may attach between that event and its own first look, and would wait in vain.
  await page.waitForURL(/^https:/, { waitUntil: 'commit' });
  // The menu acts on a page that listens.
  await page.locator('#root > *').first().waitFor({ state: 'attached' });
  await watchFocus(page);
  return { child, control, browser, endpoint, page, ended };
}

/** Calls the double's control over the child's channel. */
function remote(child: ChildProcess): DoubleControl {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', (message: FromDouble) => {
    if ('chromium' in message) return;
    const { resolve, reject } = waiting.get(message.id)!;
    waiting.delete(message.id);
    if ('error' in message) reject(new Error(message.error));
    else resolve(message.result);
  });
  return new Proxy({} as DoubleControl, {
    get: (_, method) => {
      if (typeof method === 'symbol' || method === 'then') return undefined;
      return (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const id = ++last;
          waiting.set(id, { resolve, reject });
          child.send({ id, method, args });
        });
    },
  });
}
