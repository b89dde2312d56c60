import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

/**
 * Everything that a program of ours makes for a while only: folders for what is staged, copies to look at, files that are
 * written under another name first. The name says whose it is (machine, process, when the process began), so that
 * what a killed program left behind can be swept by the next one, and what a living one has is never touched.
 */

/** `postil-WHAT-OWNER-RANDOM`, and `.NAME.OWNER-NUMBER.partial` with what SQLite puts beside it. */
const FOLDER = /^postil-[a-z]+-([0-9a-f]{8}\.\d+\.[0-9a-z]+)-\w+$/;
const PARTIAL = /\.([0-9a-f]{8}\.\d+\.[0-9a-z]+)-\d+\.partial(?:-journal|-wal|-shm)?$/;
/** What an older Postil called its folders; swept once nobody has touched them for a while. */
const NAMELESS = /^postil-(?:import|staging|upload|decide|check|link)-[A-Za-z0-9]{6}$/;
/** Of another machine nobody can say whether the program still runs; nothing is written to for so long (ms). */
const FORGOTTEN = 7 * 24 * 3_600_000;
/** So much of a file's name is in that of its partial, which must not become longer than names may be. */
const SHOWN = 40;

const LEDGER = 'postil-temporary-ledger';
/** Folders that a living program has written partial files into. */
const parents = new Set<string>();
let made = 0;

/** An empty folder of this program's own. Its creator removes it; if it dies, the next program does. */
export function temporaryFolder(what: string, parent: string = tmpdir()): string {
  expectTemporary(parent);
  return mkdtempSync(join(parent, `postil-${what}-${OWNER}-`));
}

/** The name under which a file or folder is written first: in the same folder, so that it can be renamed. */
export function partialPath(out: string): string {
  const parent = dirname(out);
  expectTemporary(parent);
  const name = [...basename(out)].slice(0, SHOWN).join('');
  return join(parent, `.${name.replace(/^\.+/, '')}.${OWNER}-${process.pid % 1000}${++made}.partial`);
}

/** Tells that something temporary will be made in this folder, perhaps by a thread of this program. */
export function expectTemporary(parent: string): void {
  const folder = resolve(parent);
  if (parents.has(folder)) return;
  parents.add(folder);
  const ledger = ledgerPath();
  if (ledger === undefined || isTemporaryPlace(folder)) return;
  try {
    appendFileSync(ledger, `${JSON.stringify(folder)}\n`, { mode: 0o600 });
  } catch {
    // Then only the next program that writes there sweeps it.
  }
}

/**
 * Removes what programs left behind that are gone, from a folder. What cannot be looked at or removed stays for the next
 * time.
 *
 * @returns the names that were removed, and whether something of a living program is left
 */
export function sweepTemporary(
  parent: string,
  now: number = Date.now(),
): { removed: string[]; left: boolean } {
  const removed: string[] = [];
  let left = false;
  for (const name of namesIn(parent)) {
    const owner = FOLDER.exec(name)?.[1] ?? PARTIAL.exec(name)?.[1];
    if (owner === undefined && !NAMELESS.test(name)) continue;
    const path = join(parent, name);
    if (owner === undefined ? !isOld(path, now) : isAlive(owner, path, now)) left ||= owner !== undefined;
    else if (remove(path)) removed.push(name);
  }
  return { removed, left };
}

/**
 * Sweeps the folder for temporary files, and all others that a program has written into since it was last swept.
 *
 * @param ledger the file that remembers those others, for this program and its threads
 */
export function sweepLeftovers(ledger: string): void {
  setEnvironmentData(LEDGER, ledger);
  sweepTemporary(tmpdir());
  const size = statSync(ledger, { throwIfNoEntry: false })?.size;
  if (size === undefined) return;
  const unfinished = remembered(ledger).filter((parent) => sweepTemporary(parent).left);
  // Another program may have added a line meanwhile: then it is done next time.
  if (unfinished.length === 0 && statSync(ledger, { throwIfNoEntry: false })?.size === size) remove(ledger);
}

/** Removes what this program still has. For its end, when nobody else does it any more. */
export function removeOwn(): void {
  for (const parent of [tmpdir(), ...parents]) {
    for (const name of namesIn(parent)) {
      const owner = FOLDER.exec(name)?.[1] ?? PARTIAL.exec(name)?.[1];
      if (owner === OWNER) remove(join(parent, name));
    }
  }
}

if (isMainThread) process.once('exit', removeOwn);

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // gone, or not ours to look into
  }
}

function remove(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

function ledgerPath(): string | undefined {
  const ledger = getEnvironmentData(LEDGER);
  return typeof ledger === 'string' ? ledger : undefined;
}

function remembered(ledger: string): string[] {
  try {
    const lines = readFileSync(ledger, 'utf8').split('\n');
    return [...new Set(lines.filter((line) => line !== '').map((line) => JSON.parse(line) as string))];
  } catch {
    return [];
  }
}

function isTemporaryPlace(folder: string): boolean {
  try {
    return realpathSync(folder) === realpathSync(tmpdir());
  } catch {
    return false;
  }
}

/** This program, its threads included: `MACHINE.PID.BEGAN`. */
const OWNER = `${machine()}.${process.pid}.${began(process.pid)}`;

function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

/**
 * When a process began, as the system counts it, so that another one of the same number is told apart; "0" where the system
 * does not say.
 */
function began(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold blanks and brackets; the 22nd is the start.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]).toString(36);
  } catch {
    return '0';
  }
}

function isAlive(owner: string, path: string, now: number): boolean {
  if (owner === OWNER) return true;
  const [host, pid, start] = owner.split('.') as [string, string, string];
  if (host !== machine()) return !isOld(path, now);
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const running = began(Number(pid));
  return start === '0' || running === '0' ? existsSync(path) : running === start;
}

function isOld(path: string, now: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && now - stat.mtimeMs > FORGOTTEN;
}
