import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOBODY = 65_534;

/** Who starts a program that must not write everywhere: root may, so then it is somebody else. */
export const ASKED_AS = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** Why no folder can be made read-only here, or `null`. */
export const NO_READ_ONLY = process.platform === 'win32' ? 'permissions are not those of Unix' : null;

/** Gives a folder and all in it to who {@link ASKED_AS} is, who can reach it then. */
export function handOver(folder: string): void {
  if (!('uid' in ASKED_AS)) return;
  chmodSync(dirname(folder), 0o755);
  for (const at of ['', ...(readdirSync(folder, { recursive: true }) as string[])])
    chownSync(join(folder, at), NOBODY, NOBODY);
}
