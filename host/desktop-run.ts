import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { LaunchFailure } from './desktop-failure.ts';
import { LaunchNotes } from './launch-note.ts';
import { flawOfProgram } from './program-file.ts';

/** After this time without a window (ms), the person is offered other ways to open it. A cold start on a slow disk takes some seconds. */
const PATIENCE = 30_000;
/** So much of what is printed before the window shows is kept (characters). */
const KEPT = 64 * 1024;
/** What a program printed last may come this much later (ms) than the news that it ended. */
const LAST_WORDS = 500;

/** How a run of the desktop program ended. */
export type DesktopRun =
  /** It had a window; `code` is its exit code, as a shell gives it where a signal ended it. */
  | { readonly outcome: 'ran'; readonly code: number; readonly signal: NodeJS.Signals | null }
  /** It runs already; that one has the file now. */
  | { readonly outcome: 'handed-over' }
  /** Somebody stopped it (Ctrl+C) before it had a window. */
  | { readonly outcome: 'stopped'; readonly code: number }
  | { readonly outcome: 'failed'; readonly failure: LaunchFailure };

interface RunOptions {
  /** Called once when it has had no window for `patience`; it goes on trying. */
  readonly hangs: (said: string) => void;
  /** Gets what it prints, from its window on. */
  readonly prints: (text: string) => void;
  readonly patience?: number;
}

/**
 * Runs the desktop program until it ends. What it prints before its window shows is held back: of one that fails, a
 * person wants one line. Ctrl+C reaches it as before, and this waits for it to close its project.
 */
export async function runDesktop(
  path: string,
  args: readonly string[],
  { hangs, prints, patience = PATIENCE }: RunOptions,
): Promise<DesktopRun> {
  const nothing = { path, output: '', code: null, signal: null };
  const flaw = flawOfProgram(path);
  if (flaw !== null) return { outcome: 'failed', failure: { ...nothing, flaw } };
  let shown = false;
  let held = '';
  const showHeld = () => {
    if (!shown && held !== '') prints(held);
    shown = true;
  };
  const notes = new LaunchNotes((note) => {
    clearTimeout(waiting);
    if (note === 'shown') showHeld();
  });
  const waiting = setTimeout(() => hangs(held), patience);
  const over = () => {
    clearTimeout(waiting);
    notes.end();
  };
  const hear = (text: string) => {
    if (shown) prints(text);
    else held = (held + text).slice(-KEPT);
  };
  let child: ChildProcess | undefined;
  // Before the program starts: a signal that comes while it does would end this one and leave that one running.
  const stops = passSignals(
    (signal) => child?.kill(signal),
    () => shown,
  );
  try {
    try {
      child = spawn(path, args, {
        stdio: ['inherit', 'pipe', 'pipe'],
        env: { ...process.env, ...notes.environment },
      });
    } catch (error) {
      // Node throws for some errors of the system and emits others.
      return { outcome: 'failed', failure: { ...nothing, refused: codeOf(error) } };
    }
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear);
    const { refused, code, signal } = await ended(child);
    const note = notes.look();
    // It may have ended between two looks.
    if (note === 'shown') showHeld();
    if (note === 'handed-over') return { outcome: 'handed-over' };
    if (note === 'shown') return { outcome: 'ran', code: exitCode(code, signal), signal };
    if (stops.asked !== undefined) return { outcome: 'stopped', code: exitCode(null, stops.asked) };
    const failure = { path, output: held, code, signal, ...(refused !== undefined && { refused }) };
    return { outcome: 'failed', failure };
  } finally {
    stops.forget();
    over();
  }
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly refused?: string;
}

/** Resolves when the program has ended and its output is complete, or could not be started. */
function ended(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, refused: codeOf(error) }));
    child.once('exit', (code, signal) => {
      const done = () => resolve({ code, signal });
      child.once('close', done);
      // Processes of its own may outlive it and hold its streams open.
      setTimeout(done, LAST_WORDS).unref();
    });
  });
}

interface Stops {
  /** What this program was asked by to end; `undefined` when it was not. */
  readonly asked: NodeJS.Signals | undefined;
  forget(): void;
}

/** Lets the program end itself when this one is asked to: this one would be gone before the project is closed. */
function passSignals(kill: (signal: NodeJS.Signals) => void, isShown: () => boolean): Stops {
  let asked: NodeJS.Signals | undefined;
  const onInterrupt = () => {
    // One that hangs without a window has nothing to save.
    if (asked === 'SIGINT' && !isShown()) kill('SIGKILL');
    asked = 'SIGINT';
    // A terminal sends it to all of its programs at once, and Electron takes a second one as "at once".
    if (!process.stdin.isTTY) kill('SIGINT');
  };
  const onTerminate = () => {
    asked = 'SIGTERM';
    kill('SIGTERM');
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    get asked() {
      return asked;
    },
    forget() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}

/** As a shell writes it: 128 and the signal's number. */
function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
