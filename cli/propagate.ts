import { newUid } from '../shared/model/uid.ts';
import { counted } from '../shared/text/counted.ts';
import {
  DOCUMENT_OPTION,
  DRY_RUN_OPTION,
  TARGET_SET_OPTION,
  required,
  text,
  type CliCommand,
} from './define.ts';
import { findNamedSet, resolveDocument, resolveEntityWords, resolveOrMakeSet } from './resolve.ts';

export const propagateCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Tag every occurrence of a string as a whole word',
  words: [1, 1],
  options: {
    string: { type: 'string', value: 'STRING', required: true, help: 'The string to look for.' },
    type: { type: 'string', value: 'TYPE', required: true, help: 'The type to tag it as.' },
    entity: {
      type: 'string',
      value: 'ENTITY',
      multiple: true,
      help: 'Links every new span to this entity, by id or name.',
    },
    ...DOCUMENT_OPTION,
    ...TARGET_SET_OPTION,
    folded: { type: 'boolean', help: 'Also where only case or diacritics differ.' },
    ...DRY_RUN_OPTION,
  },
  examples: [
    {
      line: 'propagate p.postil --string "Bo Ek" --type PERSON --dry-run',
      does: 'Counts the occurrences that are not tagged yet.',
    },
  ],
  async run({ positionals: [file = ''], options, workspace, router, streams, say }) {
    const [string, type] = [required(options, 'string'), required(options, 'type')];
    const dry = options['dry-run'] === true;
    workspace.open(file, { readonly: dry });
    const { store, settings } = workspace;
    const words = text(options, 'document');
    const entities = ((options['entity'] as string[] | undefined) ?? []).map((each) =>
      resolveEntityWords(store, each),
    );
    const name = text(options, 'set');
    // A set that does not exist yet is empty: a dry run uses an id without creating the set.
    const set =
      name === undefined
        ? undefined
        : dry
          ? (findNamedSet(store, name)?.id ?? newUid())
          : resolveOrMakeSet(store, settings.actor, name);
    const query = {
      job: newUid(),
      text: string,
      type,
      scope: words === undefined ? ('project' as const) : { document: resolveDocument(store, words) },
      groups: options['folded'] === true ? ['exact', 'folded'] : ['exact'],
      ...(set && { set }),
    };
    workspace.listen((event) => {
      if (event.event !== 'progress' || !streams.stderr.isTTY) return;
      const { done, total, unit, message } = event.progress;
      say(`${message}: ${done} of ${total ?? '?'} ${unit}`);
    });
    const done = dry
      ? (await router.call('propagation.preview', { ...query, rows: 0 })).chosen
      : await router.call('propagation.apply', { ...query, entities });
    const { created, documents } = done;
    const verb = dry ? 'Would tag' : 'Tagged';
    return {
      json: { created, documents },
      lines: [`${verb} ${counted(created, 'occurrence')} in ${counted(documents, 'document')}.`],
    };
  },
};
