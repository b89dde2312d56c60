import { currentScheme } from '../scheme/scheme.ts';
import { withTypesBelow } from '../../shared/model/type-tree.ts';
import type { Candidate, CandidateReason } from '../../shared/contract/entities.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { countryNames } from '../../shared/text/demonyms.ts';
import { nameWords, SPELLED_OTHERWISE } from '../../shared/text/names.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';
import { entityBrief, mentionCount } from './entities.ts';
import { entityVariants } from './entity-variants.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';
import { findSurface } from '../annotations/surfaces.ts';

/** Which entities a mention may mean. */
export interface CandidateQuery {
  /** The words of the mention, or what was typed; with none, what the document mentions. */
  readonly text: string;
  /** Of the mention. */
  readonly type?: string | undefined;
  /** Only entities of these types, and those without one; none means any. */
  readonly types?: readonly string[] | undefined;
  readonly document?: Uid | undefined;
  readonly set?: Uid | undefined;
  readonly limit?: number | undefined;
}

const LIMIT = 8;
/** Links looked at to know what a string was linked to before: the rest would only repeat them. */
const EARLIER_LINKS = 1000;
/** Rows of one look-up: a longer list would not help to distinguish hundreds of namesakes. */
const ROWS = 200;

interface Found {
  readonly entity: number;
  readonly why: CandidateReason;
  /** Whether the type of the mention speaks for it, or at least not against it. */
  readonly fits: boolean;
}

/**
 * Entities that a mention may mean, the likeliest first: in the order of {@link CandidateReason}, those of another
 * type after those that fit. Every step is an index look-up, so that it stays quick in a registry of any size.
 */
export function entityCandidates(store: ReadStore, query: CandidateQuery): Candidate[] {
  const limit = query.limit ?? LIMIT;
  const types = query.types && query.types.length > 0 ? termsOf(store, query.types) : null;
  const found = new Map<number, Found>();
  for (const each of look(store, query, types, limit)) {
    if (types && !isOfTypes(store.db, each.entity, types)) continue;
    const known = found.get(each.entity);
    if (!known || (each.fits && !known.fits)) found.set(each.entity, known ? { ...known, fits: true } : each);
  }
  const all = [...found.values()];
  return [...all.filter(({ fits }) => fits), ...all.filter(({ fits }) => !fits)]
    .slice(0, limit)
    .map(({ entity, why }) => ({
      entity: entityBrief(store, entity),
      why,
      mentions: mentionCount(store.db, entity),
    }));
}

function termsOf(store: ReadStore, names: readonly string[]): number[] {
  const { terms } = store;
  return withTypesBelow(currentScheme(store).scheme, names).flatMap((name) =>
    terms.idsOf(terms.find('span', name)?.id ?? -1),
  );
}

function isOfTypes(db: ReadDb, entity: number, types: readonly number[]): boolean {
  const type = db.value<number | null>(sql`SELECT type_id FROM entity WHERE id = ${entity}`) ?? null;
  return type === null || types.includes(type);
}

function* look(
  store: ReadStore,
  query: CandidateQuery,
  types: readonly number[] | null,
  limit: number,
): Generator<Found> {
  const { db, terms } = store;
  const words = query.text.trim();
  const type = query.type === undefined ? null : (terms.find('span', query.type)?.id ?? null);
  const document = query.document === undefined ? null : (findId(db, 'document', query.document) ?? null);
  const set = query.set === undefined ? null : (findId(db, 'annotation_set', query.set) ?? -1);
  const live = (rows: readonly Row[], why: (row: Row) => CandidateReason): Found[] =>
    rows.map((row) => ({
      entity: liveId(db, row),
      why: why(row),
      // A people is linked to its country.
      fits:
        type === null ||
        row.type_id === null ||
        terms.byId(row.type_id).id === type ||
        why(row) === 'country',
    }));

  if (words === '') {
    if (document !== null) yield* live(db.all(candidateSql.here(document, set, ROWS)), () => 'here');
    return;
  }
  const folded = fold(words);
  const only = types && JSON.stringify(types);
  // Whoever the article has named in full is meant by the last name, even if elsewhere it was linked to a namesake.
  const [lastName, ...more] = nameWords(words).words;
  if (document !== null && lastName !== undefined && more.length === 0)
    yield* live(db.all(candidateSql.lastNameHere(document, set, lastName, ROWS)), () => 'last name');
  const surface = findSurface(db, words);
  if (surface !== undefined) {
    const links = db.all<Row & { as: number }>(candidateSql.linkedBefore(surface, EARLIER_LINKS));
    // Earlier links of the same words under the same type are better evidence than the entity's own type: a NORP to its country.
    for (const row of links)
      yield {
        entity: liveId(db, row),
        why: 'linked before',
        fits: type === null || terms.byId(row.as).id === type,
      };
  }
  if (query.type === PEOPLE) yield* live(countriesOf(store, words, only), () => 'country');
  const named = db.all<Row>(candidateSql.named(folded, only, ROWS));
  const exact = ({ text, is_name }: Row) => text === words && is_name === 1;
  const alias = ({ text, is_name }: Row) => text === words && is_name === 0;
  yield* live(named.filter(exact), () => 'name');
  yield* live(named.filter(alias), () => 'alias');
  yield* live(
    named.filter(({ text }) => text !== words),
    () => 'near',
  );
  for (const variant of entityVariants(db, words, only)) {
    const row = { ...variant, text: '', is_name: 0 } as const;
    yield* live([row], () => (variant.distance <= SPELLED_OTHERWISE ? 'variant' : 'part'));
  }
  const [from, to] = [folded, `${folded}\u{10ffff}`];
  yield* live(db.all(candidateSql.prefix(from, to, only, 4 * limit)), () => 'prefix');
  yield* live(db.all(candidateSql.lastToken(from, to, only, 4 * limit)), () => 'prefix');
}

