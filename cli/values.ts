import { currentScheme } from '../db/scheme/scheme.ts';
import type { OutputOf } from '../shared/contract/index.ts';
import { newUid } from '../shared/model/uid.ts';
import { valueLists, type ValueList } from '../shared/scheme-edit/value-lists.ts';
import { counted } from '../shared/text/counted.ts';
import { UsageError, type CliCommand, type CliContext, type CliResult } from './define.ts';
import { MESSAGES } from './messages.ts';

/** Reads what a verb does from its words: the values that change, and what they become. */
const verbs: Record<string, (words: readonly string[]) => { values: string[]; by: string | null }> = {
  rename: (words) => {
    const [from, to] = words;
    if (from === undefined || to === undefined || words.length > 2)
      throw new UsageError(MESSAGES.renameOperands);
    return { values: [from], by: to };
  },
  merge: (words) => {
    const [into, ...from] = words;
    if (into === undefined || from.length === 0) throw new UsageError(MESSAGES.mergeValuesOperands);
    return { values: from, by: into };
  },
  delete: (words) => {
    if (words.length === 0) throw new UsageError(MESSAGES.deleteValuesOperands);
    return { values: [...words], by: null };
  },
};

export const attributesCommand: CliCommand = {
  operands:
    'FILE | FILE ATTRIBUTE | FILE ATTRIBUTE rename OLD NEW | FILE ATTRIBUTE merge INTO FROM… | FILE ATTRIBUTE delete VALUE…',
  summary: 'List the values of an attribute such as the topics of claims, and rename, merge or delete them',
  details:
    'ATTRIBUTE is one of one-line text, as TYPE.NAME, or as NAME if only one type has it; without it, those of the scheme are listed. A value is renamed, merged or deleted in all annotations of every set, as one change that one undo reverts.',
  words: [1, Infinity],
  options: { 'dry-run': { type: 'boolean', help: 'Only counts what would change, in every set.' } },
  examples: [
    { line: 'attributes p.postil topic', does: 'Lists the topics with how many claims have them.' },
    {
      line: 'attributes p.postil CLAIM.topic merge border "border dispute" frontier --dry-run',
      does: 'Counts the claims that would get the topic “border”.',
    },
  ],
  async run(context) {
    const { positionals, options, workspace, router } = context;
    const [file = '', name, verb, ...words] = positionals;
    const read = verb === undefined ? undefined : Object.hasOwn(verbs, verb) ? verbs[verb]! : null;
    if (read === null) throw new UsageError(MESSAGES.notAVerb(verb!, Object.keys(verbs).join(', ')));
    const replacement = read?.(words);
    const dry = options['dry-run'] === true;
    workspace.open(file, { readonly: replacement === undefined || dry });
    const lists = valueLists(currentScheme(workspace.store).scheme);
    if (name === undefined)
      return {
        json: {
          attributes: lists.map(({ part, attribute }) => ({
            attribute: nameOf(part),
            label: attribute.label,
          })),
        },
        lines: lists.map(({ part, attribute }) => `${nameOf(part)}  ${attribute.label}`),
      };
    const list = resolveList(lists, name);
    const attribute = { owner: list.part.owner, name: list.part.name };
    if (!replacement) return await listed(context, list, attribute);
    const effect = await router.call('values.effect', { attribute, ...replacement });
    if (!dry) await router.call('values.replace', { job: newUid(), attribute, ...replacement });
    return told(list, replacement, effect, dry);
  },
};

async function listed(
  { router }: CliContext,
  { part }: ValueList,
  attribute: { owner: ValueList['part']['owner']; name: string },
): Promise<CliResult> {
  const values: OutputOf<'values.list'>['rows'] = [];
  for (;;) {
    const page = await router.call('values.list', { attribute, offset: values.length });
    values.push(...page.rows);
    if (page.rows.length === 0 || values.length >= page.total) break;
  }
  return {
    json: { attribute: nameOf(part), values },
    lines: [
      ...values.map(
        ({ value, annotations, documents }) =>
          `${value}  ${counted(annotations, 'annotation')} in ${counted(documents, 'document')}`,
      ),
      `${counted(values.length, 'value')} of ${nameOf(part)}.`,
    ],
  };
}

function told(
  { part }: ValueList,
  { values, by }: { readonly values: readonly string[]; readonly by: string | null },
  effect: OutputOf<'values.effect'>,
  dry: boolean,
): CliResult {
  const where = `${counted(effect.annotations, 'annotation')} in ${counted(effect.documents, 'document')}`;
  const what = by === null ? 'deleted' : `changed to “${by}”`;
  return {
    json: { attribute: nameOf(part), values, by, dryRun: dry, ...effect },
    lines: [
      `${counted(values.length, 'value')} of ${nameOf(part)} ${dry ? 'would be' : values.length === 1 ? 'was' : 'were'} ${what}: ${where}.`,
      ...effect.sets.map(
        ({ name, annotations, documents }) =>
          `  ${name}: ${counted(annotations, 'annotation')} in ${counted(documents, 'document')}`,
      ),
    ],
  };
}

/** Finds an attribute by `TYPE.NAME`, or by its name if only one type has it; case does not count. */
function resolveList(lists: readonly ValueList[], words: string): ValueList {
  const sought = words.toLowerCase();
  const found = lists.filter(({ part }) =>
    [nameOf(part), part.name].some((each) => each.toLowerCase() === sought),
  );
  const [only] = found;
  if (only && found.length === 1) return only;
  const known = (found.length > 1 ? found : lists).map(({ part }) => nameOf(part)).join(', ');
  throw new UsageError(MESSAGES.noValueList(words, found.length, known));
}

function nameOf({ owner, name }: ValueList['part']): string {
  return `${owner.name}.${name}`;
}
