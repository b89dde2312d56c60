import type { Page } from '@playwright/test';
import type { DialogKind } from '../electron-double/dialog.ts';
import type { MenuEntry } from '../electron-double/menu.ts';

export type HostName = 'web' | 'double' | 'electron';

/** Where a host keeps what it keeps: private folders, so that tests do not meet. */
export interface HostPlace {
  /** POSTIL_HOME: the library folder. */
  readonly home: string;
  /** POSTIL_CONFIG: settings. */
  readonly config: string;
  readonly file?: string;
}

/** A running program with its page, the same for every host. */
export interface RunningHost {
  readonly name: HostName;
  /** Another one after {@link restart}. */
  readonly page: Page;
  /** Prepares the answer to the next native dialog of a kind. */
  answerDialog(kind: DialogKind, paths: readonly string[]): Promise<void>;
  /** Stops the program and starts it again in the same place. */
  restart(file?: string): Promise<void>;
  close(): Promise<void>;
  /** Errors logged by page or program since the start. */
  errors(): readonly string[];
}

/** What only a desktop program has. */
export interface DesktopHost extends RunningHost {
  menu(): Promise<readonly MenuEntry[]>;
  clickMenu(id: string): Promise<void>;
  /** Clicks the window's cross; the program may be slow to follow. */
  closeWindow(): Promise<void>;
  /** Settled when the program has ended, with its exit code. */
  readonly ended: Promise<number | null>;
  /** Starts the program once more beside this one, and waits until that one has ended. */
  startAgain(file?: string): Promise<void>;
}
