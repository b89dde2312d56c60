import { resolve } from 'node:path';
import { writeGuidelineFile } from '../backend/jobs/guideline-export.ts';
import type { ReadStore } from '../db/connection/store.ts';
import { currentScheme, readSchemeVersion } from '../db/scheme/scheme.ts';
import { schemeVersion } from '../db/scheme/scheme-versions.ts';
import { PostilError } from '../shared/contract/errors.ts';
import type { Guideline, GuidelineBlock } from '../shared/guideline/blocks.ts';
import { diffGuidelines, withBlockOf } from '../shared/guideline/diff.ts';
import { guidelineOf } from '../shared/guideline/find.ts';
import { headingOf } from '../shared/guideline/markdown.ts';
import { pageFormatOf } from '../shared/guideline/page.ts';
import type { Scheme } from '../shared/model/scheme.ts';
import { isUid } from '../shared/model/uid.ts';
import { changePart } from '../shared/scheme-edit/edit.ts';
import { partsOf, type PartName } from '../shared/scheme-edit/names.ts';
import { text, UsageError, type CliCommand, type CliContext, type CliResult } from './define.ts';
import { MESSAGES } from './messages.ts';

export const guidelineCommand: CliCommand = {
  operands: 'FILE | FILE export OUT | FILE example ANNOTATION | FILE diff TYPE | FILE restore TYPE',
  summary: 'Show guidelines, export them, make an annotation an example, compare and restore versions',
  details:
    'A guideline consists of blocks: definition, mark, do not mark, example, counter-example and note. An example shows an annotation of the project, and keeps its words if the annotation is deleted. The guideline is a part of the scheme, so every change of it is a version of the scheme.',
  words: [1, 3],
  options: {
    type: {
      type: 'string',
      value: 'TYPE',
      help: 'Shows only the guideline of this type, relation type or document label.',
    },
    'scheme-version': {
      type: 'string',
      value: 'N',
      help: 'Shows or exports the guideline as it was in version N of the scheme.',
    },
    counter: { type: 'boolean', help: 'With example: shows what not to mark.' },
    text: { type: 'string', value: 'WORDS', help: 'With example: what it shows, in Markdown.' },
    from: { type: 'string', value: 'N', help: 'With diff and restore: the earlier version of the scheme.' },
    to: { type: 'string', value: 'M', help: 'With diff: the later version; the one in force by default.' },
    block: {
      type: 'string',
      value: 'ID',
      help: 'With restore: only this block, by its id as --json shows it.',
    },
  },
  examples: [
    {
      line: 'guideline p.postil export guideline.html',
      does: 'Writes one page that needs nothing else; a name that ends in .md gives Markdown.',
    },
    {
      line: 'guideline p.postil example 0199a3c0-6f3e-7c51-8a44-3d1f6c2b7e90 --counter --text "A title, not a name."',
      does: 'Makes an annotation a counter-example of its type.',
    },
    {
      line: 'guideline p.postil diff CLAIM --from 3',
      does: 'Lists the blocks that have changed since version 3.',
    },
  ],
  async run(context) {
    const { positionals, options } = context;
    const [, verb, word] = positionals;
    const verbs: Readonly<Record<string, (context: CliContext, word: string) => Promise<CliResult>>> = {
      export: exportPage,
      example: addExample,
      diff: compare,
      restore,
    };
    assertFits(options, verb);
    if (verb === undefined) return show(context);
    if (!Object.hasOwn(verbs, verb) || word === undefined)
      throw new UsageError(MESSAGES.operandMissing(guidelineCommand.operands));
    return await verbs[verb]!(context, word);
  },
};

