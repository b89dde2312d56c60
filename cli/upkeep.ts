import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backup, restore } from '../db/backups/backup.ts';
import { listBackups } from '../db/backups/backups.ts';
import { toRecheck } from './recheck.ts';
import { checkProject, type CheckReport } from '../db/integrity/check.ts';
import { backupFolder, newBackupPath } from '../db/backups/copy.ts';
import { decideJournal, oddJournal } from '../db/integrity/doubtful.ts';
import { inspectHeader } from '../db/connection/open.ts';
import { rememberHandedOut } from '../db/exports/handed-out.ts';
import { repairProject } from '../db/integrity/repair.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { UsageError, type CliCommand, type CliResult } from './define.ts';
import { MESSAGES } from './messages.ts';
import { assertOutput } from '../backend/jobs/output-path.ts';
import { counted } from '../shared/text/counted.ts';

export const infoCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Show the number of documents and annotations by set, type and status, and the versions',
  words: [1, 1],
  options: {},
  async run({ positionals: [file = ''], workspace, router }) {
    workspace.open(file, { readonly: true });
    const info = await router.call('project.info', {});
    const recheck = await router.call('recheck.counts', {});
    return {
      json: { ...info, recheck },
      lines: [
        `${info.name}: ${counted(info.documents, 'document')} (${Object.entries(info.statuses)
          .map(([s, n]) => `${n} ${s}`)
          .join(', ')})`,
        ...info.sets.map(
          ({ name, kind, spans, documents }) =>
            `  ${name} (${kind}): ${counted(spans, 'span')} in ${counted(documents, 'document')}`,
        ),
        ...info.types.map(({ set, type, spans }) => `    ${set}: ${type} ${spans}`),
        ...recheck.sets.map(({ name, count, types }) => toRecheck(name, count, types)),
        `Postil ${info.versions.program}, format ${info.versions.schema}, scheme version ${info.versions.scheme}, SQLite ${info.versions.sqlite}`,
      ],
    };
  },
};

export const checkCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Check the integrity of a project, its history and its derived data',
  words: [1, 1],
  options: {
    repair: {
      type: 'boolean',
      help: 'Makes a backup and rebuilds derived data such as the search index, if nothing else is wrong.',
    },
  },
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
      ...(kept === null ? [] : [`A checked backup from before the repair: ${kept}`]),
      ...done.map(({ name, rows }) => `Rebuilt: ${name} (${counted(rows, 'row')} written or removed).`),
      ...(kept === null ? [] : listed(left)),
      left.problems.length > 0 && kept === null
        ? `${verdict(left, file)} Nothing was rebuilt, because derived data can only be rebuilt from sound rows.`
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

/** Returns the summary of a check with what a person should do next. */
function verdict({ problems, checked }: CheckReport, file: string): string {
  if (problems.length === 0)
    return `No problems: ${counted(checked.spans, 'span')} and ${counted(checked.changes, 'change')} of the history checked.`;
  const found = `${counted(problems.length, 'problem')}.`;
  return problems.every(({ area }) => area === 'derived')
    ? `${found} Nothing is lost: “postil check ${file} --repair” makes a backup and rebuilds the derived data.`
    : `${found} Keep this file unchanged and restore a backup under another name.`;
}

export const backupCommand: CliCommand = {
  operands: 'FILE [OUT]',
  summary: 'Write a verified copy into FILE.backups, or to OUT',
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
  operands: 'FILE BACKUP',
  summary: 'Replace a project by a backup; the present file is kept under another name',
  words: [2, 2],
  options: {},
  async run({ positionals: [file = '', from = ''], workspace }) {
    const { kept } = restore(resolve(file), resolve(from), workspace.bridge.program);
    return {
      json: { project: resolve(file), kept },
      lines: [`Restored ${file} from ${from}.${kept ? ` The previous file is kept as ${kept}.` : ''}`],
    };
  },
};

export const journalCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Check whether the SQLite journal beside a project (FILE-wal) belongs to it',
  details:
    'If that is doubtful, --with or --without makes the project usable again. Project and journal are both kept under other names first.',
  words: [1, 1],
  options: {
    with: { type: 'boolean', help: 'Writes the journal into the project.' },
    without: { type: 'boolean', help: 'Leaves the journal out.' },
  },
  async run({ positionals: [file = ''], options }) {
    const path = resolve(file);
    const choice = options['with'] ? 'with' : options['without'] ? 'without' : undefined;
    if (options['with'] && options['without']) throw new UsageError(MESSAGES.withOrWithout);
    inspectHeader(path);
    if (choice === undefined) {
      const odd = oddJournal(path);
      return {
        json: { odd },
        lines: odd.length
          ? [
              ...odd.map((what) => `${what}.`),
              `Restore a backup (postil restore ${file} BACKUP), or choose: --without leaves the journal out, --with writes it into ${file}. Both files are kept first.`,
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
          : `${file} can be opened now, ${choice} the journal. Both files are kept as they were in ${kept}`,
      ],
    };
  },
};

export const backupsCommand: CliCommand = {
  operands: 'FILE',
  summary: 'List the backups of a project, newest first; the project may be damaged or missing',
  words: [1, 1],
  options: {},
  async run({ positionals: [file = ''] }) {
    const project = resolve(file);
    const folder = backupFolder(project);
    if (!existsSync(project) && !existsSync(folder))
      throw new PostilError('not-found', MESSAGES.neitherExists(project, folder), { file: project });
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
                  ? 'unchecked copy of the file'
                  : `${counted(documents, 'document')}, ${counted(spans, 'span')}, ${checked ? 'checked' : 'not checked'}`
              }  ${path}`,
          )
        : [`There are no backups in ${folder}.`],
    };
  },
};
