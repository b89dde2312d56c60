import { readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, sep } from 'node:path';

/** Folders that sync programs keep, by a part of the path. */
const SYNCED: readonly (readonly [RegExp, string])[] = [
  [/^Dropbox( \(.+\))?$/i, 'Dropbox'],
  [/^OneDrive( - .+)?$/i, 'OneDrive'],
  [/^(Google ?Drive|GoogleDrive-.+|My Drive)$/i, 'Google Drive'],
  [/^(iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)$/i, 'iCloud Drive'],
  [/^Nextcloud$/i, 'Nextcloud'],
  [/^ownCloud$/i, 'ownCloud'],
];

/** File systems whose files another machine may write at the same time. */
const NETWORK =
  /^(nfs\d?|cifs|smb\d?|smbfs|afpfs|ncpfs|9p|afs|fuse\.(sshfs|rclone|davfs2?|smbnetfs|gvfsd-fuse))$/;

/** A place at which a project is not safe: what it is, in words that follow “in”. */
export interface SharedPlace {
  readonly kind: 'synced' | 'network';
  readonly name: string;
}

/**
 * Whether a file lies in a folder that is copied elsewhere while it is written, or on a share: there the journal of SQLite and
 * its file may come apart. `mounts`: as `/proc/mounts` has them.
 */
export function sharedPlace(path: string, mounts: string = readMounts()): SharedPlace | null {
  if (/^(\\\\|\/\/)[^?.\\/]/.test(path)) return { kind: 'network', name: 'a network share' };
  const real = realFolder(path);
  // A home that is called like that, or a folder above it, says nothing.
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

/** What a person is told of it. */
export function sharedPlaceWarning(path: string, { kind, name }: SharedPlace): string {
  const why =
    kind === 'synced'
      ? 'What copies it elsewhere may copy the file and its journal at different moments, or put an older one in their place'
      : 'Two machines that write there at once do not see each other’s locks';
  return `${path} lies in ${name}. ${why}: work can be lost. Work on a local copy, and put that back when you are done.`;
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
