import type { Recorded } from '../../db/journal/record.ts';
import { sql } from '../../db/connection/connection.ts';
import { findId } from '../../db/rows/ids.ts';
import { setOfAnalyst } from '../../db/sets/sets.ts';
import { toUid } from '../../db/connection/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts';
import type { SearchPlace } from '../../shared/contract/search.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { searcher } from '../../shared/text/search.ts';
import { grouped } from '../../shared/text/counted.ts';
import type { JobContext } from '../context.ts';
import { MESSAGES } from '../messages.ts';
import { documentsOf, IDENTICAL, Propagation, type Match } from '../propagation/propagation.ts';
import { assertValues, requireType } from '../rules/span-rules.ts';
import { searching, shortly, tagFound } from '../propagation/tag-found.ts';
import { HitFinder } from './finder.ts';

type Input = ParsedInputOf<'search.tag'>;
type Output = OutputOf<'search.tag'>;

/** Tags what a search finds, or what was ticked of it, as one type in the analyst's own set: in one change. */
export async function tagHits(context: JobContext, input: Input): Promise<Recorded<Output>> {
  const { store, actor } = context;
  const type = requireType(store, input.type);
  const attributes = input.attributes ?? {};
  assertValues(type.name, type.attributes, attributes);
  const own = setOfAnalyst(store.db, actor.analyst.id);
  const finder = new HitFinder(store, input, input.set ?? own);
  const within = input.document && searcher({ ...input, literal: true });
  const find = (text: string, document: number) =>
    within ? within(text) : finder.occurrencesIn(document, text);
  const documents = input.document
    ? documentsOf(store, { document: input.document })
    : input.only
      ? [...new Set(input.only.map(({ document }) => document))].flatMap(
          (uid) => findId(store.db, 'document', uid) ?? [],
        )
      : await allDocuments(context, finder);
  const propagation = (set: Uid | undefined) => new Propagation(store, { find, type, set, attributes });

  const only = input.only && keysOf(input.only);
  const except = keysOf(input.except ?? []);
  const isTicked = (document: Uid, { start, end }: Match) => {
    const key = keyOf({ document, start, end });
    return (only?.has(key) ?? true) && !except.has(key);
  };
  // Two roles of one string at one place would be two spans over the same words, which nobody ticks a hit for.
  const isTagged = ({ group }: Match) => group === IDENTICAL || group.startsWith('role:');
  const isOver = ({ group }: Match) => group === 'overlap';
  const wanted = (document: Uid, match: Match) =>
    isTicked(document, match) && !isTagged(match) && (input.overlapping || !isOver(match));

  const counts = { created: 0, documents: 0, tagged: 0, overlapping: 0 };
  let ticked = 0;
  await propagation(own).through(documents, searching(context), (id, matches) => {
    const document = toUid(store.db.value<Buffer>(sql`SELECT uid FROM document WHERE id = ${id}`)!);
    const here = matches.filter((match) => isTicked(document, match));
    const created = here.filter((match) => wanted(document, match)).length;
    ticked += here.length;
    counts.created += created;
    if (created > 0) counts.documents++;
    counts.tagged += here.filter(isTagged).length;
    counts.overlapping += here.filter(isOver).length;
  });
  const gone = only ? Math.max(0, only.size - ticked) : 0;
  const scattered = input.only || within ? 0 : finder.scattered;
  if (input.dryRun || counts.created === 0) return { result: { ...counts, gone, scattered }, change: null };
  const done = await tagFound(context, {
    command: 'search.tag',
    label: `Tag ${grouped(counts.created)} found by ${nameOf(input)} as ${type.label}`,
    type: type.name,
    attributes,
    entities: [],
    set: undefined,
    from: input.document,
    documents,
    propagation,
    wanted,
  });
  const { created, documents: tagged } = done.result;
  return { ...done, result: { ...counts, created, documents: tagged, gone, scattered } };
}

/** All that may hold a hit, with pauses. Error: cancelled. */
async function allDocuments({ signal }: JobContext, finder: HitFinder): Promise<number[]> {
  const documents: number[] = [];
  for (let next = finder.nextDocuments(); next !== null; next = finder.nextDocuments()) {
    documents.push(...next);
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new PostilError('cancelled', MESSAGES.searchCancelled);
  }
  return documents;
}

function nameOf({ text, types }: Input): string {
  return text.trim() === '' ? `type ${(types ?? []).join(', ') || 'any'}` : `“${shortly(text)}”`;
}

function keysOf(places: readonly SearchPlace[]): Set<string> {
  return new Set(places.map(keyOf));
}

function keyOf({ document, start, end }: SearchPlace): string {
  return `${document} ${start} ${end}`;
}
