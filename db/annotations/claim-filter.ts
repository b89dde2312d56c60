import type { ClaimFilter, ClaimOrder } from '../../shared/contract/claims.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { findId } from '../rows/ids.ts';
import { ATTRIBUTES, type ClaimTerms } from './claim-terms.ts';

/** A claim that passes a filter, by its local id. */
export interface FoundClaim {
  readonly id: number;
  readonly implicit: number;
  readonly claimless: number;
}

/** How the claims are sorted; by document and position by default. */
export interface ClaimSorting {
  readonly order?: ClaimOrder | undefined;
  readonly descending?: boolean | undefined;
}

/** Returns all claims that pass a filter, sorted. */
export function sortedClaims(
  store: ReadStore,
  terms: ClaimTerms,
  filter: ClaimFilter,
  { order = 'document', descending = false }: ClaimSorting,
): FoundClaim[] {
  const found = findClaims(store, terms, filter, order);
  return descending ? found.reverse() : found;
}

/**
 * Local ids of all claims that pass, in order. Every condition that names an entity begins at the entity's own
 * index; what is left are the claims of the types, in the order of their index.
 */
function findClaims(
  store: ReadStore,
  terms: ClaimTerms,
  filter: ClaimFilter,
  order: ClaimOrder,
): FoundClaim[] {
  const { db } = store;
  const idIn = (table: 'annotation_set' | 'document' | 'entity', uid: Uid | undefined) =>
    uid === undefined ? null : (findId(db, table, uid) ?? -1);
  const set = idIn('annotation_set', filter.set);
  const document = idIn('document', filter.document);
  const claimer = idIn('entity', filter.claimer);
  const entity = idIn('entity', filter.entity);
  const value = (attributes: string, text: string | undefined) =>
    text === undefined
      ? null
      : store.terms.storedValues(JSON.parse(attributes) as number[], JSON.stringify(text));
  const epistemic = value(terms.epistemic, filter.epistemic);
  const kind = value(terms.kind, filter.kind);
  const topic = value(terms.topic, filter.topic);
  const from = filter.from || null;
  // "2025-07" as an end takes in the whole month.
  const to = filter.to ? `${filter.to}\uffff` : null;
  const narrowed = claimer !== null || entity !== null || document !== null;
  const searched = Boolean(filter.search?.trim());
  const chosen = [
    ...(narrowed ? [candidates(db, terms, { document, claimer, entity })] : []),
    // Before the rest is sorted.
    ...(searched ? [matching(db, terms, filter.search ?? '')] : []),
  ];
  const among = chosen.length > 0 ? JSON.stringify(inAll(chosen)) : null;
  const sortedSlots = order === 'object' ? terms.objects : terms.claimers;
  const attribute = ATTRIBUTES.find((name) => name === order);
  const sortedAttributes = attribute ? terms[attribute] : '[]';
  const by = attribute ? 'attribute' : order === 'claimer' || order === 'object' ? 'filler' : order;
  const rows = db.all<FoundClaim>(sql`
    SELECT s.id, s.start IS NULL AS implicit, NOT EXISTS (
        SELECT 1 FROM slot f WHERE f.span_id = s.id AND f.slot_id IN (SELECT value FROM json_each(${terms.claimers}))
          AND f.empty_reason IS NULL) AS claimless
    FROM span s JOIN document d ON d.id = s.document_id
    WHERE s.type_id IN (SELECT value FROM json_each(${terms.types}))
      AND (${among} IS NULL OR s.id IN (SELECT value FROM json_each(${among})))
      AND (${set} IS NULL OR s.set_id = ${set})
      AND (${from} IS NULL OR d.published >= ${from}) AND (${to} IS NULL OR (d.published <> '' AND d.published <= ${to}))
      AND (${epistemic} IS NULL OR EXISTS (SELECT 1 FROM attribute a WHERE a.owner = s.id AND a.of = 's'
        AND a.attribute_id IN (SELECT value FROM json_each(${terms.epistemic})) AND a.value IN (SELECT value FROM json_each(${epistemic}))))
      AND (${kind} IS NULL OR EXISTS (SELECT 1 FROM attribute a WHERE a.owner = s.id AND a.of = 's'
        AND a.attribute_id IN (SELECT value FROM json_each(${terms.kind})) AND a.value IN (SELECT value FROM json_each(${kind}))))
      AND (${topic} IS NULL OR EXISTS (SELECT 1 FROM attribute a WHERE a.owner = s.id AND a.of = 's'
        AND a.attribute_id IN (SELECT value FROM json_each(${terms.topic})) AND a.value IN (SELECT value FROM json_each(${topic}))))
    ORDER BY CASE ${by}
        WHEN 'document' THEN NULL
        WHEN 'published' THEN d.published
        WHEN 'filler' THEN (
          SELECT coalesce(
              (SELECT n.name FROM mention m JOIN entity n ON n.id = m.entity_id WHERE m.span_id = f.filler_span ORDER BY n.id LIMIT 1),
              u.text, e.name, f.filler_text)
          FROM slot f LEFT JOIN span x ON x.id = f.filler_span LEFT JOIN surface u ON u.id = x.surface_id
            LEFT JOIN entity e ON e.id = f.filler_entity
          WHERE f.span_id = s.id AND f.slot_id IN (SELECT value FROM json_each(${sortedSlots}))
            AND f.empty_reason IS NULL ORDER BY f.rank, f.id LIMIT 1) COLLATE NOCASE
        WHEN 'cue' THEN (
          SELECT coalesce(u.folded, u.text) FROM slot f JOIN span x ON x.id = f.filler_span JOIN surface u ON u.id = x.surface_id
          WHERE f.span_id = s.id AND f.slot_id IN (SELECT value FROM json_each(${terms.cues})) ORDER BY f.rank, f.id LIMIT 1)
        WHEN 'gloss' THEN coalesce(
          (SELECT nullif(a.value, '""') FROM attribute a WHERE a.owner = s.id AND a.of = 's'
            AND a.attribute_id IN (SELECT value FROM json_each(${terms.gloss}))),
          (SELECT '"' || u.text FROM surface u WHERE u.id = s.surface_id)) COLLATE NOCASE
        WHEN 'attribute' THEN (SELECT nullif(a.value, '""') FROM attribute a WHERE a.owner = s.id AND a.of = 's'
          AND a.attribute_id IN (SELECT value FROM json_each(${sortedAttributes}))) COLLATE NOCASE
      END, s.document_id, s.start IS NULL, s.start, s.id`);
  return filter.claimless ? rows.filter(({ claimless }) => claimless === 1) : rows;
}

