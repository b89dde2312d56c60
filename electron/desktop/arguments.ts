import { basename, dirname, join, resolve } from 'node:path';
import { appFolder } from '../../host/paths.ts';

/**
 * The project file given on the command line, as an absolute path; `null` if none is. Switches are Chromium's, and
 * before packing, the program itself is among the arguments.
 */
export function givenFile(argv: readonly string[], folder: string): string | null {
  const program = new Set([appFolder(), join(appFolder(), 'dist', 'main.mjs')]);
  const given = argv
    .slice(1)
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .map((argument) => resolve(folder, argument))
    .find((path) => !program.has(path));
  return given ?? null;
}

/** A name for a project in messages: the file's, and its folder to tell two apart. */
export function describePath(path: string): string {
  return `${basename(path)} in ${dirname(path)}`;
}
