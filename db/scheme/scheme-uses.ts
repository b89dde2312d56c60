import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { keptCounts, typesIn } from '../sets/set-counts.ts';
import type { Prospect } from './prospect.ts';
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
  for (const counts of keptCounts(store).values())
    for (const [type, count] of typesIn(terms, counts)) spans.set(type, (spans.get(type) ?? 0) + count);
  const named = (counts: Iterable<readonly [number, number]>) =>
    Object.fromEntries([...counts].filter(([, n]) => n > 0).map(([type, n]) => [terms.byId(type).name, n]));
  const rows = (found: readonly { type: number; n: number }[]) => {
    const read = new Map<number, number>();
    for (const { type, n } of found) {
      const { id } = terms.byId(type);
      read.set(id, (read.get(id) ?? 0) + n);
    }
    return named(read);
  };
  return {
    span: named(spans),
    relation: rows(db.all(sql`SELECT type_id AS type, count(*) AS n FROM relation GROUP BY type_id`)),
    label: rows(db.all(sql`SELECT type_id AS type, count(*) AS n FROM label GROUP BY type_id`)),
  };
}

/**
 * Every use of a part, by set and document. Without `part`'s term there is none. With `prospect`, only those that a change to
 * that version concerns.
 */
export function usesOf(store: ReadStore, part: PartName, prospect?: Prospect): Uses {
  const term = termOf(store, part);
  if (!term || part.kind === 'layer') return NONE;
  const ids = idsOf(store, term, prospect);
  const entities =
    part.kind === 'span'
      ? store.db.value<number>(
          sql`SELECT count(*) FROM entity WHERE type_id IN (SELECT value FROM json_each(${ids})) AND merged_into IS NULL`,
        )!
      : 0;
  return summed(store, store.db.all<Place>(placesOf(term, ids)), entities);
}

/** The terms of the rows that use a part, as a JSON list. */
function idsOf({ terms }: ReadStore, term: Term, prospect: Prospect | undefined): string {
  return prospect ? JSON.stringify(prospect.concerned(term)) : terms.listOf([term.id]);
}

