import type { Recorded } from '../../db/journal/record.ts';
import { setOfAnalyst } from '../../db/sets/sets.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts';
import type { Occurrence } from '../../shared/contract/propagation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { finder } from '../../shared/text/find.ts';
import type { Domain, Handlers, JobContext } from '../context.ts';
import { documentsOf, groupOrder, IDENTICAL, isTicked, Propagation } from '../propagation/propagation.ts';
import { assertValues, requireType } from '../rules/span-rules.ts';
import { searching, shortly, tagFound } from '../propagation/tag-found.ts';
import { MESSAGES } from './messages.ts';

/** The default number of occurrences listed in each group. */
const LISTED = 200;

export const propagationHandlers: Handlers<Domain<'propagation'>> = {
  'propagation.preview': async (context, input) => {
    const { store, actor } = context;
    const set = input.set ?? setOfAnalyst(store.db, actor.analyst.id);
    const propagation = searchFor(store, input, set);
    const documents = documentsOf(store, input.scope);
    const groups = new Map<string, { count: number; documents: number; rows: Occurrence[] }>();
    const chosen = { created: 0, linked: 0, documents: 0 };
    const isChosen = (group: string) => input.groups?.includes(group) ?? isTicked(group);
    let identical = 0;
    await propagation.through(documents, searching(context), (document, matches) => {
      const here = new Set<string>();
      let created = 0;
      let linked = 0;
      for (const match of matches) {
        if (match.group === IDENTICAL) {
          identical++;
          continue;
        }
        const group = groups.get(match.group) ?? { count: 0, documents: 0, rows: [] };
        groups.set(match.group, group);
        group.count++;
        if (!here.has(match.group)) group.documents++;
        here.add(match.group);
        if (group.rows.length < (input.rows ?? LISTED)) group.rows.push(propagation.shown(document, match));
        if (!isChosen(match.group)) continue;
        if (match.span) linked++;
        else created++;
      }
      chosen.created += created;
      chosen.linked += linked;
      if (created + linked > 0) chosen.documents++;
    });
    const listed = [...groups]
      .map(([id, group]) => ({ id, ticked: isTicked(id), ...group }))
      .sort((a, b) => groupOrder(a.id) - groupOrder(b.id) || (a.id < b.id ? -1 : 1));
    return { result: { searched: documents.length, groups: listed, identical, chosen }, change: null };
  },
  'propagation.apply': (context, input) => apply(context, input),
};

function apply(
  context: JobContext,
  input: ParsedInputOf<'propagation.apply'>,
): Promise<Recorded<OutputOf<'propagation.apply'>>> {
  const except = new Set(input.except?.map(({ document, start }) => `${document} ${start}`));
  return tagFound(context, {
    command: 'propagation.apply',
    label: `Tag every “${shortly(input.text)}” as ${requireType(context.store, input.type).label}`,
    type: input.type,
    attributes: input.attributes ?? {},
    set: input.set,
    entities: input.entities ?? [],
    from: input.from,
    documents: documentsOf(context.store, input.scope),
    propagation: (set) => searchFor(context.store, input, set),
    wanted: (document, { group, start }) =>
      input.groups.includes(group) && !except.has(`${document} ${start}`),
  });
}

type SearchInput = Pick<ParsedInputOf<'propagation.apply'>, 'text' | 'type' | 'attributes' | 'entities'>;

function searchFor(store: ReadStore, input: SearchInput, set: Uid | undefined): Propagation {
  const type = requireType(store, input.type);
  const attributes = input.attributes ?? {};
  assertValues(type.name, type.attributes, attributes);
  if (input.text.trim() === '')
    throw new PostilError('invalid-input', MESSAGES.onlyWhiteSpace, {
      field: 'text',
    });
  const find = finder(input.text);
  const links = (input.entities ?? []).length > 0;
  return new Propagation(store, { find: (text) => find(text), type, set, attributes, links });
}
