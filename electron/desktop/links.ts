import { dialog, shell } from 'electron';
import { webAddress } from '../../shared/web-address.ts';
import { MESSAGES } from '../messages.ts';
import type { MainWindow } from './window.ts';

/** Hands links to the system's browser, once the person has seen where they lead. */
export class Links {
  readonly #window: MainWindow;
  #asking = false;

  constructor(window: MainWindow) {
    this.#window = window;
  }

  /** Asks about an address and opens it. Only https: other schemes start other programs, or can be read on the way. */
  async open(url: string): Promise<void> {
    const address = webAddress(url);
    // One question at a time, however often a page asks.
    if (!address?.secure || this.#asking) return;
    this.#asking = true;
    try {
      const options = {
        type: 'question' as const,
        title: 'Postil',
        message: MESSAGES.openInBrowser(address.host),
        detail: [address.href, ...address.warnings].join('\n\n'),
        buttons: ['Open in browser', 'Cancel'],
        // A key pressed without looking opens nothing.
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      };
      const { handle } = this.#window;
      const { response } = await (handle
        ? dialog.showMessageBox(handle, options)
        : dialog.showMessageBox(options));
      if (response === 0) await shell.openExternal(address.href);
    } catch (error) {
      console.warn(MESSAGES.addressNotOpened(error));
    } finally {
      this.#asking = false;
    }
  }
}
