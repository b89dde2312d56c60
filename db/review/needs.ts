import { compose } from '../connection/compose.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';

/** How many steps from a case to what it needs are followed: a claim about a claim about a claim. Ends a circle, too. */
const STEPS = 8;

/**
 * SQL whose rows are the spans that a span or relation needs: the fillers of its slots with their evidence, the ends of a relation.
 * `span` and `relation` are columns, one of which is NULL.
 */
export function neededSpansSql(span: Sql, relation: Sql): Sql {
  return compose(
    [
      sql`SELECT filler_span AS id FROM slot WHERE filler_span IS NOT NULL AND span_id = `,
      span,
      sql` UNION ALL SELECT e.span_id FROM slot f JOIN slot_evidence e ON e.slot_id = f.id WHERE f.span_id = `,
      span,
      sql` UNION ALL SELECT from_span FROM relation WHERE from_span IS NOT NULL AND id = `,
      relation,
      sql` UNION ALL SELECT to_span FROM relation WHERE to_span IS NOT NULL AND id = `,
      relation,
    ],
    '',
  );
}

/** Cases with the same words and type, by local ids. */
export interface GroupKey {
  /** NULL for implicit spans. */
  readonly surface: number | null;
  readonly type: number;
}

/**
 * Returns the first cases of a queue so that those that a case needs come before it, and all others keep their order: a mention
 * moves up to the first claim that it has a part in.
 *
 * The cases that have a place among the first `first.length` are found from these alone, because each of them is needed by, or is,
 * one of these. So the cost is that of the page, however long the queue is.
 *
 * @param first local ids of the first cases of the queue, in its order
 * @param chosen SQL over `review_case c` for the cases of the queue
 */
export function neededFirst(db: ReadDb, first: readonly number[], chosen: Sql): number[] {
  return db.column<number>(
    compose(
      [
        sql`
        WITH RECURSIVE reached(place, id, steps) AS (
          SELECT j.key, j.value, 0 FROM json_each(${JSON.stringify(first)}) j
          UNION
          SELECT r.place, c.id, r.steps + 1 FROM reached r CROSS JOIN review_case n ON n.id = r.id
            CROSS JOIN review_case c ON c.span_id IN (`,
        neededSpansSql(sql`n.span_id`, sql`n.relation_id`),
        sql`) WHERE r.steps < ${STEPS} AND c.id <> n.id AND `,
        chosen,
        sql`)
        SELECT r.id FROM reached r JOIN review_case c ON c.id = r.id
        GROUP BY r.id ORDER BY min(r.place * ${STEPS + 1} - r.steps), c.start, r.id LIMIT ${first.length}`,
      ],
      '',
    ),
  );
}

/**
 * Like `neededFirst`, for groups of cases: a group needs those with something that one of its cases needs.
 *
 * @param type SQL for the type that a case `c` is read as
 * @param needing local ids of the types whose spans or relations can need others; of the rest, no case is read
 */
export function neededGroupsFirst(
  db: ReadDb,
  first: readonly GroupKey[],
  {
    chosen,
    type,
    needing,
  }: { readonly chosen: Sql; readonly type: Sql; readonly needing: readonly number[] },
): GroupKey[] {
  const keys = JSON.stringify(first.map(({ surface, type }) => [surface, type]));
  return db.all<GroupKey>(
    compose(
      [
        sql`
        WITH RECURSIVE reached(place, surface, type, steps) AS (
          SELECT j.key, j.value->>0, j.value->>1, 0 FROM json_each(${keys}) j
          UNION
          SELECT r.place, c.surface_id, `,
        type,
        sql`, r.steps + 1 FROM reached r
            CROSS JOIN review_case n ON n.id IN (
              SELECT c.id FROM review_case c WHERE c.surface_id IS r.surface AND r.type = `,
        type,
        sql` AND `,
        chosen,
        sql`) CROSS JOIN review_case c ON c.span_id IN (`,
        neededSpansSql(sql`n.span_id`, sql`n.relation_id`),
        sql`) WHERE r.steps < ${STEPS} AND r.type IN (SELECT value FROM json_each(${JSON.stringify(needing)})) AND `,
        chosen,
        sql`)
        SELECT surface, type FROM reached GROUP BY surface, type
        ORDER BY min(place * ${STEPS + 1} - steps), surface, type LIMIT ${first.length}`,
      ],
      '',
    ),
  );
}
