import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build as pack, type Configuration } from 'electron-builder';
import { withProgress } from '../cli/progress.ts';
import { fetchElectron } from '../host/electron-binary.ts';
import { build } from './build.ts';

/** Marks the position of the fuses in Electron's binary (@electron/fuses); a version and a length follow. */
const FUSE_WIRE = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;

/**
 * Creates a folder that replaces Electron's own on machines without it: its program contains only the fuses, so that
 * everything except Electron is packaged as usual. Returns its path.
 */
export function standInElectron(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postil-electron-'));
  const program = Buffer.concat([
    Buffer.from('#!/bin/sh\necho "This is no Electron; pack on a machine that has it." >&2; exit 1\n'),
    Buffer.from(FUSE_WIRE),
    Buffer.from([1, FUSES]),
    Buffer.from('1'.repeat(FUSES)),
  ]);
  writeFileSync(join(folder, 'electron'), program);
  chmodSync(join(folder, 'electron'), 0o755);
  mkdirSync(join(folder, 'resources'));
  return folder;
}

/** Packages the build for this machine's system into `output`; `electron` is the folder used as Electron's own. */
export async function packFolder(output: string, electron: string): Promise<void> {
  const config: Configuration = { directories: { output }, electronDist: electron };
  await pack({ dir: true, config: { extends: 'electron-builder.yml', ...config }, publish: 'never' });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { dir: { type: 'boolean' } } });
  await build();
  const electron = await withProgress({ options: {}, streams: process }, (progress) =>
    fetchElectron(progress),
  );
  if ('path' in electron) {
    const config: Configuration = { extends: 'electron-builder.yml', electronDist: dirname(electron.path) };
    await pack({ ...(values.dir && { dir: true }), config, publish: 'never' });
  } else if (values.dir) {
    console.log(`${electron.reason}: packing around a stand-in for it, which cannot run.`);
    const standIn = standInElectron();
    await packFolder('release', standIn);
    rmSync(standIn, { recursive: true });
  } else {
    console.error(
      `${electron.reason}, so no package can be made. \`npm run pack -- --dir\` packs around a stand-in.`,
    );
    process.exitCode = 1;
  }
}
