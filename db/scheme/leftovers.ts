import type { Leftover } from '../../shared/contract/scheme-steps.ts';
import { spanType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';
import { fragmentsOf } from '../rows/span.ts';
import { versionsOfSplit } from './split-versions.ts';
import { spanInContext } from './tally.ts';
import { termOf } from './scheme-uses.ts';
import { currentScheme } from './scheme.ts';

/** A type that is being split, with the number of annotations that are left to decide, and of those that keep it. */
export interface TypeBeingSplit {
  readonly type: string;
  readonly into: string[];
  readonly left: number;
  readonly kept: number;
}

/**
 * The types that the scheme says are being split. What is left of them is what still has their type, in every set, and was not
 * confirmed to keep it.
 */
export function typesBeingSplit(store: ReadStore): TypeBeingSplit[] {
  const { types } = currentScheme(store).scheme;
  return types.flatMap(({ name, splitInto }) => {
    if (!splitInto) return [];
    const term = termOf(store, { kind: 'span', name });
    const ids = store.terms.listOf([term?.id]);
    const all = store.db.value<number>(
      sql`SELECT count(*) FROM span WHERE type_id IN (SELECT value FROM json_each(${ids}))`,
    )!;
    const kept = store.db.value<number>(sql`
      SELECT count(*) FROM confirmation c JOIN span s ON s.id = c.span_id
      WHERE c.version_id IN (SELECT value FROM json_each(${term ? versionsOfSplit(store, term) : '[]'}))
        AND s.type_id IN (SELECT value FROM json_each(${ids}))`)!;
    return [{ type: name, into: [...splitInto], left: all - kept, kept }];
  });
}

interface Row {
  id: number;
  surface_id: number | null;
  document_id: number;
  start: number | null;
  end: number | null;
  fragments: string | null;
}

/** Lists what is left of a type, article by article from the beginning of the text, after one of its annotations. */
export function leftoversOf(
  store: ReadStore,
  { type, after, limit }: { readonly type: string; readonly after?: Uid | undefined; readonly limit: number },
): Leftover[] {
  const { db } = store;
  const term = termOf(store, { kind: 'span', name: type });
  const into = spanType(currentScheme(store).scheme, type)?.splitInto ?? [];
  // It may have its new type by now, so it is looked up by its uid alone.
  const last =
    after && db.get<Row>(sql`SELECT id, document_id, start FROM span WHERE uid = ${toBytes(after)}`);
  return db
    .all<Row>(
      sql`
      SELECT id, document_id, start, "end", fragments, surface_id FROM span WHERE type_id IN (SELECT value FROM json_each(${store.terms.listOf([term?.id])}))
        AND NOT EXISTS (SELECT 1 FROM confirmation c WHERE c.span_id = span.id
          AND c.version_id IN (SELECT value FROM json_each(${term ? versionsOfSplit(store, term) : '[]'})))
        AND (${last?.id ?? null} IS NULL
          OR (document_id, coalesce(start, -1), id) > (${last?.document_id ?? 0}, ${last?.start ?? -1}, ${last?.id ?? 0}))
      ORDER BY document_id, coalesce(start, -1), id LIMIT ${limit}`,
    )
    .map((row) => ({
      ...spanInContext(store, row.id),
      fragments: fragmentsOf(row).map(([start, end]): [number, number] => [start, end]),
      likely: likelyType(store, row.surface_id, into),
    }));
}

/** The type among `into` that most annotations with the same words have. */
function likelyType(store: ReadStore, surface: number | null, into: readonly string[]): string | null {
  if (surface === null) return null;
  const ids = store.terms.listOf(into.map((name) => termOf(store, { kind: 'span', name })?.id));
  const type = store.db.value<number>(sql`
    SELECT type_id FROM span WHERE surface_id = ${surface} AND type_id IN (SELECT value FROM json_each(${ids}))
    GROUP BY type_id ORDER BY count(*) DESC, type_id LIMIT 1`);
  return type === undefined ? null : store.terms.byId(type).name;
}
