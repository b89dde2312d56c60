import type { ListedValue } from '../../shared/contract/values.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { hueOf, type ValueList } from '../../shared/scheme-edit/value-lists.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { jsonOf } from './annotation-values.ts';
import { termOf, valuesOf } from './scheme-uses.ts';

interface Page {
  readonly search?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Annotations and documents that have something. */
interface Affected {
  readonly annotations: number;
  readonly documents: number;
}

/** Returns the values of a list that are in use or have a colour, the most frequent first. */
export function listValues(
  store: ReadStore,
  list: ValueList,
  { search = '', offset, limit }: Page,
): { total: number; rows: ListedValue[] } {
  const sought = fold(search);
  const found = valuesIn(store, list).filter(({ value }) => fold(value).includes(sought));
  const rows = found.slice(offset, offset + limit);
  const documents = documentsWith(
    store,
    list,
    rows.map(({ value }) => value),
  );
  return {
    total: found.length,
    rows: rows.map((each) => ({ ...each, documents: documents.get(each.value) ?? 0 })),
  };
}

/** Returns values to offer for what has been written, those that begin with it first. */
export function offerValues(
  store: ReadStore,
  list: ValueList,
  search: string,
  limit: number,
): Omit<ListedValue, 'documents'>[] {
  const sought = fold(search);
  const rank = (value: string) => {
    const folded = fold(value);
    return folded.startsWith(sought)
      ? 0
      : folded.includes(` ${sought}`)
        ? 1
        : folded.includes(sought)
          ? 2
          : 3;
  };
  return valuesIn(store, list)
    .map((each) => ({ each, rank: rank(each.value) }))
    .filter((ranked) => ranked.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ each }) => each);
}

function valuesIn(store: ReadStore, list: ValueList): Omit<ListedValue, 'documents'>[] {
  const { attribute, part } = list;
  const counts = new Map(
    valuesOf(store, part)
      .map(({ value, count }) => [String(value), count] as const)
      .filter(([value]) => value !== ''),
  );
  for (const value of Object.keys(attribute.hues ?? {})) if (!counts.has(value)) counts.set(value, 0);
  return [...counts]
    .map(([value, annotations]) => ({ value, annotations, hue: hueOf(attribute, value) ?? null }))
    .sort((a, b) => b.annotations - a.annotations || (a.value < b.value ? -1 : 1));
}

function documentsWith(
  store: ReadStore,
  { part }: ValueList,
  values: readonly string[],
): Map<string, number> {
  const term = termOf(store, part);
  const rows = store.db.all<{ value: string; n: number }>(sql`
    SELECT a.value, count(DISTINCT coalesce(s.document_id, r.document_id)) AS n FROM attribute a
      LEFT JOIN span s ON a.of = 's' AND s.id = a.owner LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
    WHERE a.attribute_id IN (SELECT value FROM json_each(${store.terms.listOf([term?.id])})) AND a.value IN (SELECT value FROM json_each(${jsonOf(values)})) GROUP BY a.value`);
  return new Map(rows.map(({ value, n }) => [JSON.parse(value) as string, n]));
}

/** Returns how many annotations have one of some values, in all and in each set. */
export function affectedBy(
  store: ReadStore,
  { part }: ValueList,
  values: readonly AttributeValue[],
): Affected & { readonly sets: ({ readonly name: string } & Affected)[] } {
  const term = termOf(store, part);
  const places = store.db.all<{ name: string; set: number; document: number | null; n: number }>(sql`
    SELECT t.name, t.id AS "set", coalesce(s.document_id, r.document_id) AS document, count(*) AS n
    FROM attribute a JOIN annotation_set t ON t.id = a.set_id
      LEFT JOIN span s ON a.of = 's' AND s.id = a.owner LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
    WHERE a.attribute_id IN (SELECT value FROM json_each(${store.terms.listOf([term?.id])})) AND a.value IN (SELECT value FROM json_each(${jsonOf(values)}))
      AND (s.id IS NOT NULL OR r.id IS NOT NULL)
    GROUP BY t.id, 3 ORDER BY t.id`);
  const sum = (rows: typeof places): Affected => ({
    annotations: rows.reduce((total, { n }) => total + n, 0),
    documents: new Set(rows.flatMap(({ document }) => document ?? [])).size,
  });
  const sets = [...Map.groupBy(places, ({ set }) => set).values()];
  return { ...sum(places), sets: sets.map((rows) => ({ name: rows[0]!.name, ...sum(rows) })) };
}