/** What is in every one of some lists, at least one. */
function inAll([first = [], ...rest]: readonly number[][]): number[] {
  const others = rest.map((list) => new Set(list));
  return first.filter((id) => others.every((other) => other.has(id)));
}

/** Claims of a document, by an entity, or with an entity in a slot or among the mentions inside their words. */
function candidates(
  db: ReadDb,
  terms: ClaimTerms,
  { document, claimer, entity }: { document: number | null; claimer: number | null; entity: number | null },
): number[] {
  const lists: number[][] = [];
  if (document !== null) lists.push(db.column(sql`SELECT id FROM span WHERE document_id = ${document}`));
  if (claimer !== null) {
    lists.push(
      db.column(sql`
          SELECT f.span_id AS id FROM slot f WHERE f.filler_entity = ${claimer}
            AND f.slot_id IN (SELECT value FROM json_each(${terms.claimers}))
          UNION
          SELECT f.span_id FROM mention m JOIN slot f ON f.filler_span = m.span_id WHERE m.entity_id = ${claimer}
            AND f.slot_id IN (SELECT value FROM json_each(${terms.claimers}))`),
    );
  }
  if (entity !== null) {
    lists.push(
      db.column(sql`
          SELECT f.span_id AS id FROM slot f WHERE f.filler_entity = ${entity}
          UNION
          SELECT f.span_id FROM mention m JOIN slot f ON f.filler_span = m.span_id WHERE m.entity_id = ${entity}
          UNION
          SELECT c.id FROM mention m JOIN span x ON x.id = m.span_id
            JOIN span c ON c.document_id = x.document_id AND c.set_id = x.set_id AND c.start <= x.start AND c."end" >= x."end"
          WHERE m.entity_id = ${entity} AND c.type_id IN (SELECT value FROM json_each(${terms.types}))`),
    );
  }
  return inAll(lists);
}

interface Searched {
  id: number;
  content: string | null;
  folded: number;
  words: string;
  /** Names and aliases of the claimers, as they are stored for look-ups: folded. */
  names: string;
  /** The words of the claimers in the text. */
  claimers: string;
}

/**
 * Ids of claims whose gloss, topic, content or claimers contain every word. Folded here, since SQLite cannot; short contents
 * are stored folded, and what is plain ASCII needs no more than lower case.
 */
function matching(db: ReadDb, terms: ClaimTerms, search: string): number[] {
  const words = fold(search).split(' ').filter(Boolean);
  const found: number[] = [];
  for (const row of db.each<Searched>(sql`
    SELECT s.id, coalesce(u.folded, u.text) AS content, u.folded IS NOT NULL AS folded, coalesce((
      SELECT group_concat(a.value, ' ') FROM attribute a WHERE a.owner = s.id AND a.of = 's'
        AND a.attribute_id IN (SELECT value FROM json_each(${terms.gloss}) UNION ALL SELECT value FROM json_each(${terms.topic}))
      ), '') AS words, coalesce((
      SELECT group_concat(n.folded, ' ') FROM slot f JOIN alias n ON n.entity_id IN (
          SELECT f.filler_entity UNION SELECT m.entity_id FROM mention m WHERE m.span_id = f.filler_span)
        WHERE f.span_id = s.id AND f.slot_id IN (SELECT value FROM json_each(${terms.claimers}))), '') AS names,
      coalesce((SELECT group_concat(coalesce(v.folded, v.text, f.filler_text), ' ') FROM slot f
        LEFT JOIN span x ON x.id = f.filler_span LEFT JOIN surface v ON v.id = x.surface_id
        WHERE f.span_id = s.id AND f.slot_id IN (SELECT value FROM json_each(${terms.claimers}))), '') AS claimers
    FROM span s LEFT JOIN surface u ON u.id = s.surface_id
    WHERE s.type_id IN (SELECT value FROM json_each(${terms.types}))`)) {
    const content = row.content ?? '';
    const text = [
      row.folded === 1 ? content : foldQuickly(content),
      foldQuickly(row.words),
      row.names,
      foldQuickly(row.claimers),
    ].join('\n');
    if (words.every((word) => text.includes(word))) found.push(row.id);
  }
  return found;
}

/** Folds of texts that needed one, by the text itself, so that nothing here can be out of date. */
const folds = new Map<string, string>();
/** So many are kept: about 60 MB of glosses and sentences. */
const MOST_FOLDS = 150_000;

function foldQuickly(text: string): string {
  if (/^[\n\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  let folded = folds.get(text);
  if (folded === undefined) {
    folded = fold(text);
    if (folds.size >= MOST_FOLDS) folds.clear();
    folds.set(text, folded);
  }
  return folded;
}
