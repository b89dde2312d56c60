import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { keptCounts } from '../sets/set-counts.ts';
import type { Term } from './terms.ts';
import { toUid } from '../connection/uid.ts';

/** Who uses a part of the scheme, and where. */
export interface Uses {
  readonly count: number;
  /** Entities of the registry that have it as their type; they are in no set. */
  readonly entities: number;
  readonly sets: readonly { readonly name: string; readonly count: number; readonly documents: number }[];
  readonly documents: number;
  /** The first of them. */
  readonly examples: readonly { readonly id: Uid; readonly name: string }[];
}

/** The most documents that are named. */
const EXAMPLES = 5;
const NONE: Uses = { count: 0, entities: 0, sets: [], documents: 0, examples: [] };

/** The term of a part of the scheme in force. */
export function termOf({ terms }: ReadStore, { kind, name, owner }: PartName): Term | undefined {
  if (!owner) return terms.find(kind, name);
  const held = terms.find(owner.kind, owner.name);
  return held && terms.find(kind, name, held);
}

interface Place {
  set_id: number | null;
  document_id: number | null;
  n: number;
}

/** The number of annotations of every set by the name of their term, without terms that have none. */
export function countUses(store: ReadStore): Record<'span' | 'relation' | 'label', Record<string, number>> {
  const { db, terms } = store;
  const spans = new Map<number, number>();
  for (const { types } of keptCounts(store).values())
    for (const [type, count] of types) spans.set(type, (spans.get(type) ?? 0) + count);
  const named = (counts: Iterable<readonly [number, number]>) =>
    Object.fromEntries([...counts].filter(([, n]) => n > 0).map(([type, n]) => [terms.byId(type).name, n]));
  const rows = (found: readonly { type: number; n: number }[]) =>
    named(found.map(({ type, n }) => [type, n] as const));
  return {
    span: named(spans),
    relation: rows(db.all(sql`SELECT type_id AS type, count(*) AS n FROM relation GROUP BY type_id`)),
    label: rows(db.all(sql`SELECT type_id AS type, count(*) AS n FROM label GROUP BY type_id`)),
  };
}

/** Every use of a part, by set and document. Without `part`'s term there is none. */
export function usesOf(store: ReadStore, part: PartName): Uses {
  const term = termOf(store, part);
  if (!term || part.kind === 'layer') return NONE;
  const entities =
    part.kind === 'span'
      ? store.db.value<number>(
          sql`SELECT count(*) FROM entity WHERE type_id = ${term.id} AND merged_into IS NULL`,
        )!
      : 0;
  return summed(store, store.db.all<Place>(placesOf(term)), entities);
}

function placesOf({ id, kind }: Term): Sql {
  switch (kind) {
    case 'span':
      return sql`
        SELECT set_id, document_id, count(*) AS n FROM span WHERE type_id = ${id} GROUP BY set_id, document_id`;
    case 'relation':
      return sql`
        SELECT set_id, document_id, count(*) AS n FROM relation WHERE type_id = ${id} GROUP BY set_id, document_id`;
    case 'label':
      return sql`
        SELECT set_id, document_id, count(*) AS n FROM label WHERE type_id = ${id} GROUP BY set_id, document_id`;
    case 'slot':
      return sql`
        SELECT s.set_id, s.document_id, count(*) AS n FROM slot f JOIN span s ON s.id = f.span_id
        WHERE f.slot_id = ${id} GROUP BY s.set_id, s.document_id`;
    case 'layer': // no annotation refers to one
    case 'attribute':
      return sql`
        SELECT a.set_id, coalesce(s.document_id, r.document_id) AS document_id, count(*) AS n FROM attribute a
          LEFT JOIN span s ON a.of = 's' AND s.id = a.owner LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
        WHERE a.attribute_id = ${id} AND (s.id IS NOT NULL OR r.id IS NOT NULL) GROUP BY 1, 2`;
  }
}

function summed(store: ReadStore, places: readonly Place[], entities: number): Uses {
  const { db } = store;
  const sets = new Map<number, { count: number; documents: number }>();
  const documents = new Set<number>();
  let count = 0;
  for (const { set_id, document_id, n } of places) {
    count += n;
    if (document_id !== null) documents.add(document_id);
    if (set_id === null) continue;
    const set = sets.get(set_id) ?? { count: 0, documents: 0 };
    sets.set(set_id, { count: set.count + n, documents: set.documents + (document_id === null ? 0 : 1) });
  }
  return {
    count,
    entities,
    sets: [...sets].map(([id, set]) => ({
      name: db.value<string>(sql`SELECT name FROM annotation_set WHERE id = ${id}`)!,
      ...set,
    })),
    documents: documents.size,
    examples: [...documents].slice(0, EXAMPLES).map((id) => {
      const row = db.get<{ uid: Buffer; name: string }>(sql`
        SELECT uid, coalesce(nullif(title, ''), nullif(lead, ''), name) AS name FROM document WHERE id = ${id}`)!;
      return { id: toUid(row.uid), name: row.name };
    }),
  };
}

