import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** The id of `nobody`, on every system. */
const NOBODY = 65_534;

/** How to start a program as a user who is not root; an ordinary user needs no options. */
export interface OrdinaryUser {
  readonly identity: { readonly uid?: number; readonly gid?: number };
  /** Makes that user the owner of a folder. */
  own(path: string): void;
}

/** Returns `null` if root runs the tests in a folder that nobody else may read. */
export function ordinaryUser(): OrdinaryUser | null {
  if (process.getuid?.() !== 0) return { identity: {}, own: () => undefined };
  const identity = { uid: NOBODY, gid: NOBODY };
  const readable = spawnSync(process.execPath, ['--version'], { ...identity, cwd: process.cwd() });
  return readable.status === 0 ? { identity, own: (path) => chownSync(path, NOBODY, NOBODY) } : null;
}
