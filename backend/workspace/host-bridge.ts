import type { StartChild } from '../extraction/extractor.ts';

/** What differs between the programs: only the desktop has dialogs. */
export interface HostBridge {
  readonly kind: 'desktop' | 'web' | 'cli';
  /** The name that is shown to others that find the project in use. */
  readonly program: string;
  readonly dialogs: boolean;
  /** Returns the paths chosen for import; empty if the dialog is dismissed. */
  pickFiles(options: { folders: boolean }): Promise<readonly string[]>;
  /** Returns a folder to export to that does not exist yet or is empty; `null` if dismissed. */
  pickFolder(suggestion: string): Promise<string | null>;
  /** Returns the folder for a new project; `null` if dismissed. */
  pickProjectFolder(suggestion: string): Promise<string | null>;
  pickProject(): Promise<string | null>;
  /** Returns the path of the copy; `null` if dismissed. */
  pickCopy(suggestion: string): Promise<string | null>;
  /** Shows a file or folder in the system's file manager; a browser cannot. */
  readonly reveal?: (path: string) => void;
  /** Moves a file or folder to the trash of the system; a browser cannot. */
  readonly trash?: (path: string) => Promise<void>;
  /** Starts a process, where Node cannot be forked: the packaged desktop program does not run as Node. */
  readonly startChild?: StartChild;
  /** The JSONL of the sample project, where the program comes with it. */
  readonly sample?: string;
  /** The page has sent all it had to send: the window may close. */
  readonly close?: () => void;
}

/** The name of the command line among the programs that hold a project. */
export const COMMAND_LINE = 'the command line';

/** A host without dialogs. */
export function withoutDialogs(kind: HostBridge['kind'], program: string): HostBridge {
  return {
    kind,
    program,
    dialogs: false,
    pickFiles: async () => [],
    pickFolder: async () => null,
    pickProjectFolder: async () => null,
    pickProject: async () => null,
    pickCopy: async () => null,
  };
}
