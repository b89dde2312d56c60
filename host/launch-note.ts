import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../db/connection/temporary.ts';

/** Names the file of the note to the desktop program. */
const VARIABLE = 'POSTIL_LAUNCH_NOTE';
/** Between looks at the file (ms), only until the window is there. */
const LOOK = 100;

/**
 * What the desktop program tells the command line that started it: its window has shown, or another start of it was
 * running already and has taken the file.
 */
const NOTES = ['shown', 'handed-over'] as const;
export type LaunchNote = (typeof NOTES)[number];

/**
 * A file in a private folder in which the desktop program leaves its note. A file, since an inherited pipe takes a
 * descriptor that Chromium's own processes may count on.
 */
export class LaunchNotes {
  readonly #folder = temporaryFolder('launch');
  readonly #file = join(this.#folder, 'note');
  readonly #timer: ReturnType<typeof setInterval>;
  #read: LaunchNote | undefined;

  /** `told` is called once, when the note exists. */
  constructor(told: (note: LaunchNote) => void) {
    this.#timer = setInterval(() => {
      const note = this.look();
      if (note === undefined) return;
      clearInterval(this.#timer);
      told(note);
    }, LOOK);
  }

  /** What the program's environment needs for it. */
  get environment(): Record<string, string> {
    return { [VARIABLE]: this.#file };
  }

  /** The note, if there is one by now. */
  look(): LaunchNote | undefined {
    this.#read ??= NOTES.find((note) => note === read(this.#file));
    return this.#read;
  }

  end(): void {
    clearInterval(this.#timer);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // not written yet
  }
}

/** Leaves the note for the program that started this one, if it asked for one. */
export function leaveNote(note: LaunchNote): void {
  const file = process.env[VARIABLE];
  if (file === undefined) return;
  // What this program starts itself is not asked.
  delete process.env[VARIABLE];
  try {
    writeFileSync(file, note);
  } catch {
    // The starter has ended, and its folder with it.
  }
}
