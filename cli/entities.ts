import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PackFormat } from '../shared/contract/entities.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { packFormatOf } from '../shared/formats/entity-pack.ts';
import { newUid } from '../shared/model/uid.ts';
import { writePackFile } from '../backend/jobs/entity-export.ts';
import { text, UsageError, type CliCommand, type CliContext, type CliResult } from './define.ts';
import { resolveEntityWords } from './resolve.ts';

const verbs: Record<string, (context: CliContext, words: readonly string[]) => Promise<CliResult>> = {
  async import({ workspace, router, options }, words) {
    const [pack = ''] = exactly(1, words, 'import takes one PACK.');
    if (!existsSync(pack)) throw new PostilError('not-found', `There is no file ${pack}.`, { file: pack });
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
        `Added ${added} entities with ${aliases} aliases; ${enriched} gained something, ${matched} were here already.`,
      ],
    };
  },
  async export({ workspace, options }, words) {
    const [out = ''] = exactly(1, words, 'export takes one OUT.');
    const path = resolve(out);
    const done = await writePackFile(workspace.store, path, formatChosen(options) ?? packFormatOf(path));
    return {
      json: done,
      lines: [`Exported ${done.entities} entities to ${done.path}; read back and verified.`],
    };
  },
  async merge({ workspace: { store }, router }, words) {
    if (words.length < 2) throw new UsageError('merge takes INTO and at least one FROM.');
    const [into, ...from] = words.map((each) => resolveEntityWords(store, each));
    const merged = await router.call('entities.merge', { into: into!, from });
    const { entity, mentions, slots, relations, dropped } = merged;
    return {
      json: merged,
      lines: [
        `${entity.name} took over ${mentions} mentions, ${slots} slot fillers and ${relations} relations; ${dropped} were doubles.`,
      ],
    };
  },
};

export const entitiesCommand: CliCommand = {
  usage: 'entities FILE import PACK | export OUT | merge INTO FROM…  [--format csv|jsonl]',
  help: 'bring a pack of entities in or out, or make one entity of several (by id, or by a name that one has)',
  words: [2, Infinity],
  options: { format: { type: 'string' } },
  async run(context) {
    const [file = '', verb = '', ...words] = context.positionals;
    const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!run) throw new UsageError(`“${verb}” is none of: ${Object.keys(verbs).join(', ')}.`);
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
  throw new UsageError(`“${word}” is no format of packs; there are: ${PackFormat.options.join(', ')}.`);
}
