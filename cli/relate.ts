import { isUid, type Uid } from '../shared/model/uid.ts';
import { requirePlaceOfEnds, requireRelationType } from '../backend/rules/relation-rules.ts';
import { ATTRIBUTE_OPTION, attributesGiven } from './attributes.ts';
import { required, text, UsageError, type CliCommand, type CliContext } from './define.ts';
import { resolveOrMakeSet, resolveSet } from './resolve.ts';

export const relateCommand: CliCommand = {
  usage: 'relate FILE --from ID --to ID --type T [--attr k=v]… [--set NAME]',
  help: 'add a relation between two spans or two entities, by what the type links',
  words: [1, 1],
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    type: { type: 'string' },
    ...ATTRIBUTE_OPTION,
    set: { type: 'string' },
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
    // Before a set is made: a refused relation must leave nothing behind.
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
  if (!isUid(id)) throw new UsageError(`--${name} must be the id of a span or an entity, as list tells it.`);
  return id;
}
