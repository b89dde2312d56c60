import type { Page } from '@playwright/test';
import type { DialogKind } from '../electron-double/dialog.ts';
import type { MenuEntry } from '../electron-double/menu.ts';

export type HostName = 'web' | 'double' | 'electron';

/** The private folders in which a host keeps its data, so that tests do not share any. */
export interface HostPlace {
  /** POSTIL_HOME: the library folder. */
  readonly home: string;
  /** POSTIL_CONFIG: settings. */
  readonly config: string;
  readonly file?: string;
  /** Whether the analyst sees the hints of the first steps; otherwise they have ended them. */
  readonly newcomer?: boolean;
}

/** A running program with its page; the same interface for every host. */
export interface RunningHost {
  readonly name: HostName;
  /** The page; a new one after {@link restart}. */
  readonly page: Page;
  /** Prepares the answer to the next native dialog of a kind. */
  answerDialog(kind: DialogKind, paths: readonly string[]): Promise<void>;
  /** Stops the program and starts it again with the same folders. */
  restart(file?: string): Promise<void>;
  close(): Promise<void>;
  /** Returns the errors logged by page or program since the start. */
  errors(): readonly string[];
}

/** The additional functions of a desktop program. */
export interface DesktopHost extends RunningHost {
  menu(): Promise<readonly MenuEntry[]>;
  clickMenu(id: string): Promise<void>;
  /** Clicks the window's close button; the program may take a while to close. */
  closeWindow(): Promise<void>;
  /** Resolves to the exit code when the program has ended. */
  readonly ended: Promise<number | null>;
  /** Starts the program a second time beside this one, and waits until the second one has ended. */
  startAgain(file?: string): Promise<void>;
}
