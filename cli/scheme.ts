import { resolve } from 'node:path';
import type { ReadStore } from '../db/connection/store.ts';
import { RECHECKED } from '../db/recheck/meanings.ts';
import { currentScheme, readSchemeVersion } from '../db/scheme/scheme.ts';
import { schemeVersion } from '../db/scheme/scheme-versions.ts';
import type { PlannedChange, SchemeTarget } from '../shared/contract/scheme.ts';
import type { Scheme } from '../shared/model/scheme.ts';
import { partsOf, type PartName } from '../shared/scheme-edit/names.ts';
import { inTreeOrder } from '../shared/model/type-tree.ts';
import { counted } from '../shared/text/counted.ts';
import { writeSchemeFile } from '../backend/jobs/scheme-export.ts';
import { text, UsageError, type CliCommand, type CliContext, type CliResult } from './define.ts';
import { MESSAGES } from './messages.ts';
import { formatOfPath } from '../shared/scheme-files/formats.ts';
import { applyMigration, exportMigration } from './migration.ts';
import { readScheme } from './read-scheme.ts';

export const schemeCommand: CliCommand = {
  operands: 'FILE | FILE apply MIGRATION | FILE export-migration OUT',
  summary: 'Show the scheme, export it, replace it, migrate it, list its versions or return to one',
  details:
    'At most one of --out, --replace, --go-back and --versions can be given. A migration is a file with the steps of a change: merges, splits, renames and others. Applying it again skips the steps that are done already.',
  words: [1, 3],
  options: {
    out: {
      type: 'string',
      value: 'OUT',
      help: 'Writes the scheme: .json, .xlsx, .csv, or .conf for brat, with visual.conf and kb_shortcuts.conf beside it.',
    },
    replace: {
      type: 'string',
      value: 'SCHEME',
      aliases: ['set'],
      help: 'Replaces the scheme by a file (JSON, brat annotation.conf, .xlsx, .csv) or one that ships with Postil; lists every difference.',
    },
    versions: { type: 'boolean', help: 'Lists the versions of the scheme.' },
    'go-back': {
      type: 'string',
      value: 'N',
      aliases: ['back-to'],
      help: 'Returns to version N, as a new version.',
    },
    meaning: {
      type: 'string',
      value: 'TYPE',
      multiple: true,
      help: 'With --replace or --go-back: the change gives this type, relation type or document label another meaning. Its annotations are to be re-checked; see the command recheck. May be given several times.',
    },
    'dry-run': {
      type: 'boolean',
      help: 'With --replace, --go-back or apply: lists what would change and changes nothing.',
    },
    from: {
      type: 'string',
      value: 'N',
      help: 'With export-migration: the version before the change; 1 by default.',
    },
    to: {
      type: 'string',
      value: 'M',
      help: 'With export-migration: the version after the change; the one in force by default.',
    },
    lose: { type: 'boolean', help: 'With apply: also takes steps that delete annotations or values.' },
  },
  examples: [
    {
      line: 'scheme p.postil export-migration --from 3 merge.migration.json',
      does: 'Writes what has changed since version 3 as steps that other projects can repeat.',
    },
    {
      line: 'scheme q.postil apply merge.migration.json --dry-run',
      does: 'Counts the annotations that each step concerns, and names ten of them.',
    },
    {
      line: 'scheme p.postil --replace new.json --meaning CLAIM',
      does: 'Puts the claims that exist on the list of annotations to re-check.',
    },
    {
      line: 'scheme p.postil --out scheme.xlsx',
      does: 'Writes a workbook. Edited and given to --replace, it renames, moves, adds and removes; what it has no columns for stays.',
    },
    {
      line: 'scheme p.postil --replace new.json --dry-run',
      does: 'Lists the differences, and those that are refused because annotations depend on them.',
    },
  ],
  async run(context) {
    const { options } = context;
    const asked = ['out', 'replace', 'go-back', 'versions'].filter((name) => options[name] !== undefined);
    const [, verb, path] = context.positionals;
    if (verb !== undefined) {
      if ((verb !== 'apply' && verb !== 'export-migration') || path === undefined)
        throw new UsageError(MESSAGES.operandMissing(schemeCommand.operands));
      if (asked.length > 0) throw new UsageError(MESSAGES.notTogether(`${asked[0]!} and ${verb}`));
      return await (verb === 'apply' ? applyMigration(context, path) : exportMigration(context, path));
    }
    if (asked.length > 1) throw new UsageError(MESSAGES.notTogether(asked.join(' and --')));
    if (options['dry-run'] && options['replace'] === undefined && options['go-back'] === undefined)
      throw new UsageError(MESSAGES.dryRunAlone);
    if (
      options['meaning'] !== undefined &&
      options['replace'] === undefined &&
      options['go-back'] === undefined
    )
      throw new UsageError(MESSAGES.meaningAlone);
    const scheme = text(options, 'replace');
    if (scheme !== undefined) return await change(context, scheme);
    const back = text(options, 'go-back');
    if (back !== undefined) {
      if (!/^\d+$/.test(back)) throw new UsageError(MESSAGES.notAVersion(back));
      return await change(context, { version: Number(back) });
    }
    return options['versions'] ? await versions(context) : show(context);
  },
};

