import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a program in the place of Electron's own into a folder, for `ELECTRON_OVERRIDE_DIST_PATH`; returns its path. */
export function standInElectron(folder: string, program: string | Buffer, mode = 0o755): string {
  const path = join(folder, 'electron');
  writeFileSync(path, program);
  chmodSync(path, mode);
  return path;
}
