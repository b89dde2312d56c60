import { existsSync } from 'node:fs';
import { dialog } from 'electron';
import { PostilError } from '../../shared/contract/errors.ts';
import { toPostilError } from '../../backend/refusal.ts';
import type { Workspace } from '../../backend/workspace/workspace.ts';
import { MESSAGES } from '../messages.ts';
import { describePath } from './arguments.ts';
import type { MainWindow } from './window.ts';

/** Opens the projects that are given from outside: on the command line, by a second start, by the system. */
export class Opener {
  readonly #workspace: Workspace;
  readonly #window: MainWindow;
  #early: string | null = null;
  #begun = false;

  constructor(workspace: Workspace, window: MainWindow) {
    this.#workspace = workspace;
    this.#window = window;
  }

  /** Opens what was given at the start. A file from the system (macOS) comes before "ready" and wins. */
  begin(file: string | null): void {
    this.#begun = true;
    const path = this.#early ?? file;
    if (path !== null) this.open(path);
  }

  /** Opens a project in place of the present one; shows why if it cannot be opened. */
  open(path: string): void {
    if (!this.#begun) {
      this.#early = path;
      return;
    }
    try {
      if (!existsSync(path)) throw new PostilError('not-found', MESSAGES.noFile(path), { file: path });
      this.#workspace.open(path);
    } catch (error) {
      void this.#reportRefusal(path, toPostilError(error));
    }
  }

  /** The program was started a second time, which ends there: this one comes forward and opens its file. */
  startedAgain(given: unknown): void {
    this.#window.focus();
    const file = typeof given === 'object' && given !== null && 'file' in given ? given.file : null;
    if (typeof file === 'string') this.open(file);
  }

  async #reportRefusal(path: string, { message }: PostilError): Promise<void> {
    const options = {
      type: 'error' as const,
      title: 'Postil',
      message: MESSAGES.notOpened(describePath(path)),
      detail: message,
    };
    const { handle } = this.#window;
    await (handle ? dialog.showMessageBox(handle, options) : dialog.showMessageBox(options));
  }
}
