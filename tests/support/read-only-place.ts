import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOBODY = 65_534;

/**
 * The user who starts a program that must not have write access everywhere: `nobody` instead of root, else the
 * current user.
 */
export const ASKED_AS = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** The reason why no folder can be made read-only here, or `null`. */
export const NO_READ_ONLY = process.platform === 'win32' ? 'permissions are not those of Unix' : null;

/** Makes the user of {@link ASKED_AS} the owner of a folder and its content, so that this user can reach it. */
export function handOver(folder: string): void {
  if (!('uid' in ASKED_AS)) return;
  chmodSync(dirname(folder), 0o755);
  for (const at of ['', ...(readdirSync(folder, { recursive: true }) as string[])])
    chownSync(join(folder, at), NOBODY, NOBODY);
}
