import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setOfAnalyst } from '../db/sets/sets.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { spansInWords } from '../shared/model/annotation-counts.ts';
import { newUid } from '../shared/model/uid.ts';
import { exportInThread } from '../backend/jobs/export-in-thread.ts';
import { noteLine } from '../backend/jobs/import-notes.ts';
import { DOCUMENT_OPTION, required, SET_OPTION, text, UsageError, type CliCommand } from './define.ts';
import { leftOutLines } from './fault-lines.ts';
import { FORMAT_OPTIONS, formatOptions, termMap } from './format-options.ts';
import { MESSAGES } from './messages.ts';
import { MODEL_OPTIONS, setAndModel } from './model-options.ts';
import { lossLines } from './loss-lines.ts';
import { PROGRESS_OPTION, withJobProgress, withProgress } from './progress.ts';
import { resolveDocument, resolveRevision, resolveSet } from './resolve.ts';
import { STATUS_WORDS, statusOf } from './status.ts';
import { counted } from '../shared/text/counted.ts';

export const importCommand: CliCommand = {
  operands: 'FILE PATH…',
  summary: 'Import articles or annotated corpora: files, or folders of them',
  details:
    'The format of each file is recognised unless --format names it. Faulty records are left out and listed (exit code 4). Types that the scheme does not have are refused unless --map or --extend-scheme is given.',
  words: [2, Infinity],
  options: {
    format: { type: 'string', value: 'FORMAT', help: 'The format of all files; see: postil formats.' },
    set: {
      type: 'string',
      value: 'SET',
      help: 'The annotation set for the annotations. With model:NAME they are the predictions of a model and can be reviewed.',
    },
    ...MODEL_OPTIONS,
    map: {
      type: 'string',
      value: 'MAP.json',
      help: 'Maps type names of the files to types of the scheme, such as {"types": {"PER": "PERSON", "MISC": null}}; null leaves a type out.',
    },
    'extend-scheme': {
      type: 'boolean',
      help: 'Adds types, relations and attributes to the scheme that it does not have.',
    },
    strict: { type: 'boolean', help: 'Imports nothing if anything is faulty.' },
    ...FORMAT_OPTIONS,
    ...PROGRESS_OPTION,
  },
  examples: [
    { line: 'import p.postil articles/', does: 'Imports every article in the folder.' },
    {
      line: 'import p.postil run.json --set model:gist --model-version 2',
      does: 'Imports predictions as the annotation set of the model “gist”.',
    },
    {
      line: 'import p.postil corpus/ --format brat --extend-scheme',
      does: 'Imports a brat corpus and adds its types to the scheme.',
    },
  ],
  async run({ positionals: [file = '', ...paths], options, workspace, router, streams }) {
    for (const path of paths) {
      if (!existsSync(path))
        throw new PostilError('not-found', MESSAGES.noFileOrFolder(path), { file: path });
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
    const report = await withJobProgress({ options, streams, workspace }, () =>
      router.call('exchange.import', input),
    );
    const { documents, matched, relations, quarantined, skipped, notes, added, leftOut } = report;
    return {
      json: report,
      partial: leftOut !== undefined,
      lines: [
        ...notes.map(noteLine),
        ...(added.length > 0 ? [`Added to the scheme: ${added.join(', ')}.`] : []),
        `Imported ${counted(documents, 'document')}, ${spansInWords(report)}, ${counted(relations, 'relation')}; already in the project: ${counted(matched, 'document')}; skipped: ${skipped}.`,
        ...(quarantined > 0
          ? [
              `${counted(quarantined, 'proposal')} could not be located in the text; list them with: postil quarantine ${file}`,
            ]
          : []),
        ...leftOutLines(leftOut),
      ],
    };
  },
};

export const exportCommand: CliCommand = {
  operands: 'FILE OUT',
  summary: 'Export the project, or a part of it, into a new folder with manifest.json',
  details:
    'The export is read back and compared before the command succeeds. Losses of the format are listed.',
  words: [2, 2],
  options: {
    format: { type: 'string', value: 'FORMAT', required: true, help: 'The format; see: postil formats.' },
    ...SET_OPTION,
    status: {
      type: 'string',
      value: 'STATUS',
      multiple: true,
      help: `Only documents with this status in the set: ${STATUS_WORDS}.`,
    },
    ...DOCUMENT_OPTION,
    revision: {
      type: 'string',
      value: 'REVISION',
      help: 'With --document: a text that the article had, with the annotations mapped to it; see: postil revisions. The manifest and the names of the files state its hash.',
    },
    strict: { type: 'boolean', help: 'Exports nothing if the format would lose anything.' },
    'spreadsheet-safe': {
      type: 'boolean',
      aliases: ['safe'],
      help: 'CSV only: marks cells that a spreadsheet would run as formulas. A workbook is always safe.',
    },
    ...FORMAT_OPTIONS,
    ...PROGRESS_OPTION,
  },
  examples: [
    {
      line: 'export p.postil out --format tables',
      does: 'Writes an Excel workbook: who claims what about whom, mentions, entities, events, relations, articles.',
    },
    {
      line: 'export p.postil out --format docx --set Ada',
      does: 'Writes each article with Ada’s annotations as a Word document; html writes pages.',
    },
    {
      line: 'export p.postil out --format tables --option as=csv',
      does: 'Writes the same tables as CSV files; as=parquet as Parquet.',
    },
    {
      line: 'export p.postil out --format html --document a.txt --revision 01a22e2f-4b18',
      does: 'Writes an earlier text of an article, with its annotations.',
    },
    {
      line: 'export p.postil out --format jsonl --status done',
      does: 'Writes the finished documents as Postil JSONL, which loses nothing.',
    },
  ],
  async run({ positionals: [file = '', out = ''], options, workspace, streams }) {
    const format = required(options, 'format');
    const values = {
      ...formatOptions(options, format),
      ...(options['spreadsheet-safe'] === true && { 'spreadsheet-safe': true }),
    };
    workspace.open(file, { readonly: true });
    const name = text(options, 'set');
    const set = name === undefined ? undefined : resolveSet(workspace.store, name);
    const status = (options['status'] as string[] | undefined)?.map(statusOf);
    const article = text(options, 'document');
    const document = article === undefined ? undefined : resolveDocument(workspace.store, article);
    const words = text(options, 'revision');
    if (words !== undefined && document === undefined) throw new UsageError(MESSAGES.revisionOfDocument);
    const revision =
      words !== undefined && document !== undefined
        ? resolveRevision(workspace.store, document, words)
        : undefined;
    const filter = (status ?? document) && {
      ...(document && { documents: [document] }),
      ...(status && {
        status,
        set: set ?? setOfAnalyst(workspace.store.db, workspace.settings.value.analyst.id),
      }),
    };
    const { path } = workspace.store;
    const input = {
      ...(revision && { revision: { id: revision.id, actor: workspace.settings.actor } }),
      format,
      ...(set && { sets: [set] }),
      ...(filter && { filter }),
      strict: options['strict'] === true,
      options: values,
    };
    const report = await withProgress({ options, streams }, (progress) =>
      exportInThread(path, resolve(out), input, { signal: new AbortController().signal, progress }),
    );
    const { folder, documents, relations, files, losses } = report;
    return {
      json: report,
      lines: [
        ...lossLines(losses),
        `Exported ${counted(documents, 'document')}, ${spansInWords(report)}, ${counted(relations, 'relation')} to ${folder} (${[fileNames(files), 'manifest.json'].filter((part) => part !== '').join(', ')}); read back and verified.`,
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
