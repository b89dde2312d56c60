import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A download that has not come by then will not (ms). */
const PATIENCE = 120_000;

/** Where Electron's program is, or why it cannot be had here. */
export type ElectronBinary = { readonly path: string } | { readonly reason: string };

/**
 * Finds Electron's own program, letting Electron's installer fetch it when it is missing: its package no longer
 * does so by itself, and asking it for the path would throw.
 */
export function findElectron({ fetch }: { fetch: boolean }): ElectronBinary {
  let folder: string;
  try {
    folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return { reason: 'the electron package is not installed' };
  }
  const found = installed(folder);
  if (found) return { path: found };
  if (!fetch || process.env['POSTIL_NO_ELECTRON'])
    return { reason: 'Electron’s program is not on this machine' };
  const installer = spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: 'ignore',
    timeout: PATIENCE,
  });
  const fetched = installer.status === 0 ? installed(folder) : undefined;
  return fetched
    ? { path: fetched }
    : { reason: 'Electron’s program is not on this machine and could not be downloaded' };
}

function installed(folder: string): string | undefined {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const path = dist ? join(dist, name) : join(folder, 'dist', name);
  return existsSync(path) ? path : undefined;
}
