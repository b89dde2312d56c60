import { readableText, sameFragments, type Fragment } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { sql, type ReadDb, type WriteDb } from '../connection/connection.ts';
import { fragmentsOf } from '../rows/span.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { internSurface } from '../annotations/surfaces.ts';
import { toUid } from '../connection/uid.ts';
import { relationKey, spanKey, type KeyedSpan } from './proposal-key.ts';
import { CASE_STATES } from './state.ts';

/** Number of documents whose cases are written in one transaction. Editing continues between two of them. */
export const CHUNK = 50;

/** Updates the cases of superseded runs, and of runs that are no longer superseded. */
export function refreshSuperseded(db: WriteDb, review: number): void {
  db.run(sql`
    UPDATE review_case SET state = ${CASE_STATES.superseded} WHERE review_id = ${review} AND state = 0 AND source_id IN (
      SELECT supersedes_id FROM annotation_set WHERE supersedes_id IS NOT NULL)`);
  db.run(sql`
    UPDATE review_case SET state = 0 WHERE review_id = ${review} AND state = ${CASE_STATES.superseded} AND source_id NOT IN (
      SELECT supersedes_id FROM annotation_set WHERE supersedes_id IS NOT NULL)`);
}

/**
 * Whether proposals of a source have no case yet. Relations across documents and between entities never have one: the
 * lists of relations show them. Counts index rows only, because this runs at each opening of the queue.
 */
export function hasNewProposals(db: ReadDb, review: number, source: number): boolean {
  const proposals = db.value<number>(sql`
    SELECT (SELECT count(*) FROM span WHERE set_id = ${source} AND owner_id IS NULL)
      + (SELECT count(*) FROM relation WHERE set_id = ${source} AND document_id IS NOT NULL AND from_span IS NOT NULL)`)!;
  const cases = db.value<number>(
    sql`SELECT count(*) FROM review_case WHERE review_id = ${review} AND source_id = ${source}`,
  )!;
  return proposals !== cases;
}

/** Returns the local ids of the documents in which a source proposes something that has no case yet. */
export function documentsWithoutCases(db: ReadDb, review: number, source: number): number[] {
  return db
    .all<{ document_id: number }>(
      sql`
      SELECT DISTINCT s.document_id FROM span s WHERE s.set_id = ${source} AND s.owner_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM review_case c WHERE c.span_id = s.id AND c.review_id = ${review})
      UNION
      SELECT r.document_id FROM relation r WHERE r.set_id = ${source} AND r.document_id IS NOT NULL AND r.from_span IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM review_case c WHERE c.relation_id = r.id AND c.review_id = ${review})`,
    )
    .map((row) => row.document_id);
}

interface SpanRow {
  id: number;
  uid: Buffer;
  set_id: number;
  type_id: number;
  start: number | null;
  end: number | null;
  fragments: string | null;
  surface_id: number | null;
  surface: string | null;
  score: number | null;
  owner_id: number | null;
}

interface Placed {
  readonly id: number;
  readonly uid: Buffer;
  readonly set: number;
  /** As it is stored, and as it is read. */
  readonly type: number;
  readonly readAs: number;
  readonly layer: string;
  readonly start: number;
  readonly end: number;
  readonly fragments: readonly Fragment[];
  readonly surface: number | null;
  readonly text: string;
  readonly score: number | null;
  readonly owned: boolean;
}

/**
 * Writes the cases of documents, which are derived from spans, relations and decisions. Each call should be one
 * transaction.
 */
export class CaseWriter {
  readonly #store: Store;
  readonly #review: number;
  readonly #sources: ReadonlySet<number>;
  readonly #target: number;
  readonly #layers: ReadonlyMap<number, string>;

  constructor(store: Store, review: number, target: number, sources: readonly number[]) {
    this.#store = store;
    this.#review = review;
    this.#target = target;
    this.#sources = new Set(sources);
    this.#layers = layersOf(store, currentScheme(store).scheme);
  }

