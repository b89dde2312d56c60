import type { Page } from '@playwright/test';

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
  /** Prepares the answer to the next native dialog. */
  answerDialog(kind: 'open' | 'save', paths: readonly string[]): Promise<void>;
  /** Stops the program and starts it again in the same place. */
  restart(file?: string): Promise<void>;
  close(): Promise<void>;
  /** Errors logged by page or program since the start. */
  errors(): readonly string[];
}
