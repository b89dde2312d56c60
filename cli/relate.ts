import { isUid, type Uid } from '../shared/model/uid.ts';
import { requirePlaceOfEnds, requireRelationType } from '../backend/rules/relation-rules.ts';
import { ATTRIBUTE_OPTION, attributesGiven } from './attributes.ts';
import { TARGET_SET_OPTION, UsageError, required, text, type CliCommand, type CliContext } from './define.ts';
import { MESSAGES } from './messages.ts';
import { resolveOrMakeSet, resolveSet } from './resolve.ts';

export const relateCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Add a relation between two spans or two entities',
  words: [1, 1],
  options: {
    from: {
      type: 'string',
      value: 'ID',
      required: true,
      help: 'The span or entity that the relation starts at.',
    },
    to: {
      type: 'string',
      value: 'ID',
      required: true,
      help: 'The span or entity that the relation ends at.',
    },
    type: {
      type: 'string',
      value: 'TYPE',
      required: true,
      help: 'The type of the relation; the scheme determines whether it links spans or entities.',
    },
    ...ATTRIBUTE_OPTION,
    set: {
      ...TARGET_SET_OPTION.set,
      help: 'The annotation set to add to, by name or id. Default: your own set.',
    },
  },
  async run({ positionals: [file = ''], options, workspace, router }) {
    const [from, to, typeName] = [
      idOption(options, 'from'),
      idOption(options, 'to'),
      required(options, 'type'),
    ];
    workspace.open(file);
    const { store, settings } = workspace;
    const type = requireRelationType(store, typeName);
    const name = text(options, 'set');
    // Check before the set is created: a refused relation must leave nothing behind.
    requirePlaceOfEnds(store, type, from, to);
    const setNamed = (named: string) =>
      type.ends === 'span' ? resolveSet(store, named) : resolveOrMakeSet(store, settings.actor, named);
    const { relation } = await router.call('relations.create', {
      type: type.name,
      from,
      to,
      attributes: attributesGiven(options, type.attributes),
      ...(name !== undefined && { set: setNamed(name) }),
    });
    return { json: { relation }, lines: [`${relation.id}  ${relation.type}  ${from} → ${to}`] };
  },
};

function idOption(options: CliContext['options'], name: string): Uid {
  const id = required(options, name);
  if (!isUid(id)) throw new UsageError(MESSAGES.idOfEnd(name));
  return id;
}
