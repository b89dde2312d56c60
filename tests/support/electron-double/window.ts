import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { theApp } from './app.ts';
import { dispatch } from './ipc.ts';
import { Page } from './page.ts';
import { theSession } from './session.ts';
import { Events, strict } from './strict.ts';

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** Chromium's names of the permissions, with Electron's. */
const GRANTS = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  camera: 'media',
  microphone: 'media',
  midi: 'midi',
  'clipboard-read': 'clipboard-read',
} as const;

/** A window's page as the program sees it. */
class WebContentsDouble {
  readonly events = new Events('webContents', [
    'will-navigate',
    'will-frame-navigate',
    'will-redirect',
    // There are no webviews, so these are emitted only when a spec does it.
    'will-attach-webview',
    'render-process-gone',
  ]);
  page: Page | undefined;
  openHandler: OpenHandler | undefined;

  on(event: string, listener: (...args: unknown[]) => void): void {
    this.events.on(event, listener);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.page?.send(channel, args);
  }
}

export interface WindowState {
  readonly visible: boolean;
  readonly focused: number;
  /** Number of completed page loads. */
  readonly loads: number;
  readonly box: Rectangle;
  readonly maximised: boolean;
}

/** A window without a screen. */
class BrowserWindowDouble {
  readonly #events = new Events('BrowserWindow', [
    'ready-to-show',
    'resize',
    'move',
    'maximize',
    'unmaximize',
    'focus',
    'close',
    'closed',
  ]);
  readonly #options: BrowserWindowConstructorOptions;
  readonly #contents = new WebContentsDouble();
  readonly webContents = strict('webContents', this.#contents);
  #destroyed = false;
  #visible: boolean;
  #focused = 0;
  #loads = 0;
  #maximised = false;
  #box: Rectangle;
  #opening: Promise<Page> | undefined;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    const { preload, sandbox, contextIsolation, nodeIntegration } = options.webPreferences ?? {};
    if (preload === undefined || sandbox !== true || contextIsolation !== true || nodeIntegration !== false)
      throw new Error(
        'The Electron double runs a sandboxed preload in a world of its own, and nothing else.',
      );
    this.#options = options;
    this.#visible = options.show ?? true;
    const { x = 320, y = 130, width = 800, height = 600 } = options;
    this.#box = { x, y, width, height };
    theApp.addWindow(this);
    theApp.events.emit('web-contents-created', {}, this.webContents);
  }

  on(event: string, listener: (...args: unknown[]) => void): void {
    this.#events.on(event, listener);
  }

  once(event: string, listener: (...args: unknown[]) => void): void {
    this.#events.once(event, listener);
  }

  async loadURL(url: string): Promise<void> {
    this.#opening ??= this.#open();
    const page = await this.#opening;
    await this.#permit(new URL(url));
    await page.load(url);
    this.#loads += 1;
    this.#events.emit('ready-to-show');
  }

  show(): void {
    this.#visible = true;
  }

  focus(): void {
    this.#focused += 1;
    this.#events.emit('focus');
  }

  maximize(): void {
    this.#maximised = true;
    this.#events.emit('maximize');
  }

  isMaximized(): boolean {
    return this.#maximised;
  }

  getNormalBounds(): Rectangle {
    return this.#box;
  }

  /** Moves and resizes the window, as a person does with the mouse. */
  drag(box: Rectangle): void {
    this.#box = box;
    this.#events.emit('move');
    this.#events.emit('resize');
  }

  isMinimized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Closes the window as its close button does; the program may prevent it. Returns whether it closes. */
  close(): boolean {
    if (this.#destroyed || this.#events.ask('close')) return false;
    // A window that is still opening closes as soon as it is open.
    void this.#opening?.then((page) => page.close());
    if (!this.#opening) this.#end();
    return true;
  }

  /** The state that specs may read. */
  get state(): WindowState {
    return {
      visible: this.#visible,
      focused: this.#focused,
      loads: this.#loads,
      box: this.#box,
      maximised: this.#maximised,
    };
  }

  #end(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#events.emit('closed');
    theApp.removeWindow(this);
  }

  async #open(): Promise<Page> {
    const { width = 800, height = 600, webPreferences } = this.#options;
    const { events } = this.#contents;
    const page = await Page.open(
      theApp.browser.cdp,
      { preload: webPreferences!.preload!, width, height },
      {
        navigates({ isRedirect, ...details }) {
          if (isRedirect) return events.ask('will-redirect', details);
          const prevented = details.isMainFrame && events.ask('will-navigate', details);
          return events.ask('will-frame-navigate', details) || prevented;
        },
        opensWindow: (url) => {
          if (this.#contents.openHandler?.({ url }).action !== 'deny')
            console.error(new Error(`The Electron double opens no windows, and ${url} was not denied.`));
        },
        invokes: (channel, args, frame) => dispatch(channel, args, this.webContents, frame),
        crashes: () => events.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
        ends: () => this.#end(),
      },
    );
    this.#contents.page = page;
    return page;
  }

  /** Passes the program's decisions on permissions to Chromium, because pages ask Chromium. */
  async #permit({ protocol, host }: URL): Promise<void> {
    const granted = theSession.permissions(this.webContents, `${protocol}//${host}`);
    for (const [name, permission] of Object.entries(GRANTS))
      await theApp.browser.cdp.send('Browser.setPermission', {
        permission: { name },
        setting: granted[permission] ? 'granted' : 'denied',
      });
  }
}

export type { BrowserWindowDouble };

/** The class that the program instantiates; missing members throw by name. */
export const BrowserWindow = class extends BrowserWindowDouble {
  constructor(options?: BrowserWindowConstructorOptions) {
    super(options);
    return strict('BrowserWindow', this);
  }
};
