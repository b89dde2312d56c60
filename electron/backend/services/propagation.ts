import { sql } from '../../../db/connection.ts';
import { documentsChangedSince, lastChange } from '../../../db/journal/since.ts';
import { liveEntities } from '../../../db/entities.ts';
import { spanImage } from '../../../db/images.ts';
import { record, type Recorded } from '../../../db/journal/record.ts';
import { findId } from '../../../db/rows/ids.ts';
import { setOfAnalyst } from '../../../db/sets.ts';
import type { ReadStore } from '../../../db/store.ts';
import { toUid } from '../../../db/uid.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '../../../shared/contract/index.ts';
import type { Occurrence } from '../../../shared/contract/propagation.ts';
import { defaultValues } from '../../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../../shared/model/uid.ts';
import type { Domain, Handlers, JobContext } from '../context.ts';
import { patiently } from '../patience.ts';
import { documentsOf, groupOrder, IDENTICAL, isTicked, Propagation, type Match } from '../propagation.ts';
import { checkValues, requireType } from '../span-rules.ts';

type Applied = OutputOf<'propagation.apply'>;

/** So many occurrences of each group are listed unless another number is asked for. */
const LISTED = 200;

export const propagationHandlers: Handlers<Domain<'propagation'>> = {
  'propagation.preview': async (context, input) => {
    const { store, actor } = context;
    const set = input.set ?? setOfAnalyst(store.db, actor.analyst.id);
    const propagation = searchFor(store, input, set);
    const documents = documentsOf(store, input.scope);
    const groups = new Map<string, { count: number; documents: number; rows: Occurrence[] }>();
    const chosen = { created: 0, documents: 0 };
    const isChosen = (group: string) => input.groups?.includes(group) ?? isTicked(group);
    let identical = 0;
    await propagation.through(documents, searching(context), (document, matches) => {
      const here = new Set<string>();
      let created = 0;
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
        if (isChosen(match.group)) created++;
      }
      chosen.created += created;
      if (created > 0) chosen.documents++;
    });
    const listed = [...groups]
      .map(([id, group]) => ({ id, ticked: isTicked(id), ...group }))
      .sort((a, b) => groupOrder(a.id) - groupOrder(b.id) || (a.id < b.id ? -1 : 1));
    return { result: { searched: documents.length, groups: listed, identical, chosen }, change: null };
  },
  'propagation.apply': (context, input) => apply(context, input),
};

/** Reads first, with pauses; then writes all spans in one transaction, or none. */
async function apply(
  context: JobContext,
  input: ParsedInputOf<'propagation.apply'>,
): Promise<Recorded<Applied>> {
  const { store } = context;
  const set = input.set ?? setOfAnalyst(store.db, context.actor.analyst.id);
  const propagation = searchFor(store, input, set);
  const except = new Set(input.except?.map(({ document, start }) => `${document} ${start}`));
  const wanted = (document: Uid, { group, start }: Match) =>
    input.groups.includes(group) && !except.has(`${document} ${start}`);
  const found = new Map<Uid, readonly Match[]>();
  const uidOf = (document: number) =>
    toUid(store.db.value<Buffer>(sql`SELECT uid FROM document WHERE id = ${document}`)!);
  const seen = lastChange(store);
  await propagation.through(documentsOf(store, input.scope), searching(context), (document, matches) => {
    const uid = uidOf(document);
    const chosen = matches.filter((match) => wanted(uid, match));
    if (chosen.length > 0) found.set(uid, chosen);
  });
  context.progress(found.size, found.size, 'documents', 'Tagging; editing waits');
  return await patiently(() => {
    const target = context.targetSet(input.set);
    return write(context, input, target, (recorderId) => {
      // What was annotated while we read is looked at again; within the transaction nobody can.
      for (const document of documentsChangedSince(store, seen, recorderId)) {
        const uid = uidOf(document);
        if (!found.has(uid)) continue;
        const again = searchFor(store, input, target).inDocument(document);
        found.set(
          uid,
          again.filter((match) => wanted(uid, match)),
        );
      }
      return found;
    });
  });
}

function write(
  { store, actor }: JobContext,
  input: ParsedInputOf<'propagation.apply'>,
  set: Uid,
  fresh: (change: number) => ReadonlyMap<Uid, readonly Match[]>,
): Recorded<Applied> {
  const type = requireType(store, input.type);
  const given = input.attributes ?? {};
  const defaults = defaultValues(type.attributes);
  const entities = liveEntities(store.db, input.entities ?? []);
  const title = { command: 'propagation.apply', label: `Tag every “${short(input.text)}” as ${type.name}` };
  return record(store, actor, title, (recorder) => {
    const result = { created: 0, documents: 0 };
    for (const [document, matches] of fresh(recorder.id)) {
      // An undone import may have taken it away meanwhile.
      if (matches.length === 0 || findId(store.db, 'document', document) === undefined) continue;
      result.documents++;
      for (const { start, end } of matches) {
        recorder.put(
          'span',
          newUid(),
          spanImage(store, {
            document,
            set,
            type: type.name,
            fragments: [[start, end]],
            attributes: { ...defaults, ...given },
            untouched: Object.keys(defaults).filter((name) => !(name in given)),
            entities,
          }),
        );
        result.created++;
      }
    }
    if (input.from) recorder.touch(input.from);
    return result;
  });
}

type SearchInput = Pick<ParsedInputOf<'propagation.apply'>, 'text' | 'type' | 'scope' | 'attributes'>;

function searchFor(store: ReadStore, input: SearchInput, set: Uid | undefined): Propagation {
  const type = requireType(store, input.type);
  const attributes = input.attributes ?? {};
  checkValues(type.name, type.attributes, attributes);
  if (input.text.trim() === '')
    throw new PostilError('invalid-input', 'Nothing but white space cannot be looked for.', {
      field: 'text',
    });
  return new Propagation(store, { text: input.text, type, scope: input.scope, set, attributes });
}

function searching(context: JobContext) {
  return {
    signal: context.signal,
    progress: (done: number, total: number) => context.progress(done, total, 'documents', 'Searching'),
  };
}

function short(text: string): string {
  const characters = [...text.trim().replace(/\s+/g, ' ')];
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('');
}
