import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** `nobody`, on every system. */
const NOBODY = 65_534;

/** How to start a program as somebody who is not root: nothing to add for an ordinary user. */
export interface OrdinaryUser {
  readonly identity: { readonly uid?: number; readonly gid?: number };
  /** Hands a folder over to that user. */
  own(path: string): void;
}

/** `null` where root runs the tests in a place that nobody else may read. */
export function ordinaryUser(): OrdinaryUser | null {
  if (process.getuid?.() !== 0) return { identity: {}, own: () => undefined };
  const identity = { uid: NOBODY, gid: NOBODY };
  const readable = spawnSync(process.execPath, ['--version'], { ...identity, cwd: process.cwd() });
  return readable.status === 0 ? { identity, own: (path) => chownSync(path, NOBODY, NOBODY) } : null;
}
