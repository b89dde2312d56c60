import type { RecheckRow } from '../shared/contract/recheck.ts';
import type { OutputOf } from '../shared/contract/index.ts';
import { newUid } from '../shared/model/uid.ts';
import { counted, grouped } from '../shared/text/counted.ts';
import { setOfAnalyst } from '../db/sets/sets.ts';
import {
  DOCUMENT_OPTION,
  SET_OPTION,
  UsageError,
  text,
  type CliCommand,
  type CliContext,
  type CliResult,
} from './define.ts';
import { MESSAGES } from './messages.ts';
import { withJobProgress } from './progress.ts';
import { resolveDocument, resolveSet } from './resolve.ts';

/** The number of annotations that are listed without `--limit`. */
const LISTED = 100;

export const recheckCommand: CliCommand = {
  operands: 'FILE',
  summary: 'List annotations from before their type changed its meaning, or confirm them',
  details:
    'An annotation is on the list if the newest change that a person made to it is older than the last change of the scheme that gave its type another meaning. Changing or deleting it takes it off the list; so does confirming it. Sets of models are left out. Without --set: your own set.',
  words: [1, 1],
  options: {
    ...SET_OPTION,
    ...DOCUMENT_OPTION,
    type: {
      type: 'string',
      value: 'TYPE',
      help: 'Only annotations of this type, relation type or document label.',
    },
    text: { type: 'string', value: 'WORDS', help: 'Only annotations of exactly these words.' },
    limit: { type: 'string', value: 'N', help: `Lists at most N annotations. Default: ${LISTED}.` },
    groups: { type: 'boolean', help: 'Lists the words of each type with how many annotations have them.' },
    confirm: { type: 'boolean', help: 'Confirms all that are chosen as they are: one change, one undo.' },
  },
  examples: [
    { line: 'recheck p.postil --type CLAIM', does: 'Lists the claims to re-check.' },
    {
      line: 'recheck p.postil --type CLAIM --document a.txt --confirm',
      does: 'Confirms the claims of one article.',
    },
  ],
  async run(context) {
    const { positionals, options, workspace, router } = context;
    const confirming = options['confirm'] === true;
    const limit = limitOf(options);
    workspace.open(positionals[0] ?? '', { readonly: !confirming });
    const { store, settings } = workspace;
    const named = text(options, 'set');
    const set =
      named === undefined ? setOfAnalyst(store.db, settings.value.analyst.id) : resolveSet(store, named);
    const document = text(options, 'document');
    const type = text(options, 'type');
    const words = text(options, 'text');
    const chosen = {
      ...(set && { set }),
      ...(document !== undefined && { document: resolveDocument(store, document) }),
      ...(type !== undefined && { type }),
      ...(words !== undefined && { text: words }),
    };
    if (options['groups'] === true && confirming)
      throw new UsageError(MESSAGES.notTogether('groups and --confirm'));
    if (options['groups'] === true) {
      const { groups } = await router.call('recheck.groups', { ...chosen, limit });
      return {
        json: { groups },
        lines: groups.map(
          (each) => `${grouped(each.count)}  ${each.type}  ${each.text.replace(/\s+/g, ' ')}`,
        ),
      };
    }
    if (!confirming) {
      const list = await router.call('recheck.list', { ...chosen, limit });
      const { sets } = await router.call('recheck.counts', {});
      return listed(list, sets);
    }
    const { confirmed } = await withJobProgress(context, () =>
      router.call('recheck.confirmAll', { job: newUid(), ...chosen }),
    );
    const { annotations: left } = await router.call('recheck.list', { ...(set && { set }), limit: 1 });
    return {
      json: { confirmed, left },
      lines: [`Confirmed ${counted(confirmed, 'annotation')}; ${grouped(left)} left to re-check.`],
    };
  },
};

function limitOf(options: CliContext['options']): number {
  const given = text(options, 'limit') ?? String(LISTED);
  const limit = Number(given);
  if (!/^\d+$/.test(given) || limit < 1 || limit > 500) throw new UsageError(MESSAGES.limitTo(500));
  return limit;
}

function listed(
  { annotations, documents, rows }: OutputOf<'recheck.list'>,
  sets: OutputOf<'recheck.counts'>['sets'],
): CliResult {
  return {
    json: { annotations, documents, rows, sets },
    lines: [
      annotations === 0
        ? 'Nothing to re-check.'
        : `${counted(annotations, 'annotation')} to re-check in ${counted(documents, 'document')}.`,
      ...rows.map(lineOf),
      ...(annotations > rows.length ? [`… and ${grouped(annotations - rows.length)} more.`] : []),
      ...(annotations === 0 ? sets.map(({ name, count, types }) => toRecheck(name, count, types)) : []),
    ],
  };
}

function lineOf({ id, type, text: words, documentTitle, version }: RecheckRow): string {
  return `${id}  ${type}  version ${version}  ${words.replace(/\s+/g, ' ')}${documentTitle && `  (${documentTitle})`}`;
}

/** Returns how many annotations of a set are to be re-checked, in a line. */
export function toRecheck(
  set: string,
  count: number,
  types: readonly { readonly name: string; readonly count: number }[],
): string {
  const each = types.map((type) => `${type.name} ${grouped(type.count)}`).join(', ');
  return `  ${set}: ${grouped(count)} to re-check (${each})`;
}
