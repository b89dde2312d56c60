import type { PlannedChange } from '../../shared/contract/scheme.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { readSchemeFiles } from '../../shared/scheme-files/index.ts';
import type { ReadScheme } from '../../shared/scheme-files/table-read.ts';
import { call } from '../api.ts';
import { copied } from './scheme.ts';

// Imported by screens of the later script alone: the first screen does not wait for the readers of workbooks and tables.

/** A scheme from a file, and what adopting it would change. */
export interface IncomingScheme extends ReadScheme {
  readonly changes: readonly PlannedChange[];
}

/** Reads scheme files; several are those of a brat configuration. Throws if they are no scheme. */
export async function readSchemeOf(files: readonly File[], base?: Scheme): Promise<ReadScheme> {
  const read = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  return await readSchemeFiles(read, base);
}

/** Returns the scheme in files, and what adopting it would change. Throws if they are no scheme. */
export async function planImport(files: readonly File[]): Promise<IncomingScheme> {
  const { scheme: now } = await call('project.scheme', {});
  const read = await readSchemeOf(files, now);
  const target = { scheme: read.scheme, renames: read.renames.map(copied) };
  const { changes } = await call('scheme.plan', { target });
  return { ...read, changes };
}
