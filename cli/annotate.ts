import { requireType } from '../backend/rules/span-rules.ts';
import type { SlotInput } from '../shared/contract/frames.ts';
import { EmptyReason } from '../shared/model/annotation.ts';
import { isUid } from '../shared/model/uid.ts';
import { ATTRIBUTE_OPTION, attributesGiven } from './attributes.ts';
import { required, text, UsageError, type CliCommand } from './define.ts';
import { spansWithText } from './list.ts';
import { resolveDocument, resolveOrMakeSet } from './resolve.ts';

export const annotateCommand: CliCommand = {
  usage:
    'annotate FILE --document ID --type T --span START:END[,START:END] [--attr k=v]… [--slot NAME=span:ID|entity:ID|document:ID|text:T|empty:REASON]… [--set NAME]',
  help: 'add a span with its slots, in one change; offsets are UTF-16 code units, none make it implicit',
  words: [1, 1],
  options: {
    document: { type: 'string' },
    type: { type: 'string' },
    span: { type: 'string' },
    ...ATTRIBUTE_OPTION,
    slot: { type: 'string', multiple: true },
    set: { type: 'string' },
  },
  async run({ positionals: [file = ''], options, workspace, router }) {
    const fragments = parseFragments(required(options, 'span'));
    const slots = ((options['slot'] as string[] | undefined) ?? []).map(parseSlot);
    const [words, typeName] = [required(options, 'document'), required(options, 'type')];
    workspace.open(file);
    const { store, settings } = workspace;
    const document = resolveDocument(store, words);
    const type = requireType(store, typeName);
    const name = text(options, 'set');
    const { span } = await router.call('spans.create', {
      document,
      type: type.name,
      fragments,
      attributes: attributesGiven(options, type.attributes),
      slots,
      ...(name !== undefined && { set: resolveOrMakeSet(store, settings.actor, name) }),
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

/** `claimer=span:ID`, `object=text:the water`, `claimer=empty:not stated` (or `not-stated`). */
function parseSlot(words: string): SlotInput {
  const match = /^([^=]+)=(span|entity|document|text|empty):(.+)$/su.exec(words);
  if (!match)
    throw new UsageError(
      `“${words}” is not NAME=span:ID, NAME=entity:ID, NAME=document:ID, NAME=text:T or NAME=empty:REASON.`,
    );
  const [, name = '', kind = '', value = ''] = match;
  if (kind === 'text') return { name, filler: { text: value } };
  if (kind === 'empty') {
    const reason = EmptyReason.safeParse(value.replaceAll('-', ' '));
    if (reason.success) return { name, filler: { empty: reason.data } };
    throw new UsageError(`“${value}” is no reason; there are: ${EmptyReason.options.join(', ')}.`);
  }
  if (!isUid(value))
    throw new UsageError(`“${value}” is not the id of ${kind === 'entity' ? 'an' : 'a'} ${kind}.`);
  if (kind === 'span') return { name, filler: { span: value } };
  return { name, filler: kind === 'entity' ? { entity: value } : { document: value } };
}
