import type { CaseGroup } from '../../shared/contract/review.ts';
import { readableText } from '../../shared/model/fragments.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { currentScheme } from '../scheme/scheme.ts';
import { neededGroupsFirst, type GroupKey } from './needs.ts';
import { chosenSql, type Chosen } from './queue.ts';
import type { ReviewRef } from './review.ts';

interface GroupRow extends GroupKey {
  readonly n: number;
  readonly documents: number;
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** The columns of a group; `type` is SQL for the type of a case `c`. */
function columns(type: Sql): Sql {
  return compose(
    [
      sql`c.surface_id AS surface, `,
      type,
      sql` AS type, count(*) AS n, count(DISTINCT c.document_id) AS documents, min(c.score) AS lowest, max(c.score) AS highest`,
    ],
    '',
  );
}

/** Groups cases with the same words and type: the largest groups first, but those that a group needs before it. */
export function listGroups(
  store: ReadStore,
  review: ReviewRef,
  chosen: Chosen,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): CaseGroup[] {
  const { db, terms } = store;
  const where = chosenSql(store, review, chosen);
  const type = terms.readAs(sql`c.type_id`);
  const first = db.all<GroupRow>(
    compose([
      sql`SELECT`,
      columns(type),
      sql`FROM review_case c WHERE`,
      where,
      sql`GROUP BY c.surface_id,`,
      type,
      sql`ORDER BY n DESC, c.surface_id, 2 LIMIT ${offset + limit}`,
    ]),
  );
  const rows = new Map(first.map((row) => [keyOf(row), row]));
  const needing = needingTypes(store);
  const groups = neededGroupsFirst(db, first, { chosen: where, type, needing }).slice(offset);
  for (const row of groupsOf(store, groups, where, rows)) rows.set(keyOf(row), row);
  return groups.map((group) => {
    const { n, documents, lowest, highest } = rows.get(keyOf(group))!;
    const words = db.value<string>(sql`SELECT text FROM surface WHERE id = ${group.surface}`);
    return {
      text: readableText(words ?? ''),
      type: terms.byId(group.type).name,
      count: n,
      documents,
      lowest,
      highest,
    };
  });
}

/** Returns the local ids of types with slots, and of relation types. */
function needingTypes(store: ReadStore): number[] {
  const { types, relations } = currentScheme(store).scheme;
  return [
    ...types.filter(({ slots }) => slots.length > 0).map(({ name }) => store.terms.find('span', name)),
    ...relations.map(({ name }) => store.terms.find('relation', name)),
  ].flatMap((term) => (term ? [term.id] : []));
}

/** Counts the groups that are not among those already read. */
function groupsOf(
  { db, terms }: ReadStore,
  groups: readonly GroupKey[],
  where: Sql,
  known: ReadonlyMap<string, GroupRow>,
): GroupRow[] {
  const others = groups.filter((group) => !known.has(keyOf(group)));
  if (others.length === 0) return [];
  const keys = JSON.stringify(others.map(({ surface, type }) => [surface, type]));
  const type = terms.readAs(sql`c.type_id`);
  return db.all<GroupRow>(
    compose([
      sql`SELECT`,
      columns(type),
      sql`FROM json_each(${keys}) j CROSS JOIN review_case c ON c.surface_id IS j.value->>0 AND j.value->>1 =`,
      type,
      sql`WHERE`,
      where,
      sql`GROUP BY c.surface_id,`,
      type,
    ]),
  );
}

function keyOf({ surface, type }: GroupKey): string {
  return `${surface} ${type}`;
}
