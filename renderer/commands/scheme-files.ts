import type { Scheme } from '../../shared/model/scheme.ts';
import type { ReadScheme } from '../../shared/scheme-files/table-read.ts';

/** Reads scheme files; several are those of a brat configuration. Throws if they are no scheme. */
export async function readSchemeOf(files: readonly File[], base?: Scheme): Promise<ReadScheme> {
  // The readers of workbooks and tables are needed for nothing else in the window.
  const { readSchemeFiles } = await import('../../shared/scheme-files/index.ts');
  const read = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  return await readSchemeFiles(read, base);
}
