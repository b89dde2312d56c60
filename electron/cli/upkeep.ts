import { resolve } from 'node:path';
import { backup, restore } from '../../db/backup.ts';
import { checkProject } from '../../db/check.ts';
import { backupPath } from '../../db/copy.ts';
import type { CliCommand } from './define.ts';
import { counted } from '../../shared/text/counted.ts';

export const infoCommand: CliCommand = {
  usage: 'info FILE',
  help: 'counts by set, type and status; versions',
  words: [1, 1],
  options: {},
  async run({ positionals: [file = ''], workspace, router }) {
    workspace.open(file, { readonly: true });
    const info = await router.call('project.info', {});
    return {
      json: info,
      lines: [
        `${info.name}: ${info.documents} documents (${Object.entries(info.statuses)
          .map(([s, n]) => `${n} ${s}`)
          .join(', ')})`,
        ...info.sets.map(
          ({ name, kind, spans, documents }) =>
            `  ${name} (${kind}): ${counted(spans, 'span')} in ${counted(documents, 'document')}`,
        ),
        ...info.types.map(({ set, type, spans }) => `    ${set}: ${type} ${spans}`),
        `Postil ${info.versions.program}, format ${info.versions.schema}, scheme version ${info.versions.scheme}, SQLite ${info.versions.sqlite}`,
      ],
    };
  },
};

export const checkCommand: CliCommand = {
  usage: 'check FILE',
  help: 'check integrity, references, spans and the journal',
  words: [1, 1],
  options: {},
  async run({ positionals: [file = ''], workspace }) {
    workspace.open(file, { readonly: true });
    const { problems, checked } = checkProject(workspace.store);
    return {
      json: { ok: problems.length === 0, problems, checked },
      lines: [
        ...problems.map(({ area, message }) => `${area}: ${message}`),
        problems.length === 0
          ? `All is well: ${counted(checked.spans, 'span')} checked, ${counted(checked.changes, 'change')} walked back.`
          : `${problems.length} problems. Keep this file as it is and restore a backup beside it.`,
      ],
      failed: problems.length > 0,
    };
  },
};

export const backupCommand: CliCommand = {
  usage: 'backup FILE [OUT]',
  help: 'write a verified copy, beside the project unless OUT is given',
  words: [1, 2],
  options: {},
  async run({ positionals: [file = '', out], workspace }) {
    workspace.open(file, { readonly: true });
    const result = backup(workspace.store, out === undefined ? backupPath(resolve(file)) : resolve(out));
    return { json: result, lines: [`Backed up to ${result.path} (${result.bytes} bytes), verified.`] };
  },
};

export const restoreCommand: CliCommand = {
  usage: 'restore FILE BACKUP',
  help: 'put a backup in the place of the project; the present file is kept',
  words: [2, 2],
  options: {},
  async run({ positionals: [file = '', from = ''], workspace }) {
    const { kept } = restore(resolve(file), resolve(from), workspace.bridge.program);
    return {
      json: { project: resolve(file), kept },
      lines: [`Restored ${file} from ${from}.${kept ? ` The file that was there is now ${kept}.` : ''}`],
    };
  },
};
