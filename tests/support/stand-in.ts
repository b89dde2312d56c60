import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a program into a folder in place of Electron's binary, for `ELECTRON_OVERRIDE_DIST_PATH`; returns its path.
 */
export function standInElectron(folder: string, program: string | Buffer, mode = 0o755): string {
  const path = join(folder, 'electron');
  writeFileSync(path, program);
  chmodSync(path, mode);
  return path;
}
