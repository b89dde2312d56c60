import type { RelationEnd, RelationOrder } from '../../shared/contract/relations.ts';
import type { Relation } from '../../shared/model/annotation.ts';
import { FRAGMENT_SEPARATOR } from '../../shared/model/fragments.ts';
import { findCircle, forbidsCircles, wayTo } from '../../shared/model/relation-rules.ts';
import type { RelationType, Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { pageIn, type PageOf } from '../connection/page.ts';
import { relationsByIds } from './relation-reader.ts';
import { findId } from '../rows/ids.ts';
import { presentName } from '../scheme/present-name.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';

/** Which relations a list shows. */
export interface RelationFilter {
  readonly set?: Uid | undefined;
  /** With an end in this document. */
  readonly document?: Uid | undefined;
  readonly type?: string | undefined;
  /** A span or an entity at either end. */
  readonly end?: Uid | undefined;
  /** Part of the words or the name at either end; case and diacritics do not count. */
  readonly search?: string | undefined;
}

export interface ListedRelation {
  readonly relation: Relation;
  readonly from: RelationEnd;
  readonly to: RelationEnd;
}

/** A relation found by its local id, with what a search looks at. */
interface SearchedRow {
  id: number;
  from_text: string | null;
  from_folded: string | null;
  to_text: string | null;
  to_folded: string | null;
}

interface Page extends PageOf {
  readonly order?: RelationOrder | undefined;
}

/** One page of the relations that pass the filter. Relations between entities come behind those of documents. */
export function listRelations(
  store: ReadStore,
  filter: RelationFilter,
  page: Page = {},
): { total: number; rows: ListedRelation[] } {
  const { total, ids } = matchingRelations(store, filter, page);
  return {
    total,
    rows: relationsByIds(store, ids).map((relation) => ({
      relation,
      from: describeEnd(store, relation.ends, relation.from),
      to: describeEnd(store, relation.ends, relation.to),
    })),
  };
}

function matchingRelations(
  store: ReadStore,
  { search = '', ...filter }: RelationFilter,
  { order = 'document', ...asked }: Page,
): { total: number; ids: number[] } {
  const { db, terms } = store;
  const set = filter.set === undefined ? null : (findId(db, 'annotation_set', filter.set) ?? -1);
  const document = filter.document === undefined ? null : (findId(db, 'document', filter.document) ?? -1);
  const type = filter.type && (presentName(store, 'relation', filter.type) ?? filter.type);
  const types = type === undefined ? null : terms.listOf([terms.find('relation', type)?.id]);
  const span = filter.end === undefined ? null : (findId(db, 'span', filter.end) ?? -1);
  const entity = filter.end === undefined ? null : (findId(db, 'entity', filter.end) ?? -1);
  // Long quotes are stored without their folded form, so the comparing is done here.
  const matching = search.trim() === '' ? null : JSON.stringify(relationsWith(db, fold(search)));
  const total = db.value<number>(sql`
    SELECT count(*) FROM relation r LEFT JOIN span fs ON fs.id = r.from_span LEFT JOIN span ts ON ts.id = r.to_span
    WHERE (${set} IS NULL OR r.set_id = ${set}) AND (${types} IS NULL OR r.type_id IN (SELECT value FROM json_each(${types})))
      AND (${document} IS NULL OR fs.document_id = ${document} OR ts.document_id = ${document})
      AND (${span} IS NULL OR r.from_span = ${span} OR r.to_span = ${span} OR r.from_entity = ${entity} OR r.to_entity = ${entity})
      AND (${matching} IS NULL OR r.id IN (SELECT value FROM json_each(${matching})))`)!;
  const page = pageIn(total, asked);
  const rows = db.all<{ id: number }>(sql`
    SELECT r.id FROM relation r
      LEFT JOIN span fs ON fs.id = r.from_span LEFT JOIN span ts ON ts.id = r.to_span
    WHERE (${set} IS NULL OR r.set_id = ${set}) AND (${types} IS NULL OR r.type_id IN (SELECT value FROM json_each(${types})))
      AND (${document} IS NULL OR fs.document_id = ${document} OR ts.document_id = ${document})
      AND (${span} IS NULL OR r.from_span = ${span} OR r.to_span = ${span} OR r.from_entity = ${entity} OR r.to_entity = ${entity})
      AND (${matching} IS NULL OR r.id IN (SELECT value FROM json_each(${matching})))
    ORDER BY
      CASE ${order} WHEN 'document' THEN fs.document_id IS NULL WHEN 'added' THEN r.id ELSE 0 END,
      CASE ${order} WHEN 'document' THEN fs.document_id ELSE 0 END,
      CASE ${order} WHEN 'document' THEN fs.start IS NULL ELSE 0 END,
      CASE ${order} WHEN 'document' THEN fs.start ELSE 0 END,
      CASE ${order} WHEN 'type' THEN (SELECT name FROM term WHERE id = r.type_id)
        WHEN 'from' THEN coalesce((SELECT name FROM entity WHERE id = r.from_entity),
          (SELECT coalesce(folded, text) FROM surface WHERE id = fs.surface_id))
        WHEN 'to' THEN coalesce((SELECT name FROM entity WHERE id = r.to_entity),
          (SELECT coalesce(folded, text) FROM surface WHERE id = ts.surface_id)) END
        COLLATE NOCASE, r.id
    LIMIT ${page.limit} OFFSET ${page.offset}`);
  return { total, ids: page.turn(rows.map(({ id }) => id)) };
}

/** Relations with these folded words at either end. */
function relationsWith(db: ReadDb, words: string): number[] {
  const found: number[] = [];
  for (const row of db.each<SearchedRow>(sql`
    SELECT r.id, coalesce(fe.name, ff.text) AS from_text, ff.folded AS from_folded,
      coalesce(te.name, tf.text) AS to_text, tf.folded AS to_folded
    FROM relation r
      LEFT JOIN span fs ON fs.id = r.from_span LEFT JOIN surface ff ON ff.id = fs.surface_id
      LEFT JOIN span ts ON ts.id = r.to_span LEFT JOIN surface tf ON tf.id = ts.surface_id
      LEFT JOIN entity fe ON fe.id = r.from_entity LEFT JOIN entity te ON te.id = r.to_entity`)) {
    if (
      foldedText(row.from_folded, row.from_text).includes(words) ||
      foldedText(row.to_folded, row.to_text).includes(words)
    )
      found.push(row.id);
  }
  return found;
}

function foldedText(folded: string | null, text: string | null): string {
  return folded ?? (text === null ? '' : fold(text));
}

/** What a list or a message shows of an end that is there. */
export function describeEnd(store: ReadStore, ends: Relation['ends'], id: Uid): RelationEnd {
  const { db, terms } = store;
  if (ends === 'entity') {
    const row = db.get<{ name: string; type_id: number | null }>(
      sql`SELECT name, type_id FROM entity WHERE uid = ${toBytes(id)}`,
    );
    return {
      kind: 'entity',
      id,
      text: row?.name ?? '',
      ...(row?.type_id != null && { type: terms.byId(row.type_id).name }),
    };
  }
  const row = db.get<{
    type_id: number;
    start: number | null;
    text: string | null;
    document: Buffer;
    title: string;
  }>(sql`
    SELECT s.type_id, s.start, f.text, d.uid AS document, coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name) AS title
    FROM span s JOIN document d ON d.id = s.document_id LEFT JOIN surface f ON f.id = s.surface_id
    WHERE s.uid = ${toBytes(id)}`);
  if (!row) return { kind: 'span', id, text: '' };
  return {
    kind: 'span',
    id,
    text: (row.text ?? '').replaceAll(FRAGMENT_SEPARATOR, ' … '),
    type: terms.byId(row.type_id).name,
    document: toUid(row.document),
    documentTitle: row.title,
    ...(row.start !== null && { start: row.start }),
  };
}

/** Relations of a span or an entity, at either end, in any set. */
export function relationsOfEnd(store: ReadStore, ends: Relation['ends'], id: Uid): Relation[] {
  const { db } = store;
  const end = findId(db, ends, id) ?? -1;
  const rows =
    ends === 'span'
      ? db.all<{ id: number }>(
          sql`SELECT id FROM relation WHERE from_span = ${end} OR to_span = ${end} ORDER BY id`,
        )
      : db.all<{ id: number }>(
          sql`SELECT id FROM relation WHERE from_entity = ${end} OR to_entity = ${end} ORDER BY id`,
        );
  return relationsByIds(
    store,
    rows.map((row) => row.id),
  );
}

/** Where relations of a type lead to from an end, in one set; `except` is left out. All by local id. */
function nextEnds(db: ReadDb, ends: Relation['ends'], types: string, set: number, except: number) {
  return (end: number): number[] =>
    ends === 'span'
      ? db.column<number>(sql`
          SELECT to_span FROM relation
          WHERE from_span = ${end} AND type_id IN (SELECT value FROM json_each(${types})) AND set_id = ${set} AND id <> ${except}`)
      : db.column<number>(sql`
          SELECT to_entity FROM relation
          WHERE from_entity = ${end} AND type_id IN (SELECT value FROM json_each(${types})) AND set_id = ${set} AND id <> ${except}`);
}

/**
 * The chain by which a new relation from `from` to `to` would come back to where it starts: `from` first and last.
 * `null` when it closes no circle. `except`: a relation that is about to be changed.
 */
export function circleClosedBy(
  store: ReadStore,
  { type, ends, set, from, to }: Pick<Relation, 'type' | 'ends' | 'set' | 'from' | 'to'>,
  except?: Uid,
): Uid[] | null {
  const { db, terms } = store;
  const setId = findId(db, 'annotation_set', set);
  const typeId = terms.find('relation', type)?.id;
  const [start, goal] = [findId(db, ends, to), findId(db, ends, from)];
  if (setId === undefined || typeId === undefined || start === undefined || goal === undefined) return null;
  const without = except === undefined ? -1 : (findId(db, 'relation', except) ?? -1);
  const way = wayTo(start, goal, nextEnds(db, ends, terms.listOf([typeId]), setId, without));
  return way && [from, ...way.map((id) => endUid(db, ends, id))];
}

function endUid(db: ReadDb, ends: Relation['ends'], id: number): Uid {
  const uid =
    ends === 'span'
      ? db.value<Buffer>(sql`SELECT uid FROM span WHERE id = ${id}`)
      : db.value<Buffer>(sql`SELECT uid FROM entity WHERE id = ${id}`);
  return toUid(uid!);
}

/** The relation of that type in that set which already links the two, in either direction when it is symmetric. */
export function sameRelation(
  store: ReadStore,
  { symmetric }: Pick<RelationType, 'symmetric'>,
  { type, ends, set, from, to }: Pick<Relation, 'type' | 'ends' | 'set' | 'from' | 'to'>,
  except?: Uid,
): Relation | undefined {
  return relationsOfEnd(store, ends, from).find(
    (each) =>
      each.id !== except &&
      each.type === type &&
      each.set === set &&
      ((each.from === from && each.to === to) || (symmetric && each.from === to && each.to === from)),
  );
}

/** What is wrong with stored relations, in words: ends outside of their document or set, and circles. */
export function* problemsOfRelations(store: ReadStore, { relations }: Scheme): Generator<string> {
  const { db, terms } = store;
  for (const { uid } of db.all<{ uid: Buffer }>(sql`
    SELECT r.uid FROM relation r JOIN span f ON f.id = r.from_span JOIN span t ON t.id = r.to_span
    WHERE r.document_id <> f.document_id OR r.document_id <> t.document_id`)) {
    yield `relation ${toUid(uid)} is stored under a document that does not hold one of its ends`;
  }
  for (const { uid } of db.all<{ uid: Buffer }>(sql`
    SELECT r.uid FROM relation r JOIN span f ON f.id = r.from_span JOIN span t ON t.id = r.to_span
    WHERE r.set_id <> f.set_id OR r.set_id <> t.set_id`)) {
    yield `relation ${toUid(uid)} is in another annotation set than one of its ends`;
  }
  for (const type of relations.filter(forbidsCircles)) {
    const term = terms.find('relation', type.name);
    if (!term) continue;
    const bySet = new Map<number, [number, number][]>();
    for (const row of db.all<{ set_id: number; start: number; goal: number }>(sql`
      SELECT set_id, coalesce(from_span, from_entity) AS start, coalesce(to_span, to_entity) AS goal
      FROM relation WHERE type_id IN (SELECT value FROM json_each(${terms.listOf([term.id])}))`)) {
      const edges = bySet.get(row.set_id);
      if (edges) edges.push([row.start, row.goal]);
      else bySet.set(row.set_id, [[row.start, row.goal]]);
    }
    for (const edges of bySet.values()) {
      const circle = findCircle(edges);
      if (!circle) continue;
      const chain = circle.map((id) => describeEnd(store, type.ends, endUid(db, type.ends, id)).text);
      yield `${type.name} goes in a circle: ${chain.join(' → ')}`;
    }
  }
}