/** The values that annotations have of an attribute or document label, each with how many have it. */
export function valuesOf(store: ReadStore, part: PartName): { value: AttributeValue; count: number }[] {
  const term = termOf(store, part);
  if (!term) return [];
  const rows =
    part.kind === 'label'
      ? sql`SELECT value, count(*) AS n FROM label WHERE type_id = ${term.id} GROUP BY value`
      : sql`
          SELECT value, count(*) AS n FROM attribute a WHERE attribute_id = ${term.id}
            AND (a.of = 's' AND EXISTS (SELECT 1 FROM span WHERE id = a.owner)
              OR a.of = 'r' AND EXISTS (SELECT 1 FROM relation WHERE id = a.owner))
          GROUP BY value`;
  return store.db
    .all<{ value: string; n: number }>(rows)
    .map(({ value, n }) => ({ value: JSON.parse(value) as AttributeValue, count: n }));
}

/** How many documents have more than one value of a document label in the same set. */
export function documentsWithSeveral(store: ReadStore, part: PartName): number {
  const id = termOf(store, part)?.id ?? -1;
  return store.db.value<number>(sql`
    SELECT count(DISTINCT document_id) FROM (
      SELECT document_id FROM label WHERE type_id = ${id} GROUP BY document_id, set_id HAVING count(*) > 1)`)!;
}

/** How many annotations of a type have no value of an attribute. */
export function lackingValue(store: ReadStore, part: PartName): number {
  const attribute = termOf(store, part);
  const owner = part.owner && termOf(store, part.owner);
  if (!owner) return 0;
  const total = usesOf(store, part.owner).count;
  return total - (attribute ? usesOf(store, part).count : 0);
}

/** What fills a slot, by kind and, of spans and entities, by type; and how many spans have more than one filler. */
export function fillersOf(
  store: ReadStore,
  part: PartName,
): { kinds: { kind: string; type: string | null; count: number }[]; several: number } {
  const id = termOf(store, part)?.id ?? -1;
  const rows = store.db.all<{ kind: string; type_id: number | null; n: number }>(sql`
    SELECT CASE WHEN f.filler_span IS NOT NULL THEN 'span' WHEN f.filler_entity IS NOT NULL THEN 'entity'
        WHEN f.filler_document IS NOT NULL THEN 'document' ELSE 'text' END AS kind,
      coalesce(s.type_id, e.type_id) AS type_id, count(*) AS n
    FROM slot f LEFT JOIN span s ON s.id = f.filler_span LEFT JOIN entity e ON e.id = f.filler_entity
    WHERE f.slot_id = ${id} AND f.empty_reason IS NULL GROUP BY 1, 2`);
  return {
    kinds: rows.map(({ kind, type_id, n }) => ({
      kind,
      type: type_id === null ? null : store.terms.byId(type_id).name,
      count: n,
    })),
    several: store.db.value<number>(sql`
      SELECT count(*) FROM (SELECT 1 FROM slot WHERE slot_id = ${id} GROUP BY span_id HAVING count(*) > 1)`)!,
  };
}

/** The types at the ends of the relations of a type, each pair with how many have it. */
export function endsOf(
  store: ReadStore,
  part: PartName,
): { from: string | null; to: string | null; count: number }[] {
  const id = termOf(store, part)?.id ?? -1;
  const name = (type: number | null) => (type === null ? null : store.terms.byId(type).name);
  return store.db
    .all<{ from_type: number | null; to_type: number | null; n: number }>(
      sql`
      SELECT coalesce(a.type_id, c.type_id) AS from_type, coalesce(b.type_id, d.type_id) AS to_type, count(*) AS n
      FROM relation r LEFT JOIN span a ON a.id = r.from_span LEFT JOIN span b ON b.id = r.to_span
        LEFT JOIN entity c ON c.id = r.from_entity LEFT JOIN entity d ON d.id = r.to_entity
      WHERE r.type_id = ${id} GROUP BY 1, 2`,
    )
    .map(({ from_type, to_type, n }) => ({ from: name(from_type), to: name(to_type), count: n }));
}
