import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setOfAnalyst } from '../../db/sets.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { Status } from '../../shared/model/document.ts';
import { newUid } from '../../shared/model/uid.ts';
import { runExport } from '../backend/jobs/export.ts';
import { noteLine } from '../backend/jobs/import.ts';
import { required, text, UsageError, type CliCommand } from './define.ts';
import { resolveSet } from './resolve.ts';
import { counted } from '../../shared/text/counted.ts';

export const importCommand: CliCommand = {
  usage: 'import FILE PATH… [--format F] [--set NAME]',
  help: 'import articles (.txt, .md), folders of them, or Postil JSONL',
  words: [2, Infinity],
  options: { format: { type: 'string' }, set: { type: 'string' } },
  async run({ positionals: [file = '', ...paths], options, workspace, router }) {
    for (const path of paths) {
      if (!existsSync(path))
        throw new PostilError('not-found', `There is no file or folder ${path}.`, { file: path });
    }
    workspace.open(file);
    const files = paths.map((path) => workspace.files.admit(resolve(path)).id);
    const set = text(options, 'set');
    const format = text(options, 'format');
    const report = await router.call('exchange.import', {
      job: newUid(),
      files,
      ...(set && { set }),
      ...(format && { format }),
    });
    const { documents, matched, spans, relations, skipped, notes } = report;
    return {
      json: report,
      lines: [
        ...notes.map(noteLine),
        `Imported ${counted(documents, 'document')}, ${counted(spans, 'span')}, ${counted(relations, 'relation')}; already here: ${counted(matched, 'document')}; skipped: ${skipped}.`,
      ],
    };
  },
};

export const exportCommand: CliCommand = {
  usage: 'export FILE OUT --format F [--set NAME] [--status S] [--strict] [--safe]',
  help: 'export a dataset into a new folder, with manifest.json',
  words: [2, 2],
  options: {
    format: { type: 'string' },
    set: { type: 'string' },
    status: { type: 'string', multiple: true },
    strict: { type: 'boolean' },
    safe: { type: 'boolean' },
  },
  async run({ positionals: [file = '', out = ''], options, workspace, say }) {
    const format = required(options, 'format');
    workspace.open(file, { readonly: true });
    const name = text(options, 'set');
    const set = name === undefined ? undefined : resolveSet(workspace.store, name);
    const status = (options['status'] as string[] | undefined)?.map(statusOf);
    const filter = status && {
      status,
      set: set ?? setOfAnalyst(workspace.store.db, workspace.settings.value.analyst.id),
    };
    const report = await runExport(
      workspace.store,
      resolve(out),
      {
        format,
        ...(set && { sets: [set] }),
        ...(filter && { filter }),
        strict: options['strict'] === true,
        ...(options['safe'] === true && { spreadsheetSafe: true }),
      },
      {
        signal: new AbortController().signal,
        progress: (done, total, unit, message) => {
          if (process.stderr.isTTY) say(`${message}: ${done} of ${total ?? '?'} ${unit}`);
        },
      },
    );
    const { folder, documents, spans, relations, files, losses } = report;
    return {
      json: report,
      lines: [
        ...losses.map(
          ({ kind, count, examples }) => `Not carried: ${count} ${kind} (for instance ${examples[0] ?? '…'})`,
        ),
        `Exported ${counted(documents, 'document')}, ${counted(spans, 'span')}, ${counted(relations, 'relation')} to ${folder} (${files.map((f) => f.name).join(', ')}, manifest.json); read back and verified.`,
      ],
    };
  },
};

function statusOf(word: string): Status {
  const parsed = Status.safeParse(word.replaceAll('-', ' '));
  if (parsed.success) return parsed.data;
  throw new UsageError(`“${word}” is no status; there are: ${Status.options.join(', ')}.`);
}
