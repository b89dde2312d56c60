import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backup, restore } from '../db/backups/backup.ts';
import { listBackups } from '../db/backups/backups.ts';
import { checkProject, type CheckReport } from '../db/integrity/check.ts';
import { backupFolder, newBackupPath } from '../db/backups/copy.ts';
import { decideJournal, oddJournal } from '../db/integrity/doubtful.ts';
import { inspectHeader } from '../db/connection/open.ts';
import { rememberHandedOut } from '../db/exports/handed-out.ts';
import { repairProject } from '../db/integrity/repair.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { UsageError, type CliCommand, type CliResult } from './define.ts';
import { assertOutput } from '../backend/jobs/output-path.ts';
import { counted } from '../shared/text/counted.ts';

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
  usage: 'check FILE [--repair]',
  help: 'check integrity, references, spans, the journal and what is derived from them; --repair rebuilds what is derived, after a backup',
  words: [1, 1],
  options: { repair: { type: 'boolean' } },
  async run({ positionals: [file = ''], options, workspace }) {
    const isRepair = options['repair'] === true;
    workspace.open(file, { readonly: !isRepair });
    if (!isRepair) {
      const report = checkProject(workspace.store);
      return checkResult(report, {}, [...listed(report), verdict(report, file)]);
    }
    const { found, rebuilt, backup: kept, left } = repairProject(workspace.store);
    const done = rebuilt.map(({ name, wrong, rows }) => ({ name, wrong, rows }));
    return checkResult(left, { rebuilt: done, backup: kept }, [
      ...listed(found),
      ...(kept === null ? [] : [`The project as it was is kept, checked: ${kept}`]),
      ...done.map(({ name, rows }) => `Rebuilt: ${name} (${counted(rows, 'row')} written or removed).`),
      ...(kept === null ? [] : listed(left)),
      left.problems.length > 0 && kept === null
        ? `${verdict(left, file)} Nothing was rebuilt, since only what is derived from sound rows can be.`
        : verdict(left, file),
    ]);
  },
};

function checkResult(report: CheckReport, more: object, lines: readonly string[]): CliResult {
  const { problems, checked } = report;
  const ok = problems.length === 0;
  return { json: { ok, problems, checked, ...more }, lines, failed: !ok };
}

function listed({ problems }: CheckReport): string[] {
  return problems.map(({ area, message }) => `${area}: ${message}`);
}

/** What a person should do. */
function verdict({ problems, checked }: CheckReport, file: string): string {
  if (problems.length === 0)
    return `All is well: ${counted(checked.spans, 'span')} checked, ${counted(checked.changes, 'change')} walked back.`;
  const found = `${counted(problems.length, 'problem')}.`;
  return problems.every(({ area }) => area === 'derived')
    ? `${found} Nothing is lost: postil check ${file} --repair rebuilds what is derived, after a backup.`
    : `${found} Keep this file as it is and restore a backup beside it.`;
}

export const backupCommand: CliCommand = {
  usage: 'backup FILE [OUT]',
  help: 'write a verified copy, into FILE.backups unless OUT is given',
  words: [1, 2],
  options: {},
  async run({ positionals: [file = '', out], workspace }) {
    workspace.open(file, { readonly: true });
    if (out !== undefined) assertOutput(resolve(out), 'file');
    const result = backup(
      workspace.store,
      out === undefined ? newBackupPath(resolve(file), 'backup') : resolve(out),
    );
    if (out !== undefined) rememberHandedOut(resolve(file), { kind: 'copy', format: '', path: result.path });
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

export const journalCommand: CliCommand = {
  usage: 'journal FILE [--with | --without]',
  help: 'say whether the journal beside a project (FILE-wal) belongs to it; where it may not, open FILE with or without it; both are kept',
  words: [1, 1],
  options: { with: { type: 'boolean' }, without: { type: 'boolean' } },
  async run({ positionals: [file = ''], options }) {
    const path = resolve(file);
    const choice = options['with'] ? 'with' : options['without'] ? 'without' : undefined;
    if (options['with'] && options['without']) throw new UsageError('Choose one of --with and --without.');
    inspectHeader(path);
    if (choice === undefined) {
      const odd = oddJournal(path);
      return {
        json: { odd },
        lines: odd.length
          ? [
              ...odd.map((what) => `${what}.`),
              `Restore a backup (postil restore ${file} BACKUP), or decide: --without opens ${file} as it is, --with writes the journal into it. Both files are kept first.`,
            ]
          : ['The project and its journal belong together.'],
        failed: odd.length > 0,
      };
    }
    const { kept } = decideJournal(path, choice);
    return {
      json: { project: path, kept },
      lines: [
        kept === null
          ? 'The project and its journal belong together; nothing was changed.'
          : `${file} can be opened now, ${choice} its journal. As they were, both are kept: ${kept}`,
      ],
    };
  },
};

export const backupsCommand: CliCommand = {
  usage: 'backups FILE',
  help: 'list the backups of a project, newest first; the project may be damaged or gone',
  words: [1, 1],
  options: {},
  async run({ positionals: [file = ''] }) {
    const project = resolve(file);
    const folder = backupFolder(project);
    if (!existsSync(project) && !existsSync(folder))
      throw new PostilError('not-found', `There is neither ${project} nor ${folder}.`, { file: project });
    const copies = listBackups(project).map(({ path, kind, at, bytes, note }) => ({
      path,
      kind,
      at: new Date(at).toISOString(),
      bytes,
      documents: note?.documents ?? null,
      spans: note?.spans ?? null,
      checked: note?.checked ?? null,
    }));
    return {
      json: { folder, copies },
      lines: copies.length
        ? copies.map(
            ({ path, kind, at, bytes, documents, spans, checked }) =>
              `${at.slice(0, 19)}Z  ${kind.padEnd(14)}  ${bytes} bytes  ${
                documents === null || spans === null
                  ? 'kept as it was'
                  : `${counted(documents, 'document')}, ${counted(spans, 'span')}, ${checked ? 'checked' : 'not checked'}`
              }  ${path}`,
          )
        : [`There are no backups in ${folder}.`],
    };
  },
};
