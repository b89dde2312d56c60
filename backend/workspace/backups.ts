import { isBehind } from '../../db/backups/backups.ts';
import type { OpenedStore } from '../../db/connection/open.ts';
import type { PostilError } from '../../shared/contract/errors.ts';
import { AutoBackup } from './auto-backup.ts';
import type { Events } from './events.ts';
import { FileDesk } from './file-desk.ts';
import { MESSAGES } from './messages.ts';
import type { SettingsFile } from './settings.ts';

/** The automatic copies of the open project, and the last copies of closed ones. */
export class Backups {
  /** Backups that a client was shown. */
  readonly shown = new FileDesk();
  readonly #settings: SettingsFile;
  readonly #events: Events;
  readonly #onFailure: (path: string, error: PostilError) => void;
  #auto: AutoBackup | undefined;
  /** Resolves when the copies of closed projects are made. */
  #finishing: Promise<void> = Promise.resolve();

  /** `onFailure` is called with the project's path if a copy could not be made. */
  constructor(settings: SettingsFile, events: Events, onFailure: (path: string, error: PostilError) => void) {
    this.#settings = settings;
    this.#events = events;
    this.#onFailure = onFailure;
  }

  /** Begins to copy a project automatically. */
  begin({ path, readonly, db }: OpenedStore): void {
    if (readonly) return;
    this.#auto = new AutoBackup(
      {
        project: path,
        limit: () => this.#settings.value.backupBytes,
        made: () => this.#events.emit({ event: 'backups', problem: null }),
        failed: (error) => {
          this.#onFailure(path, error);
          const problem = MESSAGES.noAutomaticBackup(error.message);
          // After the last window is closed, only the log is left.
          console.warn(problem);
          this.#events.emit({ event: 'backups', problem });
        },
      },
      isBehind(db.raw, path),
    );
  }

  /** The open project was changed. */
  changed(): void {
    this.#auto?.changed();
  }

  /** Makes no more copies of the open project, and stops the one in progress. */
  async abandon(): Promise<void> {
    await this.#auto?.abandon();
  }

  /** The project was closed: makes its last copy in the background. */
  end(): void {
    const [before, last] = [this.#finishing, this.#auto];
    this.#auto = undefined;
    if (last) this.#finishing = Promise.all([before, last.finish()]).then(() => undefined);
  }

  /** Waits until the copies of closed projects are made. */
  async finished(): Promise<void> {
    await this.#finishing;
  }
}
