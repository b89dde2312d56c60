import { resolve } from 'node:path';
import { spansInWords } from '../shared/model/annotation-counts.ts';
import { counted } from '../shared/text/counted.ts';
import { runConvert } from '../backend/jobs/convert.ts';
import { noteLine } from '../backend/jobs/import-notes.ts';
import { required, text, type CliCommand } from './define.ts';
import { leftOutLines } from './fault-lines.ts';
import { FORMAT_OPTIONS, formatOptions } from './format-options.ts';
import { lossLines } from './loss-lines.ts';
import { PROGRESS_OPTION, withProgress } from './progress.ts';

export const formatsCommand: CliCommand = {
  operands: '',
  summary: 'List the exchange formats, with their options and losses',
  words: [0, 0],
  options: {},
  async run({ router }) {
    const { formats } = await router.call('exchange.formats', {});
    const width = Math.max(...formats.map(({ id }) => id.length));
    const under = ' '.repeat(width + 11);
    return {
      json: { formats },
      lines: formats.flatMap(({ id, label, reads, writes, offsetUnit, options, cannotHold }) => [
        `${id.padEnd(width)}  ${reads ? 'in ' : '   '} ${writes ? 'out' : '   '}  ${label}; offsets: ${offsetUnit}`,
        ...(options.length > 0 ? [`${under}options: ${options.map(({ name }) => name).join(', ')}`] : []),
        ...(writes && cannotHold.length > 0 ? [`${under}cannot hold: ${cannotHold.join('; ')}`] : []),
      ]),
    };
  },
};

export const convertCommand: CliCommand = {
  operands: 'IN OUT',
  summary: 'Convert a file or folder from one format to another, without a project',
  words: [2, 2],
  options: {
    to: {
      type: 'string',
      value: 'FORMAT',
      required: true,
      help: 'The format to write; see: postil formats.',
    },
    from: { type: 'string', value: 'FORMAT', help: 'The format to read. Default: it is recognised.' },
    set: {
      type: 'string',
      value: 'NAME',
      help: 'The name of the set for annotations that do not name one. Default: converted.',
    },
    strict: { type: 'boolean', help: 'Writes nothing if anything is faulty or would be lost.' },
    ...FORMAT_OPTIONS,
    ...PROGRESS_OPTION,
  },
  examples: [
    { line: 'convert corpus/ out --from brat --to conll', does: 'Converts a brat corpus to CoNLL.' },
  ],
  async run({ positionals: [input = '', out = ''], options, streams }) {
    const to = required(options, 'to');
    const from = text(options, 'from');
    const how = {
      from,
      to,
      strict: options['strict'] === true,
      set: text(options, 'set'),
      options: formatOptions(options, undefined),
    };
    const report = await withProgress({ options, streams }, (progress) =>
      runConvert(resolve(input), resolve(out), how, { signal: new AbortController().signal, progress }),
    );
    return {
      json: report,
      partial: report.leftOut !== undefined,
      lines: [
        ...report.notes.map(noteLine),
        ...lossLines(report.losses),
        `Converted ${counted(report.documents, 'document')}, ${spansInWords(report)}, ${counted(report.relations, 'relation')} to ${report.out}; read back and verified.`,
        ...leftOutLines(report.leftOut),
      ],
    };
  },
};
