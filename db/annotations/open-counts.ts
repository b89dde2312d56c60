import { NAME, requirementsOf } from '../../shared/model/open-items.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { documentsChangedSince, lastChange } from '../journal/since.ts';
import { findId } from '../rows/ids.ts';
import { currentScheme } from '../scheme/scheme.ts';
import { currentVersion } from '../scheme/terms.ts';
import { hasBatch } from '../sets/set-counts.ts';

/** How many open items documents have in one set. */
export interface OpenCounts {
  /** Returns the number of a document by its local id. */
  of(document: number): number;
  /** Returns a condition on a document `d`: that it has open items. */
  readonly condition: Sql;
}

/** The numbers by local id of the document; of one that is not listed it is `others`. */
interface Counted {
  readonly others: number;
  readonly listed: Map<number, number>;
}

/** A requirement as the statements look for it; or several, if one statement can count them. */
interface Resolved {
  readonly lack: Lack;
  /**
   * JSON: the local id of the type, and of all that are read as it, with that of the attribute or slot: of two values that are read as
   * the attribute's, its own counts.
   */
  readonly types: string;
  /** JSON: the local ids of the attribute or slot and of all that are read as it. */
  readonly parts: string;
  /** JSON: the values that are read as that of a name. */
  readonly names: string;
}

const resolved = new WeakMap<
  ReadStore,
  { readonly version: Uid | undefined; readonly all: readonly Resolved[] }
>();

/** Looks up the terms of all requirements once for each version of the scheme: they are counted after every tag. */
function resolvedOf(store: ReadStore): readonly Resolved[] {
  const version = currentVersion(store.db);
  const known = resolved.get(store);
  if (known && known.version === version) return known.all;
  const { terms } = store;
  const value = JSON.stringify(NAME.value);
  const groups = new Map<
    string,
    { lack: Lack; types: Record<number, number>; parts: number[]; names: string }
  >();
  for (const requirement of requirementsOf(currentScheme(store).scheme)) {
    const { what, name } = requirement;
    const lack = what === 'attribute' ? requirement.of : what;
    const type =
      what === 'label'
        ? terms.find('label', name)
        : terms.find(lack === 'relation' ? 'relation' : 'span', requirement.type);
    if (!type) continue;
    const attribute = what === 'entity' ? NAME.attribute : name;
    const part =
      what === 'label' ? undefined : terms.find(what === 'slot' ? 'slot' : 'attribute', attribute, type);
    const names = part ? terms.storedValues([part.id], value) : JSON.stringify([value]);
    // A scheme has many types whose names want an entity, and each statement costs as much as reading some spans.
    const key = what === 'entity' ? names : JSON.stringify(requirement);
    const group = groups.get(key) ?? { lack, types: {}, parts: [], names };
    groups.set(key, group);
    for (const id of terms.idsOf(type.id)) group.types[id] = part?.id ?? -1;
    if (part) group.parts.push(...terms.idsOf(part.id));
  }
  const all = [...groups.values()].map(({ types, parts, ...rest }) => ({
    ...rest,
    types: JSON.stringify(types),
    parts: JSON.stringify(parts),
  }));
  resolved.set(store, { version, all });
  return all;
}

/** SQLite allows 500 parts in one statement, and a large scheme has more requirements. */
const MOST_PARTS = 100;

/**
 * Counts the open items of documents in a set, as `openItemsIn` lists them: of all documents, or of those with these local ids. One
 * statement for most schemes, because it runs after every tag.
 */
function count(store: ReadStore, set: Uid | undefined, documents?: readonly number[]): Counted {
  const { db } = store;
  const setId = set === undefined ? undefined : findId(db, 'annotation_set', set);
  const requirements = resolvedOf(store);
  const others = requirements.filter(({ lack }) => lack === 'label').length;
  const listed = new Map(documents?.map((id) => [id, others]));
  for (let i = 0; setId !== undefined && i < requirements.length; i += MOST_PARTS) {
    const parts = requirements
      .slice(i, i + MOST_PARTS)
      .map((each) =>
        compose([...spansOf(each, setId, documents), LACKS[each.lack](each), sql`GROUP BY s.document_id`]),
      );
    for (const { document, n } of db.all<{ document: number; n: number }>(compose(parts, ' UNION ALL ')))
      listed.set(document, (listed.get(document) ?? others) + n);
  }
  return { others, listed };
}

type Lack = 'label' | 'slot' | 'entity' | 'span' | 'relation';

