import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { currentScheme } from '../../../db/scheme.ts';
import type { ReadStore } from '../../../db/store.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';

/** Exports the scheme into a folder, or beside the project. */
export function exportScheme({ store, files }: JobContext, folder?: Uid): { path: string; version: number } {
  const name = basename(store.path, '.postil');
  const { number } = currentScheme(store);
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const out =
    folder === undefined
      ? join(dirname(store.path), 'exports', `${name}-scheme-v${number}-${stamp}.json`)
      : join(files.resolve(folder).path, `scheme-v${number}.json`);
  return writeSchemeFile(store, out);
}

/** Writes the scheme as JSON, as it can be imported again: under a temporary name first, so that no half of it is left. */
export function writeSchemeFile(store: ReadStore, out: string): { path: string; version: number } {
  if (existsSync(out))
    throw new PostilError('refused', `There is already a file ${out}; choose another name.`, { file: out });
  const { number, scheme } = currentScheme(store);
  mkdirSync(dirname(out), { recursive: true });
  const partial = join(dirname(out), `.${basename(out)}.${process.pid}.partial`);
  try {
    const file = openSync(partial, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify(scheme, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(partial, out);
  } finally {
    rmSync(partial, { force: true });
  }
  return { path: out, version: number };
}
