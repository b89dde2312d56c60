import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PostilError } from '../shared/contract/errors.ts';
import type { Scheme } from '../shared/model/scheme.ts';
import { PRESETS, presetById } from '../shared/presets/index.ts';
import { besideName, readSchemeFiles, type ReadScheme } from '../shared/scheme-files/index.ts';
import { MESSAGES } from './messages.ts';

/**
 * Reads a scheme: a preset by its id, or a file: JSON, a workbook, CSV, or a brat configuration with the files beside it. Throws
 * `not-found`.
 *
 * @param base the scheme over which the file is read: it keeps what the format cannot hold
 */
export async function readScheme(name: string, base?: Scheme): Promise<ReadScheme> {
  const preset = presetById(name);
  if (preset) return { scheme: preset.scheme, renames: [], notes: [] };
  if (!existsSync(name)) {
    const known = PRESETS.map(({ id }) => id).join(', ');
    throw new PostilError('not-found', MESSAGES.noScheme(name, known), {
      file: name,
    });
  }
  const beside = name.toLowerCase().endsWith('.conf')
    ? (['visual', 'shortcuts'] as const).map((part) => join(dirname(name), besideName(basename(name), part)))
    : [];
  const files = [name, ...beside.filter((path) => existsSync(path))];
  return await readSchemeFiles(
    files.map((path) => ({ name: path, bytes: new Uint8Array(readFileSync(path)) })),
    base,
  );
}
