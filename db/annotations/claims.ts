import type { ClaimFilter, ClaimOrder, ClaimRow } from '../../shared/contract/frames.ts';
import type { EmptyReason } from '../../shared/model/annotation.ts';
import { FRAGMENT_SEPARATOR } from '../../shared/model/fragments.ts';
import { claimerSlot, cueSlot, objectSlot } from '../../shared/model/frames.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/** Claims as the table shows them, with counts over all that pass the filter. */
export interface ClaimPage {
  readonly total: number;
  readonly implicit: number;
  readonly withoutClaimer: number;
  readonly rows: ClaimRow[];
}

/** Values that claims can be filtered by. */
export interface ClaimFacets {
  readonly topics: string[];
  readonly kinds: string[];
  readonly epistemics: string[];
  readonly claimers: { id: Uid; name: string }[];
  readonly entities: { id: Uid; name: string }[];
}

interface Found {
  readonly id: number;
  readonly implicit: number;
  readonly claimless: number;
}

/** Ids of what a claim's columns are called in the scheme, as JSON arrays: a scheme may have several claim types. */
interface ClaimTerms {
  readonly types: string;
  readonly claimers: string;
  readonly cues: string;
  readonly objects: string;
  readonly gloss: string;
  readonly topic: string;
  readonly kind: string;
  readonly epistemic: string;
  readonly stance: string;
  readonly sentiment: string;
}
/** Attributes that have a column of their own. */
const ATTRIBUTES = ['topic', 'kind', 'epistemic', 'stance', 'sentiment'] as const;
type ClaimAttribute = (typeof ATTRIBUTES)[number];

function claimTerms({ terms }: ReadStore, scheme: Scheme): ClaimTerms {
  const claims = scheme.types.filter(({ family }) => family === 'claim');
  const ids = (find: (type: (typeof claims)[number]) => number | undefined) =>
    JSON.stringify(claims.flatMap((type) => find(type) ?? []));
  const slot = (type: (typeof claims)[number], name: string | undefined) =>
    name === undefined ? undefined : terms.find('slot', name, terms.find('span', type.name))?.id;
  const attribute = (name: string) =>
    ids((type) => terms.find('attribute', name, terms.find('span', type.name))?.id);
  return {
    types: ids((type) => terms.find('span', type.name)?.id),
    claimers: ids((type) => slot(type, claimerSlot(scheme, type)?.name)),
    cues: ids((type) => slot(type, cueSlot(scheme, type)?.name)),
    objects: ids((type) => slot(type, objectSlot(type)?.name)),
    gloss: attribute('gloss'),
    topic: attribute('topic'),
    kind: attribute('kind'),
    epistemic: attribute('epistemic'),
    stance: attribute('stance'),
    sentiment: attribute('sentiment'),
  };
}

/** How the claims are sorted; by document and position by default. */
export interface ClaimSorting {
  readonly order?: ClaimOrder | undefined;
  readonly descending?: boolean | undefined;
}

/** One page of the claims that pass a filter. */
export function listClaims(
  store: ReadStore,
  scheme: Scheme,
  filter: ClaimFilter,
  page: ClaimSorting & { readonly offset?: number | undefined; readonly limit?: number | undefined } = {},
): ClaimPage {
  const terms = claimTerms(store, scheme);
  const found = sorted(store, terms, filter, page);
  const offset = page.offset ?? 0;
  const shown = found.slice(offset, page.limit === undefined ? undefined : offset + page.limit);
  return {
    total: found.length,
    implicit: count(found, ({ implicit }) => implicit),
    withoutClaimer: count(found, ({ claimless }) => claimless),
    rows: shown.map(({ id }) => rowOf(store, terms, id)),
  };
}

/** All claims that pass a filter, read one by one as they are asked for. */
export function eachClaim(
  store: ReadStore,
  scheme: Scheme,
  filter: ClaimFilter,
  sorting: ClaimSorting,
): { readonly total: number; readonly rows: Iterable<ClaimRow> } {
  const terms = claimTerms(store, scheme);
  const found = sorted(store, terms, filter, sorting);
  const rows = function* () {
    for (const { id } of found) yield rowOf(store, terms, id);
  };
  return { total: found.length, rows: rows() };
}

function sorted(
  store: ReadStore,
  terms: ClaimTerms,
  filter: ClaimFilter,
  { order = 'document', descending = false }: ClaimSorting,
): Found[] {
  const found = findClaims(store, terms, filter, order);
  return descending ? found.reverse() : found;
}

