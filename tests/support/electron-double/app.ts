import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { launchBrowser, type Browser } from './browser.ts';
import { session } from './session.ts';
import { takeLock } from './single-instance.ts';
import { Events, strict } from './strict.ts';

/** The part of a window that {@link AppDouble} needs. */
interface Closable {
  close(): boolean;
}

/** The life cycle of the program, from its start to `quit`, with Electron's order of events. */
class AppDouble {
  readonly events = new Events('app', [
    'ready',
    'session-created',
    'web-contents-created',
    'second-instance',
    'open-file',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit',
  ]);
  /** The recent files that the system lists on the program's icon. */
  readonly recentDocuments: string[] = [];
  readonly #windows = new Set<Closable>();
  readonly #switches: string[] = [];
  readonly #paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<true>();
  #isReady = false;
  #sandboxed = false;
  #quitting = false;
  #browser: Browser | undefined;

  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value?: string): void => {
      this.#early('commandLine.appendSwitch');
      this.#switches.push(value === undefined ? `--${name}` : `--${name}=${value}`);
    },
  });

  /** The Chromium; available from "ready" on. */
  get browser(): Browser {
    if (!this.#browser) throw new Error('Cannot create BrowserWindow before app is ready');
    return this.#browser;
  }

  on(event: string, listener: (...args: unknown[]) => void): void {
    this.events.on(event, listener);
  }

  enableSandbox(): void {
    this.#early('enableSandbox');
    this.#sandboxed = true;
  }

  setPath(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    // As Electron's documentation states.
    if (!existsSync(path)) throw new Error(`Failed to set path: there is no folder ${path}`);
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    const standard: Record<string, string> = { documents: join(homedir(), 'Documents') };
    const path = this.#paths.get(name) ?? standard[name];
    if (path === undefined) throw new Error(`The Electron double has no path “${name}”.`);
    return path;
  }

  requestSingleInstanceLock(data: unknown): boolean {
    return takeLock(this.getPath('userData'), data, (argv, folder, given) =>
      this.events.emit('second-instance', {}, argv, folder, given),
    );
  }

  addRecentDocument(path: string): void {
    this.recentDocuments.unshift(path);
  }

  clearRecentDocuments(): void {
    this.recentDocuments.length = 0;
  }

  async whenReady(): Promise<void> {
    await this.#ready.promise;
  }

  /** Closes the windows, then ends; each window and `will-quit` may prevent it. */
  quit(): void {
    if (this.#quitting) return;
    if (this.events.ask('before-quit')) return;
    this.#quitting = true;
    if (this.#windows.size === 0) {
      this.#finish();
      return;
    }
    for (const window of this.#windows) if (!window.close()) this.#quitting = false;
  }

  addWindow(window: Closable): void {
    if (!this.#isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    this.#windows.add(window);
  }

  removeWindow(window: Closable): void {
    // The set holds the window object itself, not the wrapper that the program was given.
    for (const each of this.#windows) if (each === window) this.#windows.delete(each);
    if (this.#windows.size > 0) return;
    if (this.#quitting) this.#finish();
    else this.events.emit('window-all-closed');
  }

  get windows(): readonly Closable[] {
    return [...this.#windows];
  }

  get switches(): readonly string[] {
    return [...this.#switches, ...(this.#sandboxed ? ['sandbox'] : [])];
  }

  /** Called after main has run: starts Chromium and emits "ready". `attached` waits for a test to attach. */
  async begin(attached: (endpoint: string) => Promise<void>): Promise<void> {
    if (this.#quitting) return;
    const storage = join(this.getPath('userData'), 'chromium');
    mkdirSync(storage, { recursive: true });
    this.#browser = await launchBrowser(storage, this.#switches);
    await this.#browser.cdp.send('Target.setDiscoverTargets', { discover: true });
    await attached(this.#browser.endpoint);
    this.#isReady = true;
    this.events.emit('session-created', session.defaultSession);
    this.events.emit('ready', {}, {});
    this.#ready.resolve(true);
  }

  #early(name: string): void {
    if (this.#isReady) throw new Error(`app.${name} must be called before app is ready`);
  }

  #finish(): void {
    this.#quitting = false;
    if (this.events.ask('will-quit')) return;
    this.#quitting = true;
    this.events.emit('quit', {}, 0);
    void (this.#browser?.close() ?? Promise.resolve()).finally(() => process.exit(0));
  }
}

/** The application itself, used inside the double; the program gets {@link app}. */
export const theApp = new AppDouble();
export const app = strict('app', theApp);