  /** Adds the missing cases of a document, and computes the disagreement of all its open cases again. */
  fill(document: number): void {
    const { db } = this.#store;
    const row = db.get<{ uid: Buffer; text: string }>(sql`
      SELECT d.uid, t.text FROM document d JOIN document_text t ON t.document_id = d.id WHERE d.id = ${document}`);
    if (!row) return;
    const spans = spansIn(this.#store, document, this.#layers);
    const longest = spans.reduce((most, { start, end }) => Math.max(most, end - start), 0);
    const uid = toUid(row.uid);
    for (const span of spans) {
      if (!this.#sources.has(span.set) || span.owned) continue;
      this.#write({
        source: span.set,
        document,
        span: span.id,
        relation: null,
        key: spanKey(this.#store, uid, row.text, keyed(span)),
        type: span.type,
        surface: span.surface,
        start: span.start,
        length: span.text.length,
        score: span.score,
        disagreement: this.#disagreement(span, spans, longest),
        uid: span.uid,
      });
    }
    this.#relations(document, uid, row.text, new Map(spans.map((span) => [span.id, span])));
  }

  #relations(document: number, uid: Uid, text: string, spans: ReadonlyMap<number, Placed>): void {
    const { db } = this.#store;
    const rows = db.all<RelationRow>(sql`
      SELECT id, uid, set_id, type_id, from_span, to_span, score FROM relation
      WHERE document_id = ${document} AND from_span IS NOT NULL`);
    for (const relation of rows) {
      if (!this.#sources.has(relation.set_id)) continue;
      const [from, to] = [spans.get(relation.from_span), spans.get(relation.to_span)];
      if (!from || !to) continue;
      const words = `${readableText(from.text)} → ${readableText(to.text)}`;
      const ends = { type: relation.type_id, from: keyed(from), to: keyed(to) };
      this.#write({
        source: relation.set_id,
        document,
        span: null,
        relation: relation.id,
        key: relationKey(this.#store, uid, text, ends),
        type: relation.type_id,
        surface: internSurface(db, words),
        start: Math.min(from.start, to.start),
        length: words.length,
        score: relation.score,
        disagreement: 0,
        uid: relation.uid,
      });
    }
  }

  #write(row: {
    source: number;
    document: number;
    span: number | null;
    relation: number | null;
    key: Buffer;
    type: number;
    surface: number | null;
    start: number;
    length: number;
    score: number | null;
    disagreement: number;
    uid: Buffer;
  }): void {
    const { db } = this.#store;
    const state = stateOf(db, this.#review, row.uid);
    db.run(sql`
      INSERT INTO review_case (review_id, source_id, document_id, span_id, relation_id, case_key, type_id, surface_id, start, length,
        score, disagreement, state)
      VALUES (${this.#review}, ${row.source}, ${row.document}, ${row.span}, ${row.relation}, ${row.key}, ${row.type}, ${row.surface},
        ${row.start}, ${row.length}, ${row.score}, ${row.disagreement}, ${state})
      ON CONFLICT DO UPDATE SET disagreement = excluded.disagreement WHERE disagreement <> excluded.disagreement`);
  }

  /** Returns how many other sets have a span of the same layer over these words, but none that is the same. */
  #disagreement(span: Placed, spans: readonly Placed[], longest: number): number {
    const others = new Map<number, boolean>();
    for (let at = firstFrom(spans, span.start - longest); at < spans.length; at++) {
      const other = spans[at]!;
      if (other.start >= span.end) break;
      if (other.set === span.set || other.owned || other.layer !== span.layer) continue;
      if (other.set !== this.#target && !this.#sources.has(other.set)) continue;
      if (other.end <= span.start) continue;
      const same = other.readAs === span.readAs && sameFragments(other.fragments, span.fragments);
      others.set(other.set, (others.get(other.set) ?? false) || same);
    }
    return [...others.values()].filter((same) => !same).length;
  }
}

function keyed({ type, text: words, start }: Placed): KeyedSpan {
  return { type, words, start };
}

/** Returns the index of the first span that begins at `start` or later; spans are sorted by their start. */
function firstFrom(spans: readonly Placed[], start: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface RelationRow {
  id: number;
  uid: Buffer;
  set_id: number;
  type_id: number;
  from_span: number;
  to_span: number;
  score: number | null;
}

function stateOf(db: ReadDb, review: number, proposal: Buffer): number {
  const verdict = db.value<keyof typeof CASE_STATES>(
    sql`SELECT verdict FROM decision WHERE review_id = ${review} AND proposal = ${proposal}`,
  );
  return verdict === undefined ? CASE_STATES.open : CASE_STATES[verdict];
}

/** Returns all spans of a document sorted by their start; implicit ones come first, at 0. */
function spansIn({ db, terms }: ReadStore, document: number, layers: ReadonlyMap<number, string>): Placed[] {
  return db
    .all<SpanRow>(
      sql`
      SELECT s.id, s.uid, s.set_id, s.type_id, s.start, s."end", s.fragments, s.surface_id, u.text AS surface, s.score, s.owner_id
      FROM span s LEFT JOIN surface u ON u.id = s.surface_id WHERE s.document_id = ${document}
      ORDER BY coalesce(s.start, 0), s.id`,
    )
    .map((row) => ({
      id: row.id,
      uid: row.uid,
      set: row.set_id,
      type: row.type_id,
      readAs: terms.byId(row.type_id).id,
      layer: layers.get(terms.byId(row.type_id).id) ?? '',
      start: row.start ?? 0,
      end: row.end ?? 0,
      fragments: fragmentsOf(row),
      surface: row.surface_id,
      text: row.surface ?? '',
      score: row.score,
      owned: row.owner_id !== null,
    }));
}

function layersOf({ terms }: ReadStore, scheme: Scheme): Map<number, string> {
  return new Map(
    scheme.types.flatMap((type): [number, string][] => {
      const term = terms.find('span', type.name);
      return term ? [[term.id, type.layer]] : [];
    }),
  );
}