function placesOf({ kind }: Term, ids: string): Sql {
  switch (kind) {
    case 'span':
      return sql`
        SELECT set_id, document_id, count(*) AS n FROM span WHERE type_id IN (SELECT value FROM json_each(${ids})) GROUP BY set_id, document_id`;
    case 'relation':
      return sql`
        SELECT set_id, document_id, count(*) AS n FROM relation WHERE type_id IN (SELECT value FROM json_each(${ids})) GROUP BY set_id, document_id`;
    case 'label':
      return sql`
        SELECT set_id, document_id, count(*) AS n FROM label WHERE type_id IN (SELECT value FROM json_each(${ids})) GROUP BY set_id, document_id`;
    case 'slot':
      return sql`
        SELECT s.set_id, s.document_id, count(*) AS n FROM slot f JOIN span s ON s.id = f.span_id
        WHERE f.slot_id IN (SELECT value FROM json_each(${ids})) GROUP BY s.set_id, s.document_id`;
    case 'layer': // no annotation refers to one
    case 'attribute':
      return sql`
        SELECT a.set_id, coalesce(s.document_id, r.document_id) AS document_id, count(*) AS n FROM attribute a
          LEFT JOIN span s ON a.of = 's' AND s.id = a.owner LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
        WHERE a.attribute_id IN (SELECT value FROM json_each(${ids})) AND (s.id IS NOT NULL OR r.id IS NOT NULL) GROUP BY 1, 2`;
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
export function valuesOf(
  store: ReadStore,
  part: PartName,
  prospect?: Prospect,
): { value: AttributeValue; count: number }[] {
  const term = termOf(store, part);
  if (!term) return [];
  const ids = idsOf(store, term, prospect);
  const rows =
    part.kind === 'label'
      ? sql`SELECT type_id AS id, value, count(*) AS n FROM label
          WHERE type_id IN (SELECT value FROM json_each(${ids})) GROUP BY type_id, value`
      : sql`
          SELECT attribute_id AS id, value, count(*) AS n FROM attribute a WHERE attribute_id IN (SELECT value FROM json_each(${ids}))
            AND (a.of = 's' AND EXISTS (SELECT 1 FROM span WHERE id = a.owner)
              OR a.of = 'r' AND EXISTS (SELECT 1 FROM relation WHERE id = a.owner))
          GROUP BY attribute_id, value`;
  const counts = new Map<AttributeValue, number>();
  for (const { id, value: json, n } of store.db.all<{ id: number; value: string; n: number }>(rows)) {
    const value = (prospect ?? store.terms).readValue(id, JSON.parse(json) as AttributeValue);
    counts.set(value, (counts.get(value) ?? 0) + n);
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}

/** How many documents have more than one value of a document label in the same set. */
export function documentsWithSeveral(store: ReadStore, part: PartName, prospect: Prospect): number {
  const term = termOf(store, part);
  const ids = term ? idsOf(store, term, prospect) : '[]';
  return store.db.value<number>(sql`
    SELECT count(DISTINCT document_id) FROM (
      SELECT document_id FROM label WHERE type_id IN (SELECT value FROM json_each(${ids})) GROUP BY document_id, set_id HAVING count(*) > 1)`)!;
}

/** How many annotations of a type have no value of an attribute. */
export function lackingValue(store: ReadStore, part: PartName): number {
  const attribute = termOf(store, part);
  const owner = part.owner && termOf(store, part.owner);
  if (!owner) return 0;
  const total = usesOf(store, part.owner).count;
  return total - (attribute ? usesOf(store, part).count : 0);
}

/** What fills a slot, by kind and, of spans and entities, by the name of the type in a version; and how many spans have more than one filler. */
export function fillersOf(
  store: ReadStore,
  part: PartName,
  prospect: Prospect,
): { kinds: { kind: string; type: string | null; count: number }[]; several: number } {
  const term = termOf(store, part);
  const ids = term ? idsOf(store, term, prospect) : '[]';
  const rows = store.db.all<{ kind: string; type_id: number | null; n: number }>(sql`
    SELECT CASE WHEN f.filler_span IS NOT NULL THEN 'span' WHEN f.filler_entity IS NOT NULL THEN 'entity'
        WHEN f.filler_document IS NOT NULL THEN 'document' ELSE 'text' END AS kind,
      coalesce(s.type_id, e.type_id) AS type_id, count(*) AS n
    FROM slot f LEFT JOIN span s ON s.id = f.filler_span LEFT JOIN entity e ON e.id = f.filler_entity
    WHERE f.slot_id IN (SELECT value FROM json_each(${ids})) AND f.empty_reason IS NULL GROUP BY 1, 2`);
  return {
    kinds: rows.map(({ kind, type_id, n }) => ({
      kind,
      type: type_id === null ? null : nameThen(store, prospect, type_id),
      count: n,
    })),
    several: store.db.value<number>(sql`
      SELECT count(*) FROM (SELECT 1 FROM slot WHERE slot_id IN (SELECT value FROM json_each(${ids})) GROUP BY span_id HAVING count(*) > 1)`)!,
  };
}

/** The name that a type has in a version; in the one in force if that version does not have it. */
function nameThen({ terms }: ReadStore, prospect: Prospect, type: number): string {
  return prospect.nameOf(type) ?? terms.byId(type).name;
}

/** The types at the ends of the relations of a type by their names in a version, each pair with how many have it. */
export function endsOf(
  store: ReadStore,
  part: PartName,
  prospect: Prospect,
): { from: string | null; to: string | null; count: number }[] {
  const term = termOf(store, part);
  const ids = term ? idsOf(store, term, prospect) : '[]';
  const name = (type: number | null) => (type === null ? null : nameThen(store, prospect, type));
  return store.db
    .all<{ from_type: number | null; to_type: number | null; n: number }>(
      sql`
      SELECT coalesce(a.type_id, c.type_id) AS from_type, coalesce(b.type_id, d.type_id) AS to_type, count(*) AS n
      FROM relation r LEFT JOIN span a ON a.id = r.from_span LEFT JOIN span b ON b.id = r.to_span
        LEFT JOIN entity c ON c.id = r.from_entity LEFT JOIN entity d ON d.id = r.to_entity
      WHERE r.type_id IN (SELECT value FROM json_each(${ids})) GROUP BY 1, 2`,
    )
    .map(({ from_type, to_type, n }) => ({ from: name(from_type), to: name(to_type), count: n }));
}

/** Returns the newest change that wrote a row which uses a part, by local id; entities of the registry count too. */
export function newestUse(store: ReadStore, part: PartName): number | null {
  const { db, terms } = store;
  const term = termOf(store, part);
  if (!term) return null;
  const ids = terms.listOf([term.id]);
  const statements: Record<PartName['kind'], Sql | null> = {
    span: sql`
      SELECT max(change_id) FROM (
        SELECT change_id FROM span WHERE type_id IN (SELECT value FROM json_each(${ids}))
        UNION ALL SELECT change_id FROM entity WHERE type_id IN (SELECT value FROM json_each(${ids})))`,
    relation: sql`SELECT max(change_id) FROM relation WHERE type_id IN (SELECT value FROM json_each(${ids}))`,
    label: sql`SELECT max(change_id) FROM label WHERE type_id IN (SELECT value FROM json_each(${ids}))`,
    attribute: sql`
      SELECT max(coalesce(s.change_id, r.change_id)) FROM attribute a
      LEFT JOIN span s ON a.of = 's' AND s.id = a.owner LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
      WHERE a.attribute_id IN (SELECT value FROM json_each(${ids}))`,
    slot: sql`SELECT max(change_id) FROM slot WHERE slot_id IN (SELECT value FROM json_each(${ids}))`,
    layer: null,
  };
  const statement = statements[part.kind];
  return statement && (db.value<number | null>(statement) ?? null);
}