async function show({ positionals: [file = ''], options, workspace }: CliContext): Promise<CliResult> {
  workspace.open(file, { readonly: true });
  const { store } = workspace;
  const out = text(options, 'out');
  if (out !== undefined) {
    const format = formatOfPath(out);
    if (format === null) throw new UsageError(MESSAGES.notASchemeFile(out));
    const written = await writeSchemeFile(store, format, resolve(out));
    return {
      json: written,
      lines: [
        `Wrote version ${written.version} of the scheme to ${written.path}.`,
        ...(written.lost.length > 0
          ? [`${counted(written.lost.length, 'difference')} not held:`, ...written.lost.map(wordsOf)]
          : []),
      ],
    };
  }
  const { number, scheme } = currentScheme(store);
  return {
    json: { version: number, scheme },
    lines: [
      `${scheme.name}, version ${number}`,
      ...scheme.layers.flatMap((layer) => [
        `${layer.label}${layer.visible ? '' : ' (hidden by default)'}`,
        ...inTreeOrder(scheme.types.filter((type) => type.layer === layer.name)).map(
          ({ type: { name, label, key, attributes, slots }, depth }) => {
            const parts = [...attributes, ...slots].map((each) => each.name).join(', ');
            return `  ${key ?? ' '}  ${'  '.repeat(depth)}${name}  ${label}${parts && `  (${parts})`}`;
          },
        ),
      ]),
      ...(scheme.relations.length > 0
        ? [`Relations: ${scheme.relations.map(({ name }) => name).join(', ')}`]
        : []),
      ...(scheme.labels.length > 0
        ? [`Document labels: ${scheme.labels.map(({ name }) => name).join(', ')}`]
        : []),
    ],
  };
}

async function change(
  { positionals: [file = ''], options, workspace, router }: CliContext,
  to: string | { readonly version: number },
): Promise<CliResult> {
  const dry = options['dry-run'] === true;
  workspace.open(file, { readonly: dry });
  const { number: base, scheme: now } = currentScheme(workspace.store);
  const read = typeof to === 'string' ? await readScheme(to, now) : null;
  const notes = read?.notes ?? [];
  const target =
    typeof to === 'string'
      ? {
          scheme: read!.scheme,
          renames: read!.renames.map(({ part: { owner: _, ...part }, to: name }) => ({ part, to: name })),
        }
      : to;
  if (dry) {
    meaningOf(schemeAfter(workspace.store, target), options['meaning']);
    const { changes } = await router.call('scheme.plan', { target });
    const refused = changes.filter(({ refusal }) => refusal !== null).length;
    return {
      json: { changes, refused, notes },
      lines: [
        ...notes,
        ...changes.map(lineOf),
        `${counted(changes.length, 'change')}, ${refused} of them refused. Nothing was changed (--dry-run).`,
      ],
      failed: refused > 0,
    };
  }
  const meaning = meaningOf(schemeAfter(workspace.store, target), options['meaning']);
  const { version, changes } = await router.call('scheme.edit', { base, target, meaning });
  const { total } = await router.call('recheck.counts', {});
  return {
    json: { version, changes, recheck: total, notes },
    lines: [
      ...notes,
      ...changes.map(lineOf),
      changes.length === 0
        ? `The scheme is the same already: version ${version}.`
        : `The scheme is now version ${version}.`,
      ...(changes.length > 0 && total > 0 ? [`${counted(total, 'annotation')} to re-check.`] : []),
    ],
  };
}

function schemeAfter(store: ReadStore, target: SchemeTarget): Scheme {
  if ('scheme' in target) return target.scheme;
  const version = 'version' in target ? schemeVersion(store, target.version) : undefined;
  return version === undefined ? currentScheme(store).scheme : readSchemeVersion(store, version);
}

/** Returns the types, relation types and labels that the option `--meaning` names. */
function meaningOf(scheme: Scheme, option: CliContext['options'][string]): PartName[] {
  const names = Array.isArray(option) ? option.map(String) : [];
  const parts = partsOf(scheme).filter(({ kind }) => RECHECKED.some((each) => each === kind));
  return names.map((name) => {
    const part = parts.find((each) => each.name === name);
    if (!part) throw new UsageError(MESSAGES.nothingToRecheck(name));
    return part;
  });
}

async function versions({ positionals: [file = ''], workspace, router }: CliContext): Promise<CliResult> {
  workspace.open(file, { readonly: true });
  const all = [];
  for (let before: number | undefined; ;) {
    const page = await router.call('scheme.versions', {
      limit: 100,
      ...(before !== undefined && { before }),
    });
    all.push(...page.versions);
    if (page.next === null) break;
    before = page.next;
  }
  return {
    json: { versions: all },
    lines: all.flatMap(({ number, at, analyst, label, inForce, undone, changes, meaning }) => [
      `${number}  ${at}  ${analyst ?? '–'}  ${label}${inForce ? '  (in force)' : undone ? '  (undone)' : ''}`,
      ...(meaning.length > 0 ? [`   another meaning: ${meaning.join(', ')}`] : []),
      ...(changes.length > 1 ? changes.map((each) => `   ${wordsOf(each)}`) : []),
    ]),
  };
}

function lineOf(change: PlannedChange): string {
  const sign = { added: '+', changed: '~', removed: '-' }[change.verb];
  const more = [change.refusal && `REFUSED: ${change.refusal}`, change.note].filter(Boolean).join(' ');
  return `${sign} ${wordsOf(change)}${more && `  ${more}`}`;
}

function wordsOf({ verb, subject, text: words }: Pick<PlannedChange, 'verb' | 'subject' | 'text'>): string {
  return verb === 'changed' ? `${subject}: ${words}` : words;
}
