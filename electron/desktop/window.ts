import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import type { BackendEvent } from '../../shared/contract/change.ts';
import { appFolder } from '../host/paths.ts';
import type { RunningCalls } from './calls.ts';
import { CHANNEL } from './channels.ts';
import { START_URL } from './origin.ts';

const SIZE = { width: 1280, height: 800, minWidth: 960, minHeight: 640 };
/** `--paper` of the page's tokens, so that the first moment has the colour of the next. */
const PAPER = { light: '#fdfcf9', dark: '#1b1a18' };
/** Pages that die again within this time (ms) are not loaded anew: it would go on for ever. */
const RECOVERY = 5000;

/** The program's one window. */
export class MainWindow {
  #window: BrowserWindow | undefined;
  #lastLoad = 0;

  /** The window as dialogs want it; `undefined` before it is made and after it is closed. */
  get handle(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Makes the window. Closing it waits for the calls under way. */
  show(calls: RunningCalls): void {
    const window = new BrowserWindow({
      ...SIZE,
      show: false,
      title: 'Postil',
      backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
      webPreferences: {
        preload: join(appFolder(), 'dist', 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        // Its dictionaries would be downloaded.
        spellcheck: false,
      },
    });
    this.#window = window;
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      if (calls.idle) return;
      event.preventDefault();
      void calls.whenIdle().then(() => {
        if (!window.isDestroyed()) window.close();
      });
    });
    window.on('closed', () => (this.#window = undefined));
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      console.error(`The page ended: ${reason}.`);
      if (Date.now() - this.#lastLoad > RECOVERY) this.#load();
    });
    this.#load();
  }

  /** Brings the window before the person who started the program again. */
  focus(): void {
    if (!this.#window) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  /** Whether a message came from this window's page. */
  owns(contents: WebContents): boolean {
    return this.#window !== undefined && this.#window.webContents === contents;
  }

  /** Sends an event to the page, if there is one. */
  tell(event: BackendEvent): void {
    if (this.#window && !this.#window.isDestroyed()) this.#window.webContents.send(CHANNEL.event, event);
  }

  #load(): void {
    this.#lastLoad = Date.now();
    this.#window?.loadURL(START_URL).catch((error: unknown) => {
      // Closed while it was loading is no error.
      if (this.#window) console.error(error);
    });
  }
}
