import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setOfAnalyst } from '../db/sets/sets.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { Status } from '../shared/model/document.ts';
import { newUid } from '../shared/model/uid.ts';
import { exportInThread } from '../backend/threads/export-thread.ts';
import { noteLine } from '../backend/jobs/import-notes.ts';
import { required, text, UsageError, type CliCommand } from './define.ts';
import { leftOutLines } from './fault-lines.ts';
import { FORMAT_OPTIONS, formatOptions, termMap } from './format-options.ts';
import { MODEL_OPTIONS, setAndModel } from './model-options.ts';
import { lossLines } from './loss-lines.ts';
import { PROGRESS_OPTION, withJobProgress, withProgress } from './progress.ts';
import { resolveSet } from './resolve.ts';
import { counted } from '../shared/text/counted.ts';

export const importCommand: CliCommand = {
  usage:
    'import FILE PATH… [--format F] [--set NAME | --set model:NAME [--model-version V] [--run R] [--date D] [--parameters JSON|@FILE]] [--map FILE | --extend-scheme] [--strict] [--offset-unit U] [--option NAME=VALUE]… [--progress]',
  help: 'import articles, corpora of any format (see formats), or folders of them; what is faulty is left out and listed (exit code 4), with --strict nothing is imported then',
  words: [2, Infinity],
  options: {
    format: { type: 'string' },
    set: { type: 'string' },
    map: { type: 'string' },
    'extend-scheme': { type: 'boolean' },
    strict: { type: 'boolean' },
    ...MODEL_OPTIONS,
    ...FORMAT_OPTIONS,
    ...PROGRESS_OPTION,
  },
  async run({ positionals: [file = '', ...paths], options, workspace, router }) {
    for (const path of paths) {
      if (!existsSync(path))
        throw new PostilError('not-found', `There is no file or folder ${path}.`, { file: path });
    }
    workspace.open(file);
    const files = paths.map((path) => workspace.files.admit(resolve(path)).id);
    const format = text(options, 'format');
    const values = formatOptions(options, format);
    const map = termMap(options);
    const input = {
      job: newUid(),
      files,
      ...setAndModel(options),
      ...(format && { format }),
      ...(values && { options: values }),
      ...(map && { map }),
      extendScheme: options['extend-scheme'] === true,
      strict: options['strict'] === true,
    };
    const report = await withJobProgress({ options, workspace }, () => router.call('exchange.import', input));
    const { documents, matched, spans, relations, quarantined, skipped, notes, added, leftOut } = report;
    return {
      json: report,
      partial: leftOut !== undefined,
      lines: [
        ...notes.map(noteLine),
        ...(added.length > 0 ? [`Added to the scheme: ${added.join(', ')}.`] : []),
        `Imported ${counted(documents, 'document')}, ${counted(spans, 'span')}, ${counted(relations, 'relation')}; already here: ${counted(matched, 'document')}; skipped: ${skipped}.`,
        ...(quarantined > 0
          ? [`In quarantine, for want of a place: ${quarantined} (postil quarantine ${file}).`]
          : []),
        ...leftOutLines(leftOut),
      ],
    };
  },
};

export const exportCommand: CliCommand = {
  usage:
    'export FILE OUT --format F [--set NAME] [--status S] [--strict] [--safe] [--option NAME=VALUE]… [--progress]',
  help: 'export a dataset into a new folder, with manifest.json',
  words: [2, 2],
  options: {
    format: { type: 'string' },
    set: { type: 'string' },
    status: { type: 'string', multiple: true },
    strict: { type: 'boolean' },
    safe: { type: 'boolean' },
    ...FORMAT_OPTIONS,
    ...PROGRESS_OPTION,
  },
  async run({ positionals: [file = '', out = ''], options, workspace }) {
    const format = required(options, 'format');
    const values = {
      ...formatOptions(options, format),
      ...(options['safe'] === true && { 'spreadsheet-safe': true }),
    };
    workspace.open(file, { readonly: true });
    const name = text(options, 'set');
    const set = name === undefined ? undefined : resolveSet(workspace.store, name);
    const status = (options['status'] as string[] | undefined)?.map(statusOf);
    const filter = status && {
      status,
      set: set ?? setOfAnalyst(workspace.store.db, workspace.settings.value.analyst.id),
    };
    const { path } = workspace.store;
    const input = {
      format,
      ...(set && { sets: [set] }),
      ...(filter && { filter }),
      strict: options['strict'] === true,
      options: values,
    };
    const report = await withProgress(options, (progress) =>
      exportInThread(path, resolve(out), input, { signal: new AbortController().signal, progress }),
    );
    const { folder, documents, spans, relations, files, losses } = report;
    return {
      json: report,
      lines: [
        ...lossLines(losses),
        `Exported ${counted(documents, 'document')}, ${counted(spans, 'span')}, ${counted(relations, 'relation')} to ${folder} (${[fileNames(files), 'manifest.json'].filter((part) => part !== '').join(', ')}); read back and verified.`,
      ],
    };
  },
};

function fileNames(files: readonly { readonly name: string }[]): string {
  const shown = files.slice(0, 5).map(({ name }) => name);
  return files.length > shown.length
    ? `${shown.join(', ')} and ${files.length - shown.length} more`
    : shown.join(', ');
}

function statusOf(word: string): Status {
  const parsed = Status.safeParse(word.replaceAll('-', ' '));
  if (parsed.success) return parsed.data;
  throw new UsageError(`“${word}” is no status; there are: ${Status.options.join(', ')}.`);
}
