import { sql } from '../connection/connection.ts';
import { CASE_STATES } from '../review/state.ts';
import type { Verdict } from '../../shared/model/review.ts';
import { derivedRows, inPages } from './define.ts';

interface CaseRow {
  readonly id: number;
  readonly source_id: number;
  readonly document_id: number | null;
  readonly type_id: number;
  readonly surface_id: number | null;
  readonly start: number;
  readonly length: number;
  readonly score: number | null;
  readonly state: number;
  readonly span_id: number | null;
  readonly of_set: number;
  readonly of_document: number | null;
  readonly of_type: number;
  readonly of_score: number | null;
  readonly of_surface: number | null;
  readonly of_start: number | null;
  readonly words: string | null;
  readonly verdict: Verdict | null;
}

/**
 * The cases of the review queues. A faulty case is removed; opening the queue creates missing ones. The words, keys and
 * disagreement of a relation's case are not compared, because they date from the time when the case was created.
 */
export const reviewCases = derivedRows('cases of the review queue', function* (store) {
  const rows = inPages<CaseRow>(
    store,
    (after, limit) => sql`
      SELECT c.id, c.source_id, c.document_id, c.type_id, c.surface_id, c.start, c.length, c.score, c.state, c.span_id,
        coalesce(s.set_id, r.set_id) AS of_set, coalesce(s.document_id, r.document_id) AS of_document,
        coalesce(s.type_id, r.type_id) AS of_type, coalesce(s.score, r.score) AS of_score, s.surface_id AS of_surface,
        s.start AS of_start, u.text AS words, d.verdict
      FROM review_case c LEFT JOIN span s ON s.id = c.span_id LEFT JOIN relation r ON r.id = c.relation_id
        LEFT JOIN surface u ON u.id = s.surface_id
        LEFT JOIN decision d ON d.review_id = c.review_id AND d.proposal = coalesce(s.uid, r.uid)
      WHERE c.id > ${after} ORDER BY c.id LIMIT ${limit}`,
  );
  for (const row of rows) {
    const wrong = whatIsWrong(row);
    if (wrong === undefined) continue;
    yield {
      message: `a case of “${row.words ?? 'a relation'}” has another ${wrong} than its proposal`,
      mend: (db) => db.run(sql`DELETE FROM review_case WHERE id = ${row.id}`),
    };
  }
});

function whatIsWrong(row: CaseRow): string | undefined {
  if (row.source_id !== row.of_set) return 'set';
  if (row.document_id !== row.of_document) return 'document';
  if (row.type_id !== row.of_type) return 'type';
  if (row.score !== row.of_score) return 'score';
  // Whether a case is superseded is determined again at each opening of the queue.
  const isUndecided = row.state === CASE_STATES.open || row.state === CASE_STATES.superseded;
  if (row.verdict === null ? !isUndecided : row.state !== CASE_STATES[row.verdict]) return 'state';
  if (row.span_id === null) return undefined;
  if (row.surface_id !== row.of_surface) return 'quote';
  if (row.start !== (row.of_start ?? 0) || row.length !== (row.words ?? '').length) return 'place';
  return undefined;
}
