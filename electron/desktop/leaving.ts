import { dialog, type BrowserWindow } from 'electron';
import type { RunningCalls } from '../../host/calls.ts';
import type { RunningJob } from '../../backend/workspace/jobs.ts';
import type { Workspace } from '../../backend/workspace/workspace.ts';
import { pause } from '../../backend/patience.ts';
import { MESSAGES } from '../messages.ts';

/** A page reports when it has nothing more to send. This is how long to wait for one that hangs (ms). */
const SILENCE = 1500;

const WAIT = 0;
const CANCEL = 1;

/** The way from a click on the window's cross to its end: no write is cut off, and long work is asked about. */
export class Leaving {
  readonly #workspace: Workspace;
  readonly #calls: RunningCalls;
  readonly #close: () => void;
  #state: 'staying' | 'asking' | 'going' | 'gone' = 'staying';
  #turn = 0;
  #flushed = Promise.withResolvers<true>();

  /** `close` closes the window, which then asks {@link mayClose} again. */
  constructor(workspace: Workspace, calls: RunningCalls, close: () => void) {
    this.#workspace = workspace;
    this.#calls = calls;
    this.#close = close;
  }

  /** The page has sent all it had to send. */
  flushed(): void {
    this.#flushed.resolve(true);
  }

  /** Whether the window may close now; if not, it is closed later, unless somebody stays. */
  mayClose(window: BrowserWindow): boolean {
    if (this.#state === 'gone') return true;
    if (this.#state === 'asking') return false;
    if (this.#jobs().length > 0) void this.#ask(window);
    else if (this.#state === 'staying') void this.#go();
    return false;
  }

  async #ask(window: BrowserWindow): Promise<void> {
    this.#state = 'asking';
    this.#turn++;
    const what = this.#describe();
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      title: 'Postil',
      message: MESSAGES.stillRunning(what),
      detail: MESSAGES.cancelledLeavesNothing,
      buttons: ['Close when it is done', 'Cancel it and close', 'Stay'],
      defaultId: WAIT,
      cancelId: 2,
    });
    if (response !== WAIT && response !== CANCEL) {
      this.#state = 'staying';
      return;
    }
    if (response === CANCEL) this.#workspace.jobs.abortAll();
    else if (this.#jobs().length > 0)
      this.#workspace.announce({ event: 'told', message: MESSAGES.closesWhenDone(what) });
    await this.#go();
  }

  async #go(): Promise<void> {
    const turn = ++this.#turn;
    this.#state = 'going';
    this.#flushed = Promise.withResolvers<true>();
    this.#workspace.announce({ event: 'closing' });
    await Promise.race([this.#flushed.promise, this.#silence()]);
    await this.#calls.whenIdle();
    // The cross was clicked again while a dialog is open, after staying, or during a new attempt.
    if (turn !== this.#turn) return;
    this.#state = 'gone';
    this.#close();
  }

  /** Resolves once the page has asked for nothing for a while; at once where there was no page yet. */
  async #silence(): Promise<void> {
    for (let before = -1; before !== this.#calls.begun && this.#calls.begun > 0;) {
      before = this.#calls.begun;
      await this.#calls.whenIdle();
      await pause(SILENCE);
    }
  }

  /** Those that one may want to wait for: what an export would hold is counted for the screen alone. */
  #jobs(): RunningJob[] {
    return this.#workspace.jobs.running.filter(({ name }) => name !== 'exchange.count');
  }

  #describe(): string {
    const names = this.#jobs().map(({ name }) => name);
    if (names.some((name) => /import/i.test(name))) return 'import';
    if (names.some((name) => name.startsWith('backups.'))) return 'backup';
    return names.some((name) => /export/i.test(name)) ? 'export' : 'work';
  }
}
