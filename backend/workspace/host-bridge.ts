/** What differs between the programs: the desktop has dialogs, the others have none. */
export interface HostBridge {
  readonly kind: 'desktop' | 'web' | 'cli';
  /** As named to others that find the project in use. */
  readonly program: string;
  readonly dialogs: boolean;
  /** Paths chosen to import; empty when dismissed. */
  pickFiles(options: { folders: boolean }): Promise<readonly string[]>;
  /** A folder to export to that does not exist yet, or is empty; `null` when dismissed. */
  pickFolder(suggestion: string): Promise<string | null>;
  /** Where a new project shall be, `null` when dismissed. */
  pickNewProject(suggestion: string): Promise<string | null>;
  pickProject(): Promise<string | null>;
  /** Where a copy of the project shall be, `null` when dismissed. */
  pickCopy(suggestion: string): Promise<string | null>;
  /** Shows a file or folder in the system's file manager; a browser cannot. */
  readonly reveal?: (path: string) => void;
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
    pickNewProject: async () => null,
    pickProject: async () => null,
    pickCopy: async () => null,
  };
}
