import type { CaseOrder, CaseRow } from '../../shared/contract/review.ts';
import { readableText } from '../../shared/model/fragments.ts';
import { parseWhere } from '../../shared/comparison/where.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { shownSql } from './blind.ts';
import { neededFirst } from './needs.ts';
import type { ReviewRef } from './review.ts';
import { caseState } from './state.ts';
import { namesState, whereSql } from './where.ts';

/** Selects cases. */
export interface Chosen {
  /** A condition in the language of `shared/comparison/where.ts`. Selects only open cases unless it names states. */
  readonly where: string;
  readonly group?: { readonly text: string; readonly type: string } | undefined;
}

/** Returns a condition over `review_case c` for the cases that are selected and may be shown. Error: invalid-input. */
export function chosenSql(store: ReadStore, review: ReviewRef, { where, group }: Chosen): Sql {
  const parsed = parseWhere(where);
  const pieces = [
    sql`c.review_id = ${review.id}`,
    // A literal, so that SQLite recognises that it can use the partial indexes of open cases.
    ...(namesState(parsed) ? [] : [sql`c.state = 0`]),
    compose([sql`(`, whereSql(store, parsed, review.target), sql`)`], ''),
    ...(group ? [groupSql(store, group)] : []),
    ...(review.blind > 0 ? [shownSql(review)] : []),
  ];
  return compose(pieces, ' AND ');
}

function groupSql({ db, terms }: ReadStore, { text, type }: NonNullable<Chosen['group']>): Sql {
  const types = terms.listOf([terms.find('span', type)?.id, terms.find('relation', type)?.id]);
  // A group is given by its displayed words; those of discontinuous spans are stored with another separator.
  const ids = db.column<number>(
    sql`SELECT id FROM surface WHERE text = ${text} OR text = ${text.replaceAll(' … ', '\u0000')}`,
  );
  return text === ''
    ? sql`c.surface_id IS NULL AND c.type_id IN (SELECT value FROM json_each(${types}))`
    : sql`c.surface_id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND c.type_id IN (SELECT value FROM json_each(${types}))`;
}

const ORDERS: Readonly<Record<Exclude<CaseOrder, 'uncertain'>, Sql>> = {
  worst: sql`c.score, c.id`,
  best: sql`c.score DESC, c.id`,
  document: sql`c.document_id, c.start, c.id`,
  text: sql`(SELECT coalesce(folded, lower(text)) FROM surface WHERE id = c.surface_id), c.id`,
  type: sql`c.type_id, c.score, c.id`,
  length: sql`c.length DESC, c.id`,
  disagreement: sql`c.disagreement DESC, c.score, c.id`,
};

/**
 * Returns one page of the queue: what a case needs comes before it (`needs.ts`), else in the given order. Cases without a score come
 * first when sorted from the worst score.
 */
export function listCases(
  store: ReadStore,
  review: ReviewRef,
  chosen: Chosen,
  page: {
    readonly order: CaseOrder;
    readonly threshold: number;
    readonly offset: number;
    readonly limit: number;
  },
): CaseRow[] {
  const { order, threshold, offset, limit } = page;
  const all = chosenSql(store, review, chosen);
  // A case without a score is near no threshold.
  const where = order === 'uncertain' ? compose([all, sql`c.score IS NOT NULL`], ' AND ') : all;
  const most = offset + limit;
  const first =
    order === 'uncertain'
      ? uncertain(store, where, threshold, most)
      : store.db.column<number>(
          compose(
            [
              sql`SELECT c.id FROM review_case c WHERE `,
              where,
              sql` ORDER BY `,
              ORDERS[order],
              sql` LIMIT ${most}`,
            ],
            '',
          ),
        );
  return neededFirst(store.db, first, where)
    .slice(offset)
    .map((id) => caseRow(store, id)!);
}

/** Sorts by distance to the threshold: reads both sides in the order of an index, then merges them. */
function uncertain({ db }: ReadStore, where: Sql, threshold: number, most: number): number[] {
  return db.column<number>(
    compose(
      [
        sql`SELECT id FROM (SELECT * FROM (SELECT c.id, c.score FROM review_case c WHERE `,
        where,
        sql` AND c.score >= ${threshold} ORDER BY c.score, c.id LIMIT ${most}) UNION ALL SELECT * FROM (SELECT c.id, c.score FROM review_case c WHERE `,
        where,
        sql` AND c.score < ${threshold} ORDER BY c.score DESC, c.id LIMIT ${most})) ORDER BY abs(score - ${threshold}), id LIMIT ${most}`,
      ],
      '',
    ),
  );
}

interface StoredCase {
  id: number;
  uid: Buffer;
  span_id: number | null;
  document: Buffer;
  title: string;
  source: Buffer;
  type_id: number;
  text: string | null;
  score: number | null;
  disagreement: number;
  state: number;
}

/** Returns a case by its local id. */
export function caseRow({ db, terms }: ReadStore, id: number): CaseRow | undefined {
  const row = db.get<StoredCase>(sql`
    SELECT c.id, coalesce(s.uid, r.uid) AS uid, c.span_id, d.uid AS document,
      coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name) AS title, a.uid AS source, c.type_id, u.text, c.score,
      c.disagreement, c.state
    FROM review_case c LEFT JOIN span s ON s.id = c.span_id LEFT JOIN relation r ON r.id = c.relation_id
      JOIN document d ON d.id = c.document_id JOIN annotation_set a ON a.id = c.source_id
      LEFT JOIN surface u ON u.id = c.surface_id
    WHERE c.id = ${id}`);
  return (
    row && {
      id: toUid(row.uid),
      kind: row.span_id === null ? 'relation' : 'span',
      document: toUid(row.document),
      documentTitle: row.title,
      source: toUid(row.source),
      type: terms.byId(row.type_id).name,
      text: readableText(row.text ?? ''),
      score: row.score,
      disagreement: row.disagreement,
      state: caseState(row.state),
    }
  );
}

/** Returns the number of selected cases, and the number of their documents. */
export function countCases(
  store: ReadStore,
  review: ReviewRef,
  chosen: Chosen,
): { cases: number; documents: number } {
  const where = chosenSql(store, review, chosen);
  return store.db.get<{ cases: number; documents: number }>(
    compose(
      [
        sql`SELECT count(*) AS cases, count(DISTINCT c.document_id) AS documents FROM review_case c WHERE `,
        where,
      ],
      '',
    ),
  )!;
}
