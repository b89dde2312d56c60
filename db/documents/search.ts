import type { Status } from '../../shared/model/document.ts';
import { sql, type ReadDb } from '../connection/connection.ts';

/** Documents examined in one statement: a few milliseconds for any query. */
const WINDOW = 2000;

/** Ids of documents in `(after, upTo]` that may hold a hit, in order. */
export interface DocumentWindow {
  readonly ids: readonly number[];
  readonly upTo: number;
}

/** Where documents come from, a window at a time: `null` after the last one. */
export type DocumentSource = (db: ReadDb, after: number) => DocumentWindow | null;

/** All documents. */
export const everySource: DocumentSource = (db, after) => {
  const upTo = endOfWindow(db, after);
  return upTo === null ? null : { ids: db.column<number>(searchSql.all(after, upTo)), upTo };
};

/**
 * Documents whose text holds all of some phrases, as FTS5 expressions. Their last words are only beginnings, and FTS5 merges the places
 * of all words that begin so before it returns the first document, which takes tens of milliseconds for a common beginning. So a window
 * is one statement; and the longest phrase, which is likely the rarest, is looked for alone first, because often it does not occur.
 */
export function textSource(phrases: readonly string[]): DocumentSource {
  const match = phrases.join(' AND ');
  const longest = phrases.reduce((a, b) => (b.length > a.length ? b : a));
  let occurs = phrases.length === 1;
  return (db, after) => {
    occurs ||= db.value<number>(searchSql.occurs(longest)) !== undefined;
    if (!occurs || after === LAST) return null;
    const ids = db.column<number>(searchSql.indexed(match, after, WINDOW));
    return ids.length === 0 ? null : { ids, upTo: ids.length < WINDOW ? LAST : ids.at(-1)! };
  };
}

/** The end of the last window. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Documents with spans of certain types in certain sets (local ids); every pair of them has its range of an index. */
export function spanSource(types: readonly number[], sets: readonly number[]): DocumentSource {
  return (db, after) => {
    const ids = new Set<number>();
    // A pair that is cut off gives no evidence about what follows.
    let upTo = LAST;
    for (const type of types) {
      for (const set of sets) {
        const found = db.column<number>(searchSql.spanned(type, set, after, WINDOW));
        for (const id of found) ids.add(id);
        if (found.length === WINDOW) upTo = Math.min(upTo, found.at(-1)!);
      }
    }
    if (ids.size === 0) return null;
    return { ids: [...ids].filter((id) => id <= upTo).sort((a, b) => a - b), upTo };
  };
}

/** Documents with annotations that have a value; those few are known at once. */
export function givenSource(ids: readonly number[]): DocumentSource {
  return (_, after) => {
    const rest = ids.filter((id) => id > after);
    return rest.length === 0 ? null : { ids: rest, upTo: LAST };
  };
}

function endOfWindow(db: ReadDb, after: number): number | null {
  return (
    db.value<number>(searchSql.windowEnd(after, WINDOW)) ??
    db.value<number | null>(sql`SELECT max(id) FROM document WHERE id > ${after}`) ??
    null
  );
}

/** Of some documents, those with one of the statuses in a set; a document without a row is new. */
export function withStatus(
  db: ReadDb,
  documents: readonly number[],
  set: number,
  statuses: readonly Status[],
): number[] {
  return db.column<number>(searchSql.withStatus(JSON.stringify(documents), set, JSON.stringify(statuses)));
}

/**
 * Of some documents, those with spans in one of the sets, and of one of the types unless `types` is `null`; with `piece`
 * only those of such a span in whose folded words it may be.
 */
export function withSpans(
  db: ReadDb,
  documents: readonly number[],
  types: readonly number[] | null,
  sets: readonly number[],
  piece: string | null = null,
): number[] {
  const [among, inSets] = [JSON.stringify(documents), JSON.stringify(sets)];
  const ids =
    piece !== null
      ? searchSql.withWords(among, types && JSON.stringify(types), inSets, piece)
      : types === null
        ? searchSql.withSets(among, inSets)
        : searchSql.withTypes(among, JSON.stringify(types), inSets);
  return db.column<number>(ids);
}

/** A span as search sees it. */
export interface FoundSpan {
  readonly id: number;
  readonly type_id: number;
  readonly set_id: number;
  readonly start: number | null;
  readonly end: number | null;
  readonly fragments: string | null;
  readonly quote: string | null;
}

/**
 * Spans of a document in reading order, those without words last; `null` for types: all. With `piece` only those in whose
 * folded words it may be: of long ones that is not known.
 */
