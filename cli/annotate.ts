import { requireType } from '../backend/rules/span-rules.ts';
import type { SlotInput } from '../shared/contract/frames.ts';
import { EmptyReason } from '../shared/model/annotation.ts';
import { isUid } from '../shared/model/uid.ts';
import { ATTRIBUTE_OPTION, attributesGiven } from './attributes.ts';
import { TARGET_SET_OPTION, UsageError, required, text, type CliCommand } from './define.ts';
import { spansWithText } from './list.ts';
import { MESSAGES } from './messages.ts';
import { resolveDocument, resolveOrMakeSet } from './resolve.ts';

export const annotateCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Add a span with its slots, as one change',
  details:
    'Offsets are UTF-16 code units, counted from 0; the end is not included. Prints the id of the new span.',
  words: [1, 1],
  options: {
    document: {
      type: 'string',
      value: 'DOCUMENT',
      required: true,
      help: 'The document: its id, or its file name or title if only one document has it.',
    },
    type: { type: 'string', value: 'TYPE', required: true, help: 'The type, by its name in the scheme.' },
    span: {
      type: 'string',
      value: 'START:END[,START:END]',
      required: true,
      help: 'The offsets; several parts make a discontinuous span, and an empty value makes an implicit one.',
    },
    ...ATTRIBUTE_OPTION,
    slot: {
      type: 'string',
      value: 'NAME=FILLER',
      multiple: true,
      help: 'Fills a slot. FILLER is span:ID, entity:ID, document:ID, text:TEXT or empty:REASON.',
    },
    ...TARGET_SET_OPTION,
  },
  examples: [
    {
      line: 'annotate p.postil --document a.txt --type PERSON --span 0:3 --attr mention=nominal',
      does: 'Tags the first three characters as a person.',
    },
    {
      line: 'annotate p.postil --document a.txt --type CLAIM --span 14:52 --slot "claimer=empty:not stated"',
      does: 'Records a claim whose claimer the article does not state.',
    },
  ],
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

/** Parses `0:5,9:12`; the empty string gives no fragments, for an implicit span. Throws a UsageError. */
function parseFragments(words: string): [number, number][] {
  if (words === '') return [];
  return words.split(',').map((part) => {
    const match = /^(\d+):(\d+)$/.exec(part.trim());
    if (!match) throw new UsageError(MESSAGES.notARange(part));
    const [start, end] = [Number(match[1]), Number(match[2])];
    if (start > end) throw new UsageError(MESSAGES.endBeforeStart(part));
    return [start, end];
  });
}

/** Parses `claimer=span:ID`, `object=text:the water` or `claimer=empty:not stated` (also `not-stated`). Throws a UsageError. */
function parseSlot(words: string): SlotInput {
  const match = /^([^=]+)=(span|entity|document|text|empty):(.+)$/su.exec(words);
  if (!match) throw new UsageError(MESSAGES.notASlot(words));
  const [, name = '', kind = '', value = ''] = match;
  if (kind === 'text') return { name, filler: { text: value } };
  if (kind === 'empty') {
    const reason = EmptyReason.safeParse(value.replaceAll('-', ' '));
    if (reason.success) return { name, filler: { empty: reason.data } };
    throw new UsageError(MESSAGES.notAReason(value, EmptyReason.options.join(', ')));
  }
  if (!isUid(value)) throw new UsageError(MESSAGES.notAnId(value, kind));
  if (kind === 'span') return { name, filler: { span: value } };
  return { name, filler: kind === 'entity' ? { entity: value } : { document: value } };
}