/** The condition under which a span or relation lacks what is required; a label is counted where it is present. */
const LACKS: Readonly<Record<Lack, (each: Resolved) => Sql>> = {
  label: () => sql``,
  span: ({ parts }) => sql`WHERE NOT EXISTS (SELECT 1 FROM attribute a WHERE a.owner = s.id AND a.of = 's'
    AND a.attribute_id IN (SELECT value FROM json_each(${parts})))`,
  relation: ({ parts }) => sql`WHERE NOT EXISTS (SELECT 1 FROM attribute a WHERE a.owner = r.id AND a.of = 'r'
    AND a.attribute_id IN (SELECT value FROM json_each(${parts})))`,
  slot: ({ parts }) => sql`WHERE NOT EXISTS (SELECT 1 FROM slot f WHERE f.span_id = s.id
    AND f.slot_id IN (SELECT value FROM json_each(${parts})))`,
  entity: ({
    parts,
    names,
  }) => sql`WHERE NOT EXISTS (SELECT 1 FROM mention m WHERE m.span_id = s.id) AND coalesce(
      (SELECT a.value FROM attribute a WHERE a.owner = s.id AND a.of = 's' AND a.attribute_id = t.value),
      (SELECT a.value FROM attribute a WHERE a.owner = s.id AND a.of = 's'
        AND a.attribute_id IN (SELECT value FROM json_each(${parts})) LIMIT 1), ${JSON.stringify(NAME.value)})
    IN (SELECT value FROM json_each(${names}))`,
};

/** Returns what comes before the condition: the spans (or relations) of the type, in an order of joins in which all are index look-ups. */
function spansOf({ lack, types }: Resolved, set: number, documents: readonly number[] | undefined): Sql[] {
  const among = documents && JSON.stringify(documents);
  if (lack === 'label')
    return [
      sql`SELECT s.document_id AS document, -1 AS n FROM`,
      ...(among === undefined
        ? [sql`label s WHERE`]
        : [sql`json_each(${among}) j CROSS JOIN label s ON s.document_id = j.value WHERE`]),
      sql`s.set_id = ${set} AND s.type_id IN (SELECT key FROM json_each(${types}))`,
    ];
  const counted = sql`SELECT s.document_id AS document, count(*) AS n FROM json_each(${types}) t`;
  if (lack === 'relation')
    return among === undefined
      ? [
          counted,
          sql`CROSS JOIN relation r ON r.type_id = t.key AND r.set_id = ${set}
            CROSS JOIN span s ON s.id = r.from_span AND s.set_id = ${set}`,
        ]
      : [
          counted,
          sql`CROSS JOIN json_each(${among}) j CROSS JOIN span s ON s.document_id = j.value AND s.set_id = ${set}
            CROSS JOIN relation r ON r.from_span = s.id AND r.set_id = ${set} AND r.type_id = t.key`,
        ];
  return [
    counted,
    ...(among === undefined ? [] : [sql`CROSS JOIN json_each(${among}) j`]),
    sql`CROSS JOIN span s ON s.type_id = t.key AND s.set_id = ${set}`,
    ...(among === undefined ? [] : [sql`AND s.document_id = j.value`]),
  ];
}

function countsOf({ others, listed }: Counted): OpenCounts {
  const ids = (fits: (n: number) => boolean) =>
    JSON.stringify([...listed].filter(([, n]) => fits(n)).map(([id]) => id));
  return {
    of: (document) => listed.get(document) ?? others,
    get condition() {
      return others > 0
        ? sql`d.id NOT IN (SELECT value FROM json_each(${ids((n) => n === 0)}))`
        : sql`d.id IN (SELECT value FROM json_each(${ids((n) => n > 0)}))`;
    },
  };
}

/** Counts the open items of these documents, by local ids. A set that does not exist has no annotations. */
export function openCounts(store: ReadStore, set: Uid | undefined, documents: readonly number[]): OpenCounts {
  return countsOf(count(store, set, documents));
}

interface Kept {
  readonly change: number;
  readonly version: Uid | undefined;
  readonly counted: Counted;
}

/** By the uid of the set. */
const kept = new WeakMap<ReadStore, Map<Uid | undefined, Kept>>();

/** With more changed documents than this, counting from scratch is as fast. */
const MOST_FOLLOWED = 1000;

/**
 * Counts the open items of all documents. Counted once while the project is open and the scheme stays; then only the documents that
 * the journal names are counted again: a list in this order asks after every tag.
 */
export function keptOpenCounts(store: ReadStore, set: Uid | undefined): OpenCounts {
  const { db } = store;
  const sets = kept.get(store) ?? new Map<Uid | undefined, Kept>();
  kept.set(store, sets);
  return db.snapshot(() => {
    const [change, version] = [lastChange(store), currentVersion(db)];
    const before = sets.get(set);
    const known = before && before.version === version && before.change <= change ? before : undefined;
    const counted = (known && follow(store, set, known)) ?? count(store, set);
    sets.set(set, { change, version, counted });
    return countsOf(counted);
  });
}

/** Counts again what has changed; undefined if all has to be counted from scratch. */
function follow(store: ReadStore, set: Uid | undefined, { change, counted }: Kept): Counted | undefined {
  if (hasBatch(store.db, change)) return undefined;
  const changed = documentsChangedSince(store, change);
  if (changed.length > MOST_FOLLOWED) return undefined;
  if (changed.length > 0) for (const [id, n] of count(store, set, changed).listed) counted.listed.set(id, n);
  return counted;
}
