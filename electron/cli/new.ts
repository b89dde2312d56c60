import { existsSync, readFileSync } from 'node:fs';
import { createProject } from '../../db/create.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { Scheme } from '../../shared/model/scheme.ts';
import { PRESETS, presetById } from '../../shared/presets/index.ts';
import { text, type CliCommand } from './define.ts';

export const newCommand: CliCommand = {
  usage: 'new FILE [--scheme news|ontonotes|conll|blank|FILE.json]',
  help: 'make a new project',
  words: [1, 1],
  options: { scheme: { type: 'string' } },
  async run({ positionals: [file = ''], options, workspace }) {
    const path = file.endsWith('.postil') ? file : `${file}.postil`;
    const scheme = readScheme(text(options, 'scheme') ?? 'news');
    createProject(path, scheme, workspace.settings.actor);
    return {
      json: { project: path, scheme: scheme.name, types: scheme.types.length },
      lines: [`Made ${path} with the scheme ${scheme.name} (${scheme.types.length} types).`],
    };
  },
};

/** A preset by its id, or a scheme in a JSON file. */
function readScheme(name: string): Scheme {
  const preset = presetById(name);
  if (preset) return preset.scheme;
  if (!existsSync(name)) {
    const known = PRESETS.map(({ id }) => id).join(', ');
    throw new PostilError('not-found', `“${name}” is neither a preset scheme (${known}) nor a file.`, {
      file: name,
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(name, 'utf8'));
  } catch (error) {
    throw new PostilError('refused', `The scheme is not valid JSON: ${(error as Error).message}.`, {
      file: name,
    });
  }
  const parsed = Scheme.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new PostilError(
    'refused',
    `The scheme is not valid: ${issue.path.join('.') || 'top level'}: ${issue.message}.`,
    { file: name },
  );
}
