import { dirname } from 'node:path';
import { createProject } from '../db/connection/create.ts';
import { makeFolder, assertOutput } from '../backend/jobs/output-path.ts';
import { text, type CliCommand } from './define.ts';
import { readScheme } from './read-scheme.ts';

export const newCommand: CliCommand = {
  usage: 'new FILE [--scheme news|ontonotes|conll|blank|FILE.json]',
  help: 'make a new project',
  words: [1, 1],
  options: { scheme: { type: 'string' } },
  async run({ positionals: [file = ''], options, workspace }) {
    const path = file.endsWith('.postil') ? file : `${file}.postil`;
    const scheme = readScheme(text(options, 'scheme') ?? 'news');
    assertOutput(path, 'file');
    makeFolder(dirname(path));
    createProject(path, scheme, workspace.settings.actor);
    return {
      json: { project: path, scheme: scheme.name, types: scheme.types.length },
      lines: [`Made ${path} with the scheme ${scheme.name} (${scheme.types.length} types).`],
    };
  },
};
