import { writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { writeFileAside } from './output.ts';

/** Exports the scheme into a folder, or beside the project. */
export async function exportScheme(
  { store, files }: JobContext,
  folder?: Uid,
): Promise<{ path: string; version: number }> {
  const name = basename(store.path, '.postil');
  const { number } = currentScheme(store);
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const out =
    folder === undefined
      ? join(dirname(store.path), 'exports', `${name}-scheme-v${number}-${stamp}.json`)
      : join(files.resolve(folder).path, `scheme-v${number}.json`);
  return await writeSchemeFile(store, out);
}

/** Writes the scheme as JSON that can be imported again, under a temporary name first, so that no incomplete file remains. */
export async function writeSchemeFile(
  store: ReadStore,
  out: string,
): Promise<{ path: string; version: number }> {
  const { number, scheme } = currentScheme(store);
  await writeFileAside(out, (file) => writeSync(file, `${JSON.stringify(scheme, null, 2)}\n`));
  return { path: out, version: number };
}
