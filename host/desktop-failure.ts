import { dirname, join } from 'node:path';
import { debianPackage, type PackageManager } from './system-packages.ts';

/** How a desktop program ended that has shown no window. */
export interface LaunchFailure {
  /** The program's file. */
  readonly path: string;
  /** Everything it printed, or the end of it. */
  readonly output: string;
  /** Its exit code; `null` when a signal ended it, or it could not be started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The system's error code when it could not be started, as `EACCES`. */
  readonly refused?: string;
  /** What is wrong with its file, when that was seen before it was started. */
  readonly flaw?: string;
}

/** What happened, and what helps if that is known. One line each. */
export interface Explanation {
  readonly what: string;
  readonly cure: string | null;
}

/** Longer lines are cut: nobody reads on. */
const LONGEST = 400;

/** Says why the desktop program showed no window, in its own last words, and how to mend it. */
export function explainFailure(failure: LaunchFailure, packages: PackageManager | null): Explanation {
  const { output, flaw } = failure;
  const said = lastWords(output);
  const how = flaw ?? (said === null ? howItEnded(failure) : `it printed “${said}”`);
  return { what: how, cure: cureFor(failure, packages) };
}

function howItEnded({ code, signal, refused }: LaunchFailure): string {
  if (refused !== undefined) return `its file could not be started (${refused})`;
  if (signal !== null) return `it was ended by ${signal} and had printed nothing`;
  return `it ended with exit code ${code} and had printed nothing`;
}

function cureFor(failure: LaunchFailure, packages: PackageManager | null): string | null {
  const { path, output, flaw, refused, signal } = failure;
  const folder = dirname(path);
  const again = `remove the folder ${folder} and run this again, so that it is downloaded anew`;
  if (flaw !== undefined) return again;
  const library =
    /error while loading shared libraries: ([^\s:]+)/.exec(output)?.[1] ??
    /Error loading shared library ([^\s:]+)/.exec(output)?.[1];
  if (library !== undefined) return `install the library ${library}: ${commandFor(library, packages)}`;
  if (/version [`'‘]?(?:GLIBC|GLIBCXX)_[\d.]+['’]? not found/.test(output))
    return 'this system’s C library is older than Electron needs; only a newer system can show the window';
  if (/SUID sandbox helper|No usable sandbox|Failed to move to new namespace/i.test(output)) {
    const helper = quote(join(folder, 'chrome-sandbox'));
    return (
      'this system forbids Chromium’s sandbox the user namespaces it needs (Ubuntu does so since 23.10, by AppArmor). ' +
      `Either run: sudo chown root:root ${helper} && sudo chmod 4755 ${helper} ; or give ${path} an AppArmor profile ` +
      'that allows “userns”, as described in docs/starting.md under “When no window opens”. Postil does not run without the sandbox'
    );
  }
  if (/Running as root without --no-sandbox/i.test(output))
    return 'start it as an ordinary user: Chromium’s sandbox does not work for root';
  if (
    /Missing X server|cannot open display|Unable to open X display|Failed to connect to Wayland/i.test(output)
  )
    return 'the display that DISPLAY or WAYLAND_DISPLAY names cannot be reached; start this from a terminal of the desktop';
  if (/\/dev\/shm/.test(output)) return 'shared memory is not usable here; run: sudo chmod 1777 /dev/shm';
  if (refused === 'EACCES')
    return `its file may not be executed: ${again}; on a file system mounted with “noexec” it cannot run`;
  if (refused === 'ENOENT')
    return 'the loader that the program asks for is not on this system, which is so where the C library is not glibc (as on Alpine)';
  if (refused === 'ENOEXEC' || /exec format error|cannot execute binary file/i.test(output)) return again;
  // A page of the file that is not there, or is not what was built.
  if (signal === 'SIGBUS' || signal === 'SIGILL') return again;
  return null;
}

function commandFor(library: string, packages: PackageManager | null): string {
  switch (packages) {
    case 'apt-get': {
      const name = debianPackage(library);
      return name === undefined
        ? `sudo apt-get install apt-file && sudo apt-file update && apt-file search ${library} names its package`
        : `sudo apt-get install ${name}`;
    }
    case 'dnf':
    case 'zypper':
      return `sudo ${packages} install '${library}()(64bit)'`;
    case 'pacman':
      return `sudo pacman -Fy ${library} names its package`;
    case 'apk':
      return `apk search so:${library} names its package`;
    case null:
      return 'with the package manager of this system';
  }
}

/** A word of a shell command, in quotation marks where it needs them. */
function quote(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Chromium's mark before a line: `[4711:1129/104512.123456:FATAL:setuid_sandbox_host.cc(163)] `. */
const MARK = /^\[[\d:/.]+:([A-Z]+\d*):[^\]]*\]\s*/;
/** Lines of a crash report, of registers and of stacks, which come last and mean nothing to a person. */
const NOISE =
  /^(?:#\d+ |\[end of stack trace\]|\[?\d+\]?$|Calling _exit|Received signal|Trace\/breakpoint trap|\s*(?:r\d+|[a-z]{2,3}): [0-9a-f]{8,}| {2,}at |Node\.js v\d)/;

/** Returns the most telling line: the last fatal one, else the last error, else the last that is not noise; `null` if there is none. */
function lastWords(output: string): string | null {
  const lines = output
    .replace(/\u001b\[[\d;]*[A-Za-z]/g, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !NOISE.test(line));
  const level = (wanted: RegExp) => lines.findLast((line) => wanted.test(MARK.exec(line)?.[1] ?? ''));
  const line =
    level(/^FATAL/) ??
    lines.findLast((each) => /^(?:\w*Error: |.*error while loading shared libraries)/.test(each)) ??
    lines.findLast((each) => !MARK.test(each)) ??
    lines.at(-1);
  if (line === undefined) return null;
  const words = line.replace(MARK, '').trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}
