import { dirname } from 'node:path';
import { createProject } from '../db/connection/create.ts';
import { makeFolder, assertOutput } from '../backend/jobs/output-path.ts';
import { PRESETS } from '../shared/presets/index.ts';
import { counted } from '../shared/text/counted.ts';
import { text, type CliCommand } from './define.ts';
import { readScheme } from './read-scheme.ts';

export const newCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Create a project',
  details: 'FILE gets the extension .postil if it has none.',
  words: [1, 1],
  options: {
    scheme: {
      type: 'string',
      value: 'SCHEME',
      help: `A scheme that ships with Postil (${PRESETS.map(({ id }) => id).join(', ')}), or a file: JSON, a brat annotation.conf, .xlsx or .csv. Default: news.`,
    },
  },
  async run({ positionals: [file = ''], options, workspace }) {
    const path = file.endsWith('.postil') ? file : `${file}.postil`;
    const { scheme, notes } = await readScheme(text(options, 'scheme') ?? 'news');
    assertOutput(path, 'file');
    makeFolder(dirname(path));
    createProject(path, scheme, workspace.settings.actor);
    return {
      json: { project: path, scheme: scheme.name, types: scheme.types.length, notes },
      lines: [
        ...notes,
        `Created ${path} with the scheme ${scheme.name} (${counted(scheme.types.length, 'type')}).`,
      ],
    };
  },
};
