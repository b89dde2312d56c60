import { newUid } from '../shared/model/uid.ts';
import { counted, grouped } from '../shared/text/counted.ts';
import { required, text, type CliCommand } from './define.ts';
import { findNamedSet, resolveDocument, resolveEntityWords, resolveOrMakeSet } from './resolve.ts';

export const propagateCommand: CliCommand = {
  usage:
    'propagate FILE --string S --type T [--entity ID]… [--document ID] [--set NAME] [--folded] [--dry-run]',
  help: 'tag every occurrence of a string as a whole word; --folded also where case or diacritics differ',
  words: [1, 1],
  options: {
    string: { type: 'string' },
    type: { type: 'string' },
    entity: { type: 'string', multiple: true },
    document: { type: 'string' },
    set: { type: 'string' },
    folded: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  async run({ positionals: [file = ''], options, workspace, router, say }) {
    const [string, type] = [required(options, 'string'), required(options, 'type')];
    const dry = options['dry-run'] === true;
    workspace.open(file, { readonly: dry });
    const { store, settings } = workspace;
    const words = text(options, 'document');
    const entities = ((options['entity'] as string[] | undefined) ?? []).map((each) =>
      resolveEntityWords(store, each),
    );
    const name = text(options, 'set');
    // A set that is not there yet is empty: a dry run looks at it without making it.
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
      if (event.event !== 'progress' || !process.stderr.isTTY) return;
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
      lines: [`${verb} ${grouped(created)} in ${counted(documents, 'document')}.`],
    };
  },
};