const count = (found: readonly Found[], flag: (found: Found) => number) =>
  found.reduce((sum, each) => sum + flag(each), 0);

/**
 * Local ids of all claims that pass, in order. Every condition that names an entity begins at the entity's own
 * index; what is left are the claims of the types, in the order of their index.
 */
function findClaims(store: ReadStore, terms: ClaimTerms, filter: ClaimFilter, order: ClaimOrder): Found[] {
  const { db } = store;
  const idIn = (table: 'annotation_set' | 'document' | 'entity', uid: Uid | undefined) =>
    uid === undefined ? null : (findId(db, table, uid) ?? -1);
  const set = idIn('annotation_set', filter.set);
  const document = idIn('document', filter.document);
  const claimer = idIn('entity', filter.claimer);
  const entity = idIn('entity', filter.entity);
  const value = (text: string | undefined) => (text === undefined ? null : JSON.stringify(text));
  const [epistemic, kind, topic] = [value(filter.epistemic), value(filter.kind), value(filter.topic)];
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
  const rows = db.all<Found>(sql`
    SELECT s.id, s.start IS NULL AS implicit, NOT EXISTS (
        SELECT 1 FROM slot f WHERE f.span_id = s.id AND f.slot_id IN (SELECT value FROM json_each(${terms.claimers}))
          AND f.empty_reason IS NULL) AS claimless
    FROM span s JOIN document d ON d.id = s.document_id
    WHERE s.type_id IN (SELECT value FROM json_each(${terms.types}))
      AND (${among} IS NULL OR s.id IN (SELECT value FROM json_each(${among})))
      AND (${set} IS NULL OR s.set_id = ${set})
      AND (${from} IS NULL OR d.published >= ${from}) AND (${to} IS NULL OR (d.published <> '' AND d.published <= ${to}))
      AND (${epistemic} IS NULL OR EXISTS (SELECT 1 FROM attribute a WHERE a.owner = s.id AND a.of = 's'
        AND a.attribute_id IN (SELECT value FROM json_each(${terms.epistemic})) AND a.value = ${epistemic}))
      AND (${kind} IS NULL OR EXISTS (SELECT 1 FROM attribute a WHERE a.owner = s.id AND a.of = 's'
        AND a.attribute_id IN (SELECT value FROM json_each(${terms.kind})) AND a.value = ${kind}))
      AND (${topic} IS NULL OR EXISTS (SELECT 1 FROM attribute a WHERE a.owner = s.id AND a.of = 's'
        AND a.attribute_id IN (SELECT value FROM json_each(${terms.topic})) AND a.value = ${topic}))
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

interface ClaimRecord {
  uid: Buffer;
  document_uid: Buffer;
  set_uid: Buffer;
  type_id: number;
  title: string;
  published: string;
  content: string | null;
  start: number | null;
  end: number | null;
}

function rowOf({ db, terms: names }: ReadStore, terms: ClaimTerms, id: number): ClaimRow {
  const claim = db.get<ClaimRecord>(sql`
    SELECT s.uid, d.uid AS document_uid, a.uid AS set_uid, s.type_id, d.published, u.text AS content, s.start, s."end",
      coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name) AS title
    FROM span s JOIN document d ON d.id = s.document_id JOIN annotation_set a ON a.id = s.set_id
      LEFT JOIN surface u ON u.id = s.surface_id WHERE s.id = ${id}`)!;
  const value = (attribute: string) => {
    const found = db.get<{ value: string; touched: number }>(sql`
      SELECT value, touched FROM attribute WHERE owner = ${id} AND of = 's' AND attribute_id IN (SELECT value FROM json_each(${attribute}))`);
    return { text: found ? String(JSON.parse(found.value)) : '', untouched: found?.touched === 0 };
  };
  const values = Object.fromEntries(ATTRIBUTES.map((name) => [name, value(terms[name])])) as Record<
    ClaimAttribute,
    ReturnType<typeof value>
  >;
  const claimers = fillers(db, terms.claimers, id);
  const objects = fillers(db, terms.objects, id);
  return {
    id: toUid(claim.uid),
    document: toUid(claim.document_uid),
    documentTitle: claim.title,
    published: claim.published,
    set: toUid(claim.set_uid),
    type: names.byId(claim.type_id).name,
    gloss: value(terms.gloss).text,
    claimer: namesOf(claimers),
    claimerWords: wordsBeside(claimers),
    claimerEmpty: claimers.find(({ empty }) => empty !== null)?.empty ?? null,
    cue: namesOf(fillers(db, terms.cues, id)),
    content: readable(claim.content ?? ''),
    object: namesOf(objects),
    objectWords: wordsBeside(objects),
    kind: values.kind.text,
    epistemic: values.epistemic.text,
    stance: values.stance.text,
    sentiment: values.sentiment.text,
    topic: values.topic.text,
    untouched: ATTRIBUTES.filter((name) => values[name].untouched),
    implicit: claim.start === null,
    start: claim.start,
    end: claim.end,
  };
}

/** What fills a slot: the entities, or else what it is called; the words in the text; or the reason for leaving it empty. */
interface FillerRow {
  readonly name: string | null;
  readonly words: string | null;
  readonly empty: EmptyReason | null;
}

function fillers(db: ReadDb, slots: string, span: number): FillerRow[] {
  return db
    .all<FillerRow>(
      sql`
      SELECT coalesce(
          (SELECT group_concat(n.name, ', ' ORDER BY n.id) FROM mention m JOIN entity n ON n.id = m.entity_id WHERE m.span_id = f.filler_span),
          u.text, e.name, nullif(d.title, ''), d.name, f.filler_text) AS name,
        u.text AS words, f.empty_reason AS empty
      FROM slot f LEFT JOIN span x ON x.id = f.filler_span LEFT JOIN surface u ON u.id = x.surface_id
        LEFT JOIN entity e ON e.id = f.filler_entity LEFT JOIN document d ON d.id = f.filler_document
      WHERE f.span_id = ${span} AND f.slot_id IN (SELECT value FROM json_each(${slots})) ORDER BY f.rank, f.id`,
    )
    .map(({ name, words, empty }) => ({
      name: name === null ? null : readable(name),
      words: words === null ? null : readable(words),
      empty,
    }));
}

function namesOf(rows: readonly FillerRow[]): string {
  return rows.flatMap(({ name }) => name ?? []).join(', ');
}

/** Returns the words of the fillers in the text; nothing if they are what the fillers are called. */
function wordsBeside(rows: readonly FillerRow[]): string {
  const words = rows.flatMap((row) => row.words ?? []).join(', ');
  return words === namesOf(rows) ? '' : words;
}

function readable(surface: string): string {
  return surface.replaceAll(FRAGMENT_SEPARATOR, ' … ').replace(/\s+/g, ' ');
}

/** What can be chosen to filter claims by. */
export function claimFacets(store: ReadStore, scheme: Scheme, setUid: Uid | undefined): ClaimFacets {
  const { db } = store;
  const terms = claimTerms(store, scheme);
  const set = setUid === undefined ? null : (findId(db, 'annotation_set', setUid) ?? -1);
  const values = (attribute: string) =>
    db
      .all<{ value: string }>(
        sql`
        SELECT DISTINCT value FROM attribute
        WHERE attribute_id IN (SELECT value FROM json_each(${attribute})) AND of = 's'
          AND (${set} IS NULL OR set_id = ${set}) ORDER BY value LIMIT 500`,
      )
      .map(({ value }) => String(JSON.parse(value)))
      .filter((value) => value !== '');
  const entities = (slots: string | null) =>
    db
      .all<{ uid: Buffer; name: string }>(
        sql`
        SELECT e.uid, e.name FROM entity e WHERE e.id IN (
          SELECT f.filler_entity FROM slot f WHERE f.filler_entity IS NOT NULL
            AND (${slots} IS NULL OR f.slot_id IN (SELECT value FROM json_each(${slots ?? '[]'})))
          UNION
          SELECT m.entity_id FROM slot f JOIN mention m ON m.span_id = f.filler_span
          WHERE ${slots} IS NULL OR f.slot_id IN (SELECT value FROM json_each(${slots ?? '[]'})))
        ORDER BY e.name COLLATE NOCASE, e.id LIMIT 1000`,
      )
      .map(({ uid, name }) => ({ id: toUid(uid), name }));
  return {
    topics: values(terms.topic),
    kinds: values(terms.kind),
    epistemics: values(terms.epistemic),
    claimers: entities(terms.claimers),
    entities: entities(null),
  };
}
