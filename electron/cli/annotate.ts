import { ensureNamedSet } from '../../db/sets.ts';
import { parseValue, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { requireType } from '../backend/span-rules.ts';
import { required, text, UsageError, type CliCommand } from './define.ts';
import { spansWithText } from './list.ts';
import { resolveDocument } from './resolve.ts';

export const annotateCommand: CliCommand = {
  usage: 'annotate FILE --document ID --type T --span START:END[,START:END] [--attr k=v]… [--set NAME]',
  help: 'add a span; offsets are UTF-16 code units',
  words: [1, 1],
  options: {
    document: { type: 'string' },
    type: { type: 'string' },
    span: { type: 'string' },
    attr: { type: 'string', multiple: true },
    set: { type: 'string' },
  },
  async run({ positionals: [file = ''], options, workspace, router }) {
    const fragments = parseFragments(required(options, 'span'));
    const [words, typeName] = [required(options, 'document'), required(options, 'type')];
    workspace.open(file);
    const { store, settings } = workspace;
    const document = resolveDocument(store, words);
    const type = requireType(store, typeName);
    const attributes: Record<string, AttributeValue> = {};
    for (const pair of (options['attr'] as string[] | undefined) ?? []) {
      const [name = '', ...rest] = pair.split('=');
      const input = rest.join('=');
      const declared = type.attributes.find((attribute) => attribute.name === name);
      // An unknown attribute or value is refused by the backend, which names what there is.
      attributes[name] = (declared && parseValue(declared, input)) ?? input;
    }
    const name = text(options, 'set');
    const { span } = await router.call('spans.create', {
      document,
      type: type.name,
      fragments,
      attributes,
      ...(name !== undefined && { set: ensureNamedSet(store, settings.actor, name) }),
    });
    const listed = spansWithText(store, document).find(({ id }) => id === span.id)!;
    return { json: { span: listed }, lines: [`${span.id}  ${span.type}  ${listed.text}`] };
  },
};

/** `0:5,9:12` as fragments; empty for an implicit span. */
function parseFragments(words: string): [number, number][] {
  if (words === '') return [];
  return words.split(',').map((part) => {
    const match = /^(\d+):(\d+)$/.exec(part.trim());
    if (!match) throw new UsageError(`“${part}” is not START:END.`);
    const [start, end] = [Number(match[1]), Number(match[2])];
    if (start > end) throw new UsageError(`The span ${part} ends before it starts.`);
    return [start, end];
  });
}
