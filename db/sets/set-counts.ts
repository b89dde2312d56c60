import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { lastChange } from '../journal/since.ts';
import { findId } from '../rows/ids.ts';
import type { SpanImage } from '../rows/span.ts';
import type { Terms } from '../scheme/terms.ts';
import type { ReadStore } from '../connection/store.ts';

/** What a set holds, by local ids. */
export interface SetCounts {
  /** Spans by their type as it is stored, see {@link typesIn}; types that the set has none of may be missing or 0. */
  readonly types: Map<number, number>;
  /** Spans that belong to another one, as cues do. */
  owned: number;
  /** Documents with spans. */
  documents: number;
}

/** The sets that hold spans, by local ids. */
export type CountsBySet = Map<number, SetCounts>;

/** Counts all spans: walks along indexes, half a second for five million. */
export function countSets(db: ReadDb): CountsBySet {
  const sets: CountsBySet = new Map();
  for (const row of db.all<{ set: number; type: number; spans: number }>(
    sql`SELECT set_id AS "set", type_id AS type, count(*) AS spans FROM span GROUP BY type_id, set_id`,
  ))
    countsOf(sets, row.set).types.set(row.type, row.spans);
  // Few spans have an owner, and an index holds just those: asking each span for its owner would read all of them.
  for (const { id, spans } of db.all<{ id: number; spans: number }>(
    sql`SELECT +set_id AS id, count(*) AS spans FROM span WHERE owner_id > 0 GROUP BY +set_id`,
  ))
    countsOf(sets, id).owned = spans;
  const documents = db.value<number>(sql`SELECT count(*) FROM document`) ?? 0;
  for (const [set, counts] of sets) counts.documents = countDocuments(db, set, spansIn(counts) > documents);
  return sets;
}

/** Spans of a set, those with an owner too. */
export function spansIn({ types }: SetCounts): number {
  return [...types.values()].reduce((sum, spans) => sum + spans, 0);
}

/** Spans of a set by the type that they are read as. */
export function typesIn(terms: Terms, { types }: SetCounts): Map<number, number> {
  const read = new Map<number, number>();
  for (const [stored, spans] of types) {
    const { id } = terms.byId(stored);
    read.set(id, (read.get(id) ?? 0) + spans);
  }
  return read;
}

/**
 * Documents with spans in a set. Of a small set the spans are read, for a large one every document is asked; in the order
 * of the table, to which the condition on a column that no index has leads: any other order jumps about.
 */
function countDocuments(db: ReadDb, set: number, large: boolean): number {
  return db.value<number>(
    large
      ? sql`SELECT count(*) FROM document d WHERE d.length >= 0
          AND EXISTS (SELECT 1 FROM span s WHERE s.document_id = d.id AND s.set_id = ${set})`
      : sql`SELECT count(DISTINCT document_id) FROM span WHERE set_id = ${set}`,
  )!;
}

const kept = new WeakMap<ReadStore, { readonly change: number; readonly sets: CountsBySet }>();

/**
 * What the sets hold now. Counted once while the project is open, then brought up to date by what the journal says of
 * changes since, also of other programs: the window asks after every tag. To be called within a snapshot.
 */
export function keptCounts(store: ReadStore): CountsBySet {
  const change = lastChange(store);
  const before = kept.get(store);
  if (before?.change === change) return before.sets;
  const sets = (before && follow(store, before, change)) ?? countSets(store.db);
  kept.set(store, { change, sets });
  return sets;
}

/** With more changed spans than this, counting from scratch is as fast. */
const MOST_FOLLOWED = 2000;

type Image = Pick<SpanImage, 'document' | 'set' | 'type' | 'owner'>;

/** Counts with the changes after `before.change`, up to `change`; `undefined` if they have to be counted from scratch. */
function follow(
  { db, terms }: ReadStore,
  before: { readonly change: number; readonly sets: CountsBySet },
  change: number,
): CountsBySet | undefined {
  if (change < before.change || hasBatch(db, before.change)) return undefined;
  const rows = db.all<{ before: string | null; after: string | null }>(sql`
    SELECT before, after FROM change_row WHERE change_id > ${before.change} AND kind = 'span' LIMIT ${MOST_FOLLOWED + 1}`);
  if (rows.length > MOST_FOLLOWED) return undefined;
  const sets: CountsBySet = new Map(
    [...before.sets].map(([id, counts]) => [id, { ...counts, types: new Map(counts.types) }]),
  );
  /** How many spans more a document has in a set, by local id of the set and the document's uid. */
  const places = new Map<number, Map<Uid, number>>();
  const add = (text: string | null, by: 1 | -1): void => {
    if (text === null) return;
    const { document, set: uid, type, owner } = JSON.parse(text) as Image;
    const set = findId(db, 'annotation_set', uid);
    if (set === undefined) return; // is gone, with all that it held
    const counts = countsOf(sets, set);
    const term = terms.stored(type).id;
    counts.types.set(term, (counts.types.get(term) ?? 0) + by);
    if (owner !== undefined) counts.owned += by;
    const documents = places.get(set) ?? new Map<Uid, number>();
    places.set(set, documents.set(document, (documents.get(document) ?? 0) + by));
  };
  for (const row of rows) {
    add(row.before, -1);
    add(row.after, 1);
  }
  for (const [set, documents] of places) {
    for (const [uid, more] of documents) {
      const document = findId(db, 'document', uid);
      const now =
        document === undefined
          ? 0
          : db.value<number>(
              sql`SELECT count(*) FROM span WHERE document_id = ${document} AND set_id = ${set}`,
            )!;
      countsOf(sets, set).documents += Number(now > 0) - Number(now - more > 0);
    }
  }
  // Local ids may be given again: what is gone must not be found under a new set.
  const left = new Set(db.column<number>(sql`SELECT id FROM annotation_set`));
  for (const set of sets.keys()) if (!left.has(set)) sets.delete(set);
  return sets;
}

/** Whether an import is among the changes, or one was taken back: what it brought is not in the journal row by row. */
export function hasBatch(db: ReadDb, after: number): boolean {
  return (
    db.value(sql`
      SELECT 1 FROM change c LEFT JOIN change o ON o.id = c.undoes_id LEFT JOIN change r ON r.id = o.undoes_id
      WHERE c.id > ${after} AND (c.batch IS NOT NULL OR o.batch IS NOT NULL OR r.batch IS NOT NULL) LIMIT 1`) !==
    undefined
  );
}

function countsOf(sets: CountsBySet, set: number): SetCounts {
  let counts = sets.get(set);
  if (!counts) sets.set(set, (counts = { types: new Map<number, number>(), owned: 0, documents: 0 }));
  return counts;
}