export function spansOf(
  db: ReadDb,
  document: number,
  types: readonly number[] | null,
  sets: readonly number[],
  piece: string | null = null,
): FoundSpan[] {
  return db.all<FoundSpan>(
    searchSql.spans(document, types && JSON.stringify(types), JSON.stringify(sets), piece),
  );
}

/** Whether a span has a value. */
export function hasValue(db: ReadDb, span: number, attributes: string, value: string): boolean {
  return db.value(searchSql.value(span, attributes, value)) !== undefined;
}

/** Every look-up of the search, so that a test can ask SQLite for the plan of each. */
export const searchSql = {
  windowEnd: (after: number, size: number) =>
    sql`SELECT id FROM document WHERE id > ${after} ORDER BY id LIMIT 1 OFFSET ${size - 1}`,
  all: (after: number, upTo: number) =>
    sql`SELECT document_id AS id FROM document_text WHERE document_id > ${after} AND document_id <= ${upTo} ORDER BY document_id`,
  // The document's own row decides whether it is visible: the index already holds an unfinished import.
  indexed: (match: string, after: number, limit: number) => sql`
    SELECT f.rowid AS id FROM document_fts f CROSS JOIN document d ON d.id = f.rowid
    WHERE f.text MATCH ${match} AND f.rowid > ${after} ORDER BY f.rowid LIMIT ${limit}`,
  occurs: (match: string) => sql`SELECT f.rowid FROM document_fts f WHERE f.text MATCH ${match} LIMIT 1`,
  spanned: (type: number, set: number, after: number, limit: number) => sql`
    SELECT DISTINCT document_id AS id FROM span
    WHERE type_id = ${type} AND set_id = ${set} AND document_id > ${after} ORDER BY document_id LIMIT ${limit}`,
  valued: (attributes: string, value: string, limit: number) => sql`
    SELECT DISTINCT s.document_id AS id FROM attribute a CROSS JOIN span s ON s.id = a.owner
    WHERE a.attribute_id IN (SELECT value FROM json_each(${attributes})) AND a.value IN (SELECT value FROM json_each(${value})) AND a.of = 's' LIMIT ${limit}`,
  withStatus: (documents: string, set: number, statuses: string) => sql`
    SELECT j.value AS id FROM json_each(${documents}) j
    WHERE coalesce((SELECT status FROM document_status WHERE set_id = ${set} AND document_id = j.value), 'new')
      IN (SELECT value FROM json_each(${statuses})) ORDER BY j.value`,
  withSets: (documents: string, sets: string) => sql`
    SELECT j.value AS id FROM json_each(${documents}) j WHERE EXISTS (
      SELECT 1 FROM span s WHERE s.document_id = j.value AND s.set_id IN (SELECT value FROM json_each(${sets})))
    ORDER BY j.value`,
  withTypes: (documents: string, types: string, sets: string) => sql`
    SELECT j.value AS id FROM json_each(${documents}) j WHERE EXISTS (
      SELECT 1 FROM span s WHERE s.document_id = j.value AND s.set_id IN (SELECT value FROM json_each(${sets}))
        AND s.type_id IN (SELECT value FROM json_each(${types})))
    ORDER BY j.value`,
  withWords: (documents: string, types: string | null, sets: string, piece: string) => sql`
    SELECT j.value AS id FROM json_each(${documents}) j WHERE EXISTS (
      SELECT 1 FROM span s CROSS JOIN surface u ON u.id = s.surface_id
      WHERE s.document_id = j.value AND s.set_id IN (SELECT value FROM json_each(${sets}))
        AND (${types} IS NULL OR s.type_id IN (SELECT value FROM json_each(${types})))
        AND (u.folded IS NULL OR instr(u.folded, ${piece}) > 0))
    ORDER BY j.value`,
  spans: (document: number, types: string | null, sets: string, piece: string | null) => sql`
    SELECT s.id, s.type_id, s.set_id, s.start, s."end", s.fragments, u.text AS quote
    FROM span s LEFT JOIN surface u ON u.id = s.surface_id
    WHERE s.document_id = ${document}
      AND (${types} IS NULL OR s.type_id IN (SELECT value FROM json_each(${types})))
      AND s.set_id IN (SELECT value FROM json_each(${sets}))
      AND (${piece} IS NULL OR u.folded IS NULL OR instr(u.folded, ${piece}) > 0)
    ORDER BY s.start IS NULL, s.start, s."end", s.id`,
  value: (span: number, attributes: string, value: string) => sql`
    SELECT 1 FROM attribute WHERE owner = ${span} AND of = 's'
      AND attribute_id IN (SELECT value FROM json_each(${attributes})) AND value IN (SELECT value FROM json_each(${value}))`,
};
