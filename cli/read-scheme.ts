import { existsSync, readFileSync } from 'node:fs';
import { PostilError } from '../shared/contract/errors.ts';
import type { Scheme } from '../shared/model/scheme.ts';
import { PRESETS, presetById } from '../shared/presets/index.ts';
import { readSchemeText } from '../shared/scheme-edit/read.ts';
import { MESSAGES } from './messages.ts';

/** Reads a scheme: a preset by its id, or a JSON file. Throws `not-found`. */
export function readScheme(name: string): Scheme {
  const preset = presetById(name);
  if (preset) return preset.scheme;
  if (!existsSync(name)) {
    const known = PRESETS.map(({ id }) => id).join(', ');
    throw new PostilError('not-found', MESSAGES.noScheme(name, known), {
      file: name,
    });
  }
  return readSchemeText(readFileSync(name, 'utf8'), name);
}