/** The options that each form takes. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  show: ['type', 'scheme-version'],
  export: ['scheme-version'],
  example: ['counter', 'text'],
  diff: ['from', 'to'],
  restore: ['from', 'block'],
};

function assertFits(options: CliContext['options'], verb = 'show'): void {
  const own = Object.keys(guidelineCommand.options);
  const strange = own.find((name) => options[name] !== undefined && !TAKES[verb]?.includes(name));
  if (strange !== undefined && verb in TAKES)
    throw new UsageError(MESSAGES.optionBelongsElsewhere(strange, verb === 'show' ? 'guideline FILE' : verb));
}

function show({ positionals: [file = ''], options, workspace }: CliContext): CliResult {
  workspace.open(file, { readonly: true });
  const { number, scheme } = versionNamed(workspace.store, options['scheme-version'], 'scheme-version');
  const type = text(options, 'type');
  const parts = type === undefined ? guidedParts(scheme) : [partNamed(scheme, type)];
  const guidelines = parts.map((part) => ({
    kind: part.kind,
    name: part.name,
    blocks: guidelineOf(scheme, part)!,
  }));
  return {
    json: { version: number, guidelines },
    lines: [
      `${scheme.name}, version ${number}`,
      ...guidelines
        .filter(({ blocks }) => type !== undefined || blocks.length > 0)
        .flatMap(({ name, blocks }) => [name, ...blocks.flatMap(linesOf)]),
    ],
  };
}

async function exportPage(
  { positionals: [file = ''], options, workspace }: CliContext,
  out: string,
): Promise<CliResult> {
  const format = pageFormatOf(out);
  if (format === null) throw new UsageError(MESSAGES.notAPage(out));
  workspace.open(file, { readonly: true });
  const { number } = versionNamed(workspace.store, options['scheme-version'], 'scheme-version');
  const written = await writeGuidelineFile(workspace.store, format, resolve(out), number);
  return {
    json: written,
    lines: [`Wrote the guideline of version ${written.version} of the scheme to ${written.path}.`],
  };
}

async function addExample(
  { positionals: [file = ''], options, workspace, router }: CliContext,
  id: string,
): Promise<CliResult> {
  if (!isUid(id)) throw new UsageError(MESSAGES.notAnAnnotation(id));
  workspace.open(file);
  const as = options['counter'] === true ? 'counter-example' : 'example';
  const words = text(options, 'text') ?? '';
  const asked = { annotation: id, as, text: words } as const;
  const done = await router
    .call('guidelines.addExample', { kind: 'span', ...asked })
    .catch(async (error: unknown) => {
      if (!(error instanceof PostilError) || error.code !== 'not-found') throw error;
      return await router.call('guidelines.addExample', { kind: 'relation', ...asked });
    });
  return {
    json: done,
    lines: [
      done.added
        ? `“${done.quote}” is now ${as === 'example' ? 'an example' : 'a counter-example'} of ${done.type}: version ${done.version} of the scheme.`
        : `“${done.quote}” is one already.`,
    ],
  };
}

async function compare(context: CliContext, type: string): Promise<CliResult> {
  const { positionals, options, workspace } = context;
  workspace.open(positionals[0]!, { readonly: true });
  const to = versionNamed(workspace.store, options['to'], 'to');
  const from = versionNamed(workspace.store, requiredFrom(options), 'from');
  const changes = diffGuidelines(guidelineNamed(from.scheme, type), guidelineNamed(to.scheme, type)).filter(
    ({ verb }) => verb !== 'same',
  );
  return await Promise.resolve({
    json: { from: from.number, to: to.number, changes },
    lines:
      changes.length === 0
        ? [`The guideline of ${type} is the same in version ${from.number} and version ${to.number}.`]
        : changes.flatMap((change) => {
            const sign = { added: '+', removed: '-', changed: '~', moved: '>', same: ' ' }[change.verb];
            const blocks =
              change.verb === 'changed' ? [change.before, change.after] : [change.after ?? change.before];
            return blocks.flatMap((block, i) =>
              linesOf(block).map(
                (line) => `${change.verb === 'changed' ? (i === 0 ? '-' : '+') : sign} ${line.trimStart()}`,
              ),
            );
          }),
  });
}

async function restore(
  { positionals: [file = ''], options, workspace, router }: CliContext,
  type: string,
): Promise<CliResult> {
  workspace.open(file);
  const { store } = workspace;
  const from = versionNamed(store, requiredFrom(options), 'from');
  const { number: base, scheme } = currentScheme(store);
  const part = partNamed(scheme, type);
  const [earlier, now] = [guidelineNamed(from.scheme, type), guidelineOf(scheme, part)!];
  const id = text(options, 'block');
  const block = earlier.find(({ uid }) => uid === id);
  if (id !== undefined && !block)
    throw new PostilError('not-found', MESSAGES.noBlock(id, type, from.number), { field: 'block' });
  const guideline = block ? withBlockOf(now, earlier, block) : earlier;
  const { version, changes } = await router.call('scheme.edit', {
    base,
    target: { scheme: changePart(scheme, part, { guideline }).scheme },
  });
  return {
    json: { version, changes },
    lines: [
      changes.length === 0
        ? `The guideline of ${type} is the same already.`
        : `The guideline of ${type} is as in version ${from.number} again${block ? ' in this block' : ''}: version ${version} of the scheme.`,
    ],
  };
}

function requiredFrom(options: CliContext['options']): string {
  const from = text(options, 'from');
  if (from === undefined) throw new UsageError(MESSAGES.fromMissing);
  return from;
}

/** The scheme in a version that an option names; the one in force by default. */
function versionNamed(
  store: ReadStore,
  option: CliContext['options'][string],
  name: string,
): { number: number; scheme: Scheme } {
  if (option === undefined) return currentScheme(store);
  if (typeof option !== 'string' || !/^\d+$/.test(option))
    throw new UsageError(MESSAGES.notAVersionFor(name, String(option)));
  const version = schemeVersion(store, Number(option));
  if (version === undefined)
    throw new PostilError('not-found', MESSAGES.noSchemeVersion(Number(option)), { field: name });
  return { number: Number(option), scheme: readSchemeVersion(store, version) };
}

/** The parts of a scheme that have guidelines. */
function guidedParts(scheme: Scheme): PartName[] {
  return partsOf(scheme).filter((part) => guidelineOf(scheme, part) !== undefined);
}

function partNamed(scheme: Scheme, name: string): PartName {
  const part = guidedParts(scheme).find((each) => each.name === name);
  if (!part) throw new UsageError(MESSAGES.nothingToRecheck(name));
  return part;
}

function guidelineNamed(scheme: Scheme, name: string): Guideline {
  return guidelineOf(scheme, partNamed(scheme, name))!;
}

function linesOf({ kind, text: words, example }: GuidelineBlock): string[] {
  const shown = example
    ? example.erased
      ? '(deleted for good)'
      : `“${example.before}[${example.quote}]${example.after}” (${example.title})`
    : '';
  const all = [shown, words].filter((part) => part !== '').join(' ');
  return [`  ${headingOf(kind)}: ${all.replace(/\s+/g, ' ')}`];
}
