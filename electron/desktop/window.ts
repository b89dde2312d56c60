import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, screen, type WebContents } from 'electron';
import type { BackendEvent } from '../../shared/contract/change.ts';
import { leaveNote } from '../../host/launch-note.ts';
import { appFolder } from '../../host/paths.ts';
import { MESSAGES } from '../messages.ts';
import { CHANNEL } from './channels.ts';
import { Crashes } from './crashes.ts';
import type { Leaving } from './leaving.ts';
import { START_URL } from './origin.ts';
import { onDisplay, readPlace, writePlace } from './window-bounds.ts';

const SIZE = { width: 1280, height: 800 };
const LEAST = { minWidth: 960, minHeight: 640 };
/** `--paper` of the page's tokens, so that the first moment has the colour of the next. */
const PAPER = { light: '#fdfcf9', dark: '#1b1a18' };
/** Delay before a moved window's bounds are saved (ms): dragging causes many moves. */
const PAUSE = 500;

/** The program's one window. */
export class MainWindow {
  readonly #placeFile: string;
  readonly #crashes = new Crashes();
  #window: BrowserWindow | undefined;
  #leaving: Leaving | undefined;
  #noting: ReturnType<typeof setTimeout> | undefined;

  /** `folder`: where the place of the window is kept. */
  constructor(folder: string) {
    this.#placeFile = join(folder, 'window.json');
  }

  /** The window as dialogs want it; `undefined` before it is made and after it is closed. */
  get handle(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Makes the window, where it was last time. `focused` is called whenever somebody comes back to it. */
  show(leaving: Leaving, focused: () => void): void {
    const place = readPlace(this.#placeFile);
    const displays = screen.getAllDisplays().map(({ workArea }) => workArea);
    const window = new BrowserWindow({
      ...(place ? onDisplay(place.box, displays) : SIZE),
      ...LEAST,
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
    this.#leaving = leaving;
    window.once('ready-to-show', () => {
      if (place?.maximised) window.maximize();
      window.show();
      leaveNote('shown');
    });
    const noteSoon = () => {
      clearTimeout(this.#noting);
      this.#noting = setTimeout(() => this.#notePlace(window), PAUSE);
    };
    window.on('resize', noteSoon);
    window.on('move', noteSoon);
    window.on('maximize', noteSoon);
    window.on('unmaximize', noteSoon);
    window.on('focus', focused);
    window.on('close', (event) => {
      this.#notePlace(window);
      if (!leaving.mayClose(window)) event.preventDefault();
    });
    window.on('closed', () => {
      clearTimeout(this.#noting);
      this.#window = undefined;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      console.warn(MESSAGES.pageEnded(reason));
      void this.#recover(window, reason);
    });
    this.#load();
  }

  /** Brings the window before the person who started the program again. */
  focus(): void {
    if (!this.#window) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  /** Closes the window when that is in order. */
  close(): void {
    if (this.#window && !this.#window.isDestroyed()) this.#window.close();
  }

  /** The page has sent all it had to send. */
  closeNow(): void {
    this.#leaving?.flushed();
  }

  /** Whether a message came from this window's page. */
  owns(contents: WebContents): boolean {
    return this.#window !== undefined && this.#window.webContents === contents;
  }

  /** Sends an event to the page, if there is one. */
  tell(event: BackendEvent): void {
    if (this.#window && !this.#window.isDestroyed()) this.#window.webContents.send(CHANNEL.event, event);
  }

  /** Loads the page again, which then restores its location. If it keeps failing, a dialog asks first. */
  async #recover(window: BrowserWindow, reason: string): Promise<void> {
    if (this.#crashes.note()) return this.#load();
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      title: 'Postil',
      message: MESSAGES.windowFailed,
      detail: MESSAGES.whatToDoAfterFailures(reason),
      buttons: ['Try once more', 'Quit'],
      defaultId: 0,
      cancelId: 1,
    });
    if (response !== 0) return app.quit();
    this.#crashes.forget();
    this.#load();
  }

  #notePlace(window: BrowserWindow): void {
    clearTimeout(this.#noting);
    if (window.isDestroyed()) return;
    try {
      writePlace(this.#placeFile, { box: window.getNormalBounds(), maximised: window.isMaximized() });
    } catch (error) {
      // A full disk must not keep the window open.
      console.warn(MESSAGES.placeNotKept(error));
    }
  }

  #load(): void {
    this.#window?.loadURL(START_URL).catch((error: unknown) => {
      // Closed while it was loading is no error.
      if (this.#window) console.error(error);
    });
  }
}
