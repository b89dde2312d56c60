import type { ClaimFilter, ClaimGroup, ClaimRow } from '../../shared/contract/claims.ts';
import type { ClaimGrouping, FoldedGroups } from '../../shared/model/claim-groups.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { sortedClaims, type ClaimSorting } from './claim-filter.ts';
import { claimRow, readable } from './claim-rows.ts';
import { claimTerms, type ClaimTerms } from './claim-terms.ts';

export interface GroupSorting extends ClaimSorting {
  readonly by: ClaimGrouping;
}

interface Range {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** The first letter of the key of a group, by what it is. */
const KINDS = { e: 'entity', w: 'words', v: 'value', n: 'none' } as const satisfies Record<
  string,
  ClaimGroup['kind']
>;
/** In a list, entities and values come first, then words that are linked to none, and what has neither last. */
const RANKS: Readonly<Record<ClaimGroup['kind'], number>> = { entity: 0, value: 0, words: 1, none: 2 };

/** Returns the groups of the claims that pass a filter, in the order of the list. */
export function groupsOfClaims(
  store: ReadStore,
  scheme: Scheme,
  filter: ClaimFilter,
  sorting: GroupSorting,
): ClaimGroup[] {
  const terms = claimTerms(store, scheme);
  return groupsIn(store, keyedClaims(store, terms, filter, sorting), sorting);
}

/** Returns the claims of the groups that are not folded, group by group; a claim with several claimers repeatedly. */
export function groupedClaims(
  store: ReadStore,
  scheme: Scheme,
  filter: ClaimFilter,
  sorting: GroupSorting,
  { folded, ...range }: Range & { readonly folded: FoldedGroups },
): { readonly total: number; readonly rows: ClaimRow[] } {
  const terms = claimTerms(store, scheme);
  const keyed = keyedClaims(store, terms, filter, sorting);
  const open = openGroups(store, keyed, sorting, folded);
  const ids = store.db.column<number>(compose([keyed, inGroups(open, range)]));
  return {
    total: open.reduce((sum, { claims }) => sum + claims, 0),
    rows: ids.map((id) => claimRow(store, terms, id)),
  };
}

/** Returns the ids of the claims that pass a filter, or of those in the groups that are not folded. */
export function claimIds(
  store: ReadStore,
  scheme: Scheme,
  filter: ClaimFilter,
  sorting: ClaimSorting,
  {
    groups,
    ...range
  }: Range & { readonly groups?: { readonly by: ClaimGrouping; readonly folded: FoldedGroups } | undefined },
): Uid[] {
  const terms = claimTerms(store, scheme);
  let ids: readonly number[];
  if (groups) {
    const by = { ...sorting, by: groups.by };
    const keyed = keyedClaims(store, terms, filter, by);
    ids = store.db.column<number>(
      compose([keyed, inGroups(openGroups(store, keyed, by, groups.folded), range)]),
    );
  } else {
    const { offset = 0, limit } = range;
    ids = sortedClaims(store, terms, filter, sorting)
      .slice(offset, limit === undefined ? undefined : offset + limit)
      .map(({ id }) => id);
  }
  return store.db
    .column<Buffer>(
      sql`SELECT s.uid FROM json_each(${JSON.stringify(ids)}) c CROSS JOIN span s ON s.id = c.value ORDER BY c.key`,
    )
    .map((uid) => toUid(uid));
}

function openGroups(
  store: ReadStore,
  keyed: Sql,
  sorting: GroupSorting,
  { all, except }: FoldedGroups,
): ClaimGroup[] {
  const named = new Set(except);
  return groupsIn(store, keyed, sorting).filter(({ key }) => all === named.has(key));
}

/** Returns the rest of a statement that begins with `keyed`: the local ids of the claims of some groups, in the order of these. */
function inGroups(groups: readonly ClaimGroup[], { offset = 0, limit = -1 }: Range): Sql {
  return sql`SELECT k.id FROM json_each(${JSON.stringify(groups.map(({ key }) => key))}) g JOIN keyed k ON k.key = g.value
    ORDER BY g.key, k.place LIMIT ${limit} OFFSET ${offset}`;
}

/** Returns the local ids of the claims that pass, in order, as a JSON array. */
function idsOf(store: ReadStore, terms: ClaimTerms, filter: ClaimFilter, sorting: ClaimSorting): string {
  return JSON.stringify(sortedClaims(store, terms, filter, sorting).map(({ id }) => id));
}

/**
 * Returns the beginning of a statement: `keyed` holds a row for each claim in each of its groups, with the place of the claim in the
 * list. Words are compared folded, as they are stored; words longer than that, and texts without a span, as they are
 * written, in lower case.
 */
function keyedClaims(store: ReadStore, terms: ClaimTerms, filter: ClaimFilter, sorting: GroupSorting): Sql {
  const ids = idsOf(store, terms, filter, sorting);
  if (sorting.by === 'topic') {
    const mergedTopics = store.terms.mergedValues(JSON.parse(terms.topic) as number[]);
    return sql`
      WITH keyed AS MATERIALIZED (
        SELECT c.key AS place, c.value AS id, coalesce('v' || nullif(coalesce(m.value, a.value), '""'), 'n') AS key,
          coalesce(m.value, a.value) AS name
        FROM json_each(${ids}) c LEFT JOIN attribute a ON a.owner = c.value AND a.of = 's'
          AND a.attribute_id IN (SELECT value FROM json_each(${terms.topic}))
          LEFT JOIN json_each(${mergedTopics}) m ON m.key = a.value)`;
  }
  const slots = sorting.by === 'claimer' ? terms.claimers : terms.objects;
  return sql`
    WITH keyed AS MATERIALIZED (
      SELECT c.key AS place, c.value AS id,
        CASE WHEN f.id IS NULL THEN 'n' WHEN e.id IS NOT NULL THEN 'e' || lower(hex(e.uid))
          ELSE 'w' || coalesce(u.folded, lower(coalesce(u.text, f.filler_text, d.title, ''))) END AS key,
        min(coalesce(e.name, u.text, f.filler_text, nullif(d.title, ''), d.name)) AS name
      FROM json_each(${ids}) c
        LEFT JOIN slot f ON f.span_id = c.value AND f.slot_id IN (SELECT value FROM json_each(${slots})) AND f.empty_reason IS NULL
        LEFT JOIN mention m ON m.span_id = f.filler_span
        LEFT JOIN entity e ON e.id = coalesce(m.entity_id, f.filler_entity)
        LEFT JOIN span x ON x.id = f.filler_span LEFT JOIN surface u ON u.id = x.surface_id
        LEFT JOIN document d ON d.id = f.filler_document
      GROUP BY 1, 2, 3)`;
}

function groupsIn({ db }: ReadStore, keyed: Sql, { by, order, descending }: GroupSorting): ClaimGroup[] {
  const rows = db.all<{ key: string; name: string | null; claims: number }>(
    compose([keyed, sql`SELECT key, min(name) AS name, count(*) AS claims FROM keyed GROUP BY key`]),
  );
  const groups = rows.map(({ key, name, claims }): ClaimGroup => {
    const kind = KINDS[key[0] as keyof typeof KINDS];
    const shown = kind === 'none' ? '' : kind === 'value' ? String(JSON.parse(name!)) : readable(name ?? '');
    return { key, kind, name: shown, claims };
  });
  const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
  const named = (a: ClaimGroup, b: ClaimGroup) => compare(a.name, b.name) || (a.key < b.key ? -1 : 1);
  const within =
    order === by
      ? (a: ClaimGroup, b: ClaimGroup) => (descending ? named(b, a) : named(a, b))
      : (a: ClaimGroup, b: ClaimGroup) => b.claims - a.claims || named(a, b);
  return groups.sort((a, b) => RANKS[a.kind] - RANKS[b.kind] || within(a, b));
}