/** Types of the common news schemes: peoples, and the countries that they are named after. */
const PEOPLE = 'NORP';
const COUNTRY = 'GPE';
/** The country of a beginning is at most so much longer: “Ital” is Italy and no Italian city. */
const LONGER = 4;

/** Returns the countries in the registry that a people is named after, the longest common beginning first. */
function countriesOf({ db, terms }: ReadStore, people: string, types: string | null): Row[] {
  const country = terms.find('span', COUNTRY)?.id;
  if (country === undefined) return [];
  const only = types ?? terms.listOf([country]);
  const { names, beginnings } = countryNames(people);
  const equal = [...names, ...beginnings].flatMap((name) =>
    db.all<Row>(candidateSql.named(name, only, ROWS)),
  );
  const longer = beginnings.flatMap((beginning) =>
    db
      .all<Row>(candidateSql.prefix(beginning, `${beginning}\u{10ffff}`, only, ROWS))
      .filter(({ text }) => fold(text).length <= beginning.length + LONGER),
  );
  return [...equal, ...longer].filter(
    ({ type_id }) => type_id !== null && terms.byId(type_id).id === country,
  );
}

interface Row {
  readonly id: number;
  readonly type_id: number | null;
  readonly merged_into: number | null;
  readonly text: string;
  readonly is_name: 0 | 1;
}

/**
 * The look-ups; a test asks SQLite for the plan of each and finds no scan. `types` is a JSON list of terms: what is
 * of another type is passed over before the limit counts, but a merged entity may have become one of them.
 */
export const candidateSql = {
  /** By how often, the most often first; `as` is the type of the span that was linked most often. */
  linkedBefore: (surface: number, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, '' AS text, 0 AS is_name, links.type_id AS "as"
    FROM (SELECT linked.type_id, m.entity_id, count(*) AS n FROM (
        SELECT s.id, s.type_id FROM span s WHERE s.surface_id = ${surface}
          AND EXISTS (SELECT 1 FROM mention m WHERE m.span_id = s.id) LIMIT ${most}) linked
      CROSS JOIN mention m ON m.span_id = linked.id GROUP BY m.entity_id, linked.type_id) links
    CROSS JOIN entity e ON e.id = links.entity_id ORDER BY links.n DESC, e.id`,
  named: (folded: string, types: string | null, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, a.text, a.is_name
    FROM alias a JOIN entity e ON e.id = a.entity_id WHERE a.folded = ${folded}
      AND (${types} IS NULL OR e.type_id IS NULL OR e.merged_into IS NOT NULL OR e.type_id IN (SELECT value FROM json_each(${types})))
    ORDER BY a.entity_id LIMIT ${most}`,
  /** From the document's mentions to their names, never from the name: thousands may share a last name. */
  lastNameHere: (document: number, set: number | null, folded: string, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, a.text, a.is_name
    FROM span s CROSS JOIN mention m ON m.span_id = s.id CROSS JOIN alias a ON a.last_token = ${folded} AND a.entity_id = m.entity_id
      CROSS JOIN entity e ON e.id = m.entity_id
    WHERE s.document_id = ${document} AND (${set} IS NULL OR s.set_id = ${set}) AND a.folded <> a.last_token
    GROUP BY e.id ORDER BY count(*) DESC, e.id LIMIT ${most}`,
  here: (document: number, set: number | null, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, e.name AS text, 1 AS is_name
    FROM span s CROSS JOIN mention m ON m.span_id = s.id CROSS JOIN entity e ON e.id = m.entity_id
    WHERE s.document_id = ${document} AND (${set} IS NULL OR s.set_id = ${set})
    GROUP BY e.id ORDER BY count(*) DESC, e.id LIMIT ${most}`,
  prefix: (from: string, to: string, types: string | null, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, a.text, a.is_name
    FROM alias a JOIN entity e ON e.id = a.entity_id
    WHERE a.folded > ${from} AND a.folded < ${to}
      AND (${types} IS NULL OR e.type_id IS NULL OR e.merged_into IS NOT NULL OR e.type_id IN (SELECT value FROM json_each(${types})))
    ORDER BY a.folded LIMIT ${most}`,
  lastToken: (from: string, to: string, types: string | null, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, a.text, a.is_name
    FROM alias a JOIN entity e ON e.id = a.entity_id
    WHERE a.last_token >= ${from} AND a.last_token < ${to}
      AND (${types} IS NULL OR e.type_id IS NULL OR e.merged_into IS NOT NULL OR e.type_id IN (SELECT value FROM json_each(${types})))
    ORDER BY a.last_token LIMIT ${most}`,
} as const;

/** The local id of what a merged entity has become. */
function liveId(db: ReadDb, row: Row): number {
  let { id, merged_into: into }: { id: number; merged_into: number | null } = row;
  for (let i = 0; into !== null && i < 100; i++) {
    id = into;
    into = db.value<number | null>(sql`SELECT merged_into FROM entity WHERE id = ${id}`) ?? null;
  }
  return id;
}
