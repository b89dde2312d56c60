import type { OutputOf } from '../../shared/contract/index.ts';
import { compose } from '../connection/compose.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { blindSql, doneSql } from './blind.ts';
import { chosenSql } from './queue.ts';
import type { ReviewRef } from './review.ts';

/** Returns, for each type and hundredth of the score, the number of open cases and how decided ones turned out. */
export function scoreBins(
  store: ReadStore,
  review: ReviewRef,
  where: string,
): OutputOf<'review.scores'>['types'] {
  const chosen = chosenSql(store, review, {
    where: where === '' ? ANY_STATE : `(${where}) and ${ANY_STATE}`,
  });
  const type = store.terms.readAs(sql`c.type_id`);
  const rows = store.db.all<{ type_id: number; bin: number; open: number; right: number; wrong: number }>(
    compose(
      [
        sql`
        SELECT `,
        type,
        sql` AS type_id, CAST(c.score * 100 AS INTEGER) AS bin, sum(c.state = 0) AS open, sum(c.state = 1) AS "right",
          sum(c.state IN (2, 3)) AS wrong
        FROM review_case c WHERE c.score IS NOT NULL AND `,
        chosen,
        sql` GROUP BY 1, bin ORDER BY 1, bin`,
      ],
      '',
    ),
  );
  const types = new Map<number, OutputOf<'review.scores'>['types'][number]>();
  for (const { type_id, bin, open, right, wrong } of rows) {
    let found = types.get(type_id);
    if (!found) types.set(type_id, (found = { type: store.terms.byId(type_id).name, bins: [] }));
    found.bins.push({ score: bin / 100, open, right, wrong });
  }
  return [...types.values()];
}

/** Selects all states but `superseded`. */
const ANY_STATE = 'state in (open, accepted, corrected, rejected, skipped, flagged)';

/**
 * Compares the accept rate of shown proposals with the agreement on hidden ones: how many of the proposals in blind
 * documents that are done the analyst annotated in the same way without seeing them.
 */
export function honesty({ db, terms }: ReadStore, review: ReviewRef): OutputOf<'review.honesty'> {
  const { id, target, blind } = review;
  const isBlind = blindSql(blind);
  const shown = db.get<OutputOf<'review.honesty'>['shown']>(
    compose(
      [
        sql`
        SELECT count(DISTINCT c.document_id) AS documents, count(*) AS decided, coalesce(sum(c.state = 1), 0) AS accepted,
          coalesce(sum(c.state = 2), 0) AS corrected, coalesce(sum(c.state = 3), 0) AS rejected
        FROM review_case c JOIN document d ON d.id = c.document_id
        WHERE c.review_id = ${id} AND c.state IN (1, 2, 3) AND NOT `,
        isBlind,
      ],
      '',
    ),
  )!;
  const documents = db.get<{ documents: number; done: number; annotated: number }>(
    compose(
      [
        sql`
        SELECT count(*) AS documents, coalesce(sum(done), 0) AS done, coalesce(sum(CASE WHEN done THEN annotated END), 0) AS annotated
        FROM (SELECT `,
        doneSql(target),
        sql` AS done, (SELECT count(*) FROM span s WHERE s.document_id = d.id AND s.set_id = ${target} AND s.owner_id IS NULL
            AND s.derived_from IS NULL) AS annotated
          FROM document d WHERE EXISTS (SELECT 1 FROM review_case c WHERE c.document_id = d.id AND c.review_id = ${id}) AND `,
        isBlind,
        sql`)`,
      ],
      '',
    ),
  )!;
  // Count only what existed before the proposals became visible: annotations accepted later are derived from them.
  const proposals = db.get<{ proposed: number; agreed: number }>(
    compose(
      [
        sql`
        SELECT count(*) AS proposed, coalesce(sum(EXISTS (
            SELECT 1 FROM span t WHERE t.document_id = s.document_id AND t.set_id = ${target} AND t.start = s.start
              AND t."end" = s."end" AND `,
        terms.readAs(sql`t.type_id`),
        sql` = `,
        terms.readAs(sql`s.type_id`),
        sql` AND t.fragments IS s.fragments AND t.derived_from IS NULL)), 0) AS agreed
        FROM review_case c JOIN span s ON s.id = c.span_id JOIN document d ON d.id = c.document_id
        WHERE c.review_id = ${id} AND c.state <> 6 AND `,
        isBlind,
        sql` AND `,
        doneSql(target),
      ],
      '',
    ),
  )!;
  return { shown, blind: { ...documents, ...proposals } };
}
