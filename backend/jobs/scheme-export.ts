import { writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { migrationBetween } from '../../db/scheme/migrations.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { SchemeDifference } from '../../shared/contract/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { SchemeFormat } from '../../shared/scheme-files/formats.ts';
import { writeScheme } from '../../shared/scheme-files/index.ts';
import type { JobContext } from '../context.ts';
import { writeFileAside } from './output.ts';

interface Written {
  readonly path: string;
  readonly version: number;
  /** What the format does not hold, in words. */
  readonly lost: SchemeDifference[];
}

/** Exports the scheme into a folder, or beside the project. */
export async function exportScheme(
  { store, files }: JobContext,
  format: SchemeFormat,
  folder?: Uid,
): Promise<Written> {
  const name = basename(store.path, '.postil');
  const { number } = currentScheme(store);
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const place =
    folder === undefined
      ? join(dirname(store.path), 'exports', `${name}-scheme-v${number}-${stamp}`)
      : join(files.resolve(folder).path, `scheme-v${number}`);
  // brat wants its own names, in a folder for them alone.
  const out = format === 'brat' ? join(place, 'annotation.conf') : `${place}.${format}`;
  return await writeSchemeFile(store, format, out);
}

/**
 * Writes the scheme so that it can be imported again, each file under a temporary name first, so that no incomplete file remains. A
 * brat configuration has further files beside the first.
 */
export async function writeSchemeFile(store: ReadStore, format: SchemeFormat, out: string): Promise<Written> {
  const { number, scheme } = currentScheme(store);
  const { files, lost } = await writeScheme(scheme, format, basename(out));
  for (const { name, bytes } of files)
    await writeFileAside(join(dirname(out), name), (file) => writeSync(file, bytes));
  return { path: out, version: number, lost: [...lost] };
}

/** Writes the change of the scheme between two versions as a file that other projects can apply. */
export async function writeMigrationFile(
  store: ReadStore,
  from: number,
  to: number,
  out: string,
): Promise<{ path: string; steps: number }> {
  const migration = migrationBetween(store, from, to);
  await writeFileAside(out, (file) => writeSync(file, `${JSON.stringify(migration, null, 2)}\n`));
  return { path: out, steps: migration.steps.length };
}
