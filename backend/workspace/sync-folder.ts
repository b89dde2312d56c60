import { readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, sep } from 'node:path';

/** Folders of sync programs, recognised by a part of the path. */
const SYNCED: readonly (readonly [RegExp, string])[] = [
  [/^Dropbox( \(.+\))?$/i, 'Dropbox'],
  [/^OneDrive( - .+)?$/i, 'OneDrive'],
  [/^(Google ?Drive|GoogleDrive-.+|My Drive)$/i, 'Google Drive'],
  [/^(iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)$/i, 'iCloud Drive'],
  [/^Nextcloud$/i, 'Nextcloud'],
  [/^ownCloud$/i, 'ownCloud'],
];

/** File systems whose files another machine may be writing at the same time. */
const NETWORK =
  /^(nfs\d?|cifs|smb\d?|smbfs|afpfs|ncpfs|9p|afs|fuse\.(sshfs|rclone|davfs2?|smbnetfs|gvfsd-fuse))$/;

/** A folder in which a project is not safe. `name` is in words that follow “in”. */
export interface SyncFolder {
  readonly kind: 'synced' | 'network';
  readonly name: string;
}

/**
 * Returns the synced folder or network share that a file is in, or `null`. There SQLite's journal and file may get out of step, because
 * they are copied while they are written. `mounts`: in the format of `/proc/mounts`.
 */
export function syncFolderOf(path: string, mounts: string = readMounts()): SyncFolder | null {
  if (/^(\\\\|\/\/)[^?.\\/]/.test(path)) return { kind: 'network', name: 'a network share' };
  const real = realFolder(path);
  // The names of the home folder and of those above it prove nothing.
  const home = homedir() + sep;
  const below = real.startsWith(home) ? real.slice(home.length) : real;
  for (const part of below.split(/[\\/]/)) {
    const found = SYNCED.find(([pattern]) => pattern.test(part));
    if (found) return { kind: 'synced', name: `${/^i/.test(found[1]) ? 'an' : 'a'} ${found[1]} folder` };
  }
  const type = fileSystemOf(real, mounts);
  return type !== undefined && NETWORK.test(type)
    ? { kind: 'network', name: `a network share (${type})` }
    : null;
}

/** The warning for a person. */
export function syncFolderWarning(path: string, { kind, name }: SyncFolder): string {
  const why =
    kind === 'synced'
      ? 'The sync program may copy the file and its journal at different moments, or replace them by older ones'
      : 'Two machines that write there at the same time do not see each other’s locks';
  return `${path} is in ${name}. ${why}, so work can be lost. Work on a local copy, and move it back when you are done.`;
}

function realFolder(path: string): string {
  try {
    return realpathSync(dirname(path));
  } catch {
    return dirname(path);
  }
}

/** The type of the file system that holds a folder: that of the longest mount point above it, the last one mounted. */
function fileSystemOf(folder: string, mounts: string): string | undefined {
  let best: { point: string; type: string } | undefined;
  for (const line of mounts.split('\n')) {
    const [, escaped, type] = line.split(' ');
    if (escaped === undefined || type === undefined) continue;
    const point = escaped.replace(/\\(\d{3})/g, (_, octal: string) =>
      String.fromCharCode(parseInt(octal, 8)),
    );
    const isAbove = point === '/' || folder === point || folder.startsWith(`${point}/`);
    if (isAbove && point.length >= (best?.point.length ?? 0)) best = { point, type };
  }
  return best?.type;
}

function readMounts(): string {
  try {
    return readFileSync('/proc/mounts', 'utf8');
  } catch {
    return '';
  }
}
