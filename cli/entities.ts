import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PackFormat } from '../shared/contract/entities.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { packFormatOf } from '../shared/formats/entity-pack.ts';
import { newUid } from '../shared/model/uid.ts';
import { counted } from '../shared/text/counted.ts';
import { writePackFile } from '../backend/jobs/entity-export.ts';
import { text, UsageError, type CliCommand, type CliContext, type CliResult } from './define.ts';
import { MESSAGES } from './messages.ts';
import { resolveEntityWords } from './resolve.ts';

const verbs: Record<string, (context: CliContext, words: readonly string[]) => Promise<CliResult>> = {
  async import({ workspace, router, options }, words) {
    const [pack = ''] = exactly(1, words, 'import takes one file, PACK.');
    if (!existsSync(pack)) throw new PostilError('not-found', MESSAGES.noFile(pack), { file: pack });
    const format = formatChosen(options);
    const report = await router.call('entities.import', {
      job: newUid(),
      file: workspace.files.admit(resolve(pack)).id,
      ...(format && { format }),
    });
    const { added, matched, enriched, aliases, notes } = report;
    return {
      json: report,
      lines: [
        ...notes,
        `Added ${counted(added, 'entity', 'entities')} with ${counted(aliases, 'alias', 'aliases')}; ${enriched} gained something new, ${matched} existed already.`,
      ],
    };
  },
  async export({ workspace, options }, words) {
    const [out = ''] = exactly(1, words, 'export takes one file, OUT.');
    const path = resolve(out);
    const done = await writePackFile(workspace.store, path, formatChosen(options) ?? packFormatOf(path));
    return {
      json: done,
      lines: [
        `Exported ${counted(done.entities, 'entity', 'entities')} to ${done.path}; read back and verified.`,
      ],
    };
  },
  async merge({ workspace: { store }, router }, words) {
    if (words.length < 2) throw new UsageError(MESSAGES.mergeOperands);
    const [into, ...from] = words.map((each) => resolveEntityWords(store, each));
    const merged = await router.call('entities.merge', { into: into!, from });
    const { entity, mentions, slots, relations, dropped } = merged;
    return {
      json: merged,
      lines: [
        `${entity.name} took over ${counted(mentions, 'mention')}, ${counted(slots, 'slot filler')} and ${counted(relations, 'relation')}; ${counted(dropped, 'duplicate')} ${dropped === 1 ? 'was' : 'were'} removed.`,
      ],
    };
  },
};

export const entitiesCommand: CliCommand = {
  operands: 'FILE import PACK | FILE export OUT | FILE merge INTO FROM…',
  summary: 'Import or export a list of entities, or merge entities into one',
  details:
    'PACK and OUT are CSV files with a header row (name, type, aliases separated by “|”, wikidata, id:AUTHORITY, note, colour) or JSONL files with the same keys. An entity that exists already, by an external id or else by name and type, only gains what is new. INTO and FROM are ids, or names that only one entity has.',
  words: [2, Infinity],
  options: {
    format: {
      type: 'string',
      value: 'csv|jsonl',
      help: 'The format of the list. Default: by the extension of the file name.',
    },
  },
  examples: [
    { line: 'entities p.postil import people.csv', does: 'Adds the people of the list to the entities.' },
    { line: 'entities p.postil merge "United Nations" UN', does: 'Makes “UN” an alias of “United Nations”.' },
  ],
  async run(context) {
    const [file = '', verb = '', ...words] = context.positionals;
    const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!run) throw new UsageError(MESSAGES.notAVerb(verb, Object.keys(verbs).join(', ')));
    context.workspace.open(file, { readonly: verb === 'export' });
    return await run(context, words);
  },
};

function exactly(count: number, words: readonly string[], help: string): readonly string[] {
  if (words.length !== count) throw new UsageError(help);
  return words;
}

function formatChosen(options: CliContext['options']): PackFormat | undefined {
  const word = text(options, 'format');
  if (word === undefined) return undefined;
  const parsed = PackFormat.safeParse(word);
  if (parsed.success) return parsed.data;
  throw new UsageError(MESSAGES.notAPackFormat(word, PackFormat.options.join(', ')));
}
