import type { ReviewSource } from '../../shared/contract/review.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { AnnotationSet, SetKind } from '../../shared/model/set.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { MESSAGES } from '../messages.ts';
import { CASE_STATES } from './state.ts';

/** A review with the local ids of the database. */
export interface ReviewRef {
  readonly id: number;
  readonly uid: Uid;
  readonly target: number;
  readonly targetUid: Uid;
  readonly blind: number;
}

/** Returns a review, or undefined if its queue was never opened. */
export function findReview(db: ReadDb, review: Uid): ReviewRef | undefined {
  const row = db.get<{ id: number; target_id: number; target: Buffer; blind: number }>(sql`
    SELECT r.id, r.target_id, a.uid AS target, r.blind FROM review r JOIN annotation_set a ON a.id = r.target_id
    WHERE r.uid = ${toBytes(review)}`);
  return (
    row && { id: row.id, uid: review, target: row.target_id, targetUid: toUid(row.target), blind: row.blind }
  );
}

/** Error: not-found. */
export function requireReview(db: ReadDb, review: Uid): ReviewRef {
  const found = findReview(db, review);
  if (found) return found;
  throw new PostilError('not-found', MESSAGES.noReview, {
    field: 'review',
  });
}

interface SourceRow {
  id: number;
  uid: Buffer;
  name: string;
  kind: SetKind;
  model: string | null;
  superseded: number;
}

/**
 * Returns all sets that could propose to a target set, which are those that hold something, with the progress of their
 * review.
 */
export function reviewSources(
  { db }: ReadStore,
  review: ReviewRef | undefined,
  target: number,
): ReviewSource[] {
  const rows = db.all<SourceRow>(sql`
    SELECT a.id, a.uid, a.name, a.kind, a.model,
      EXISTS (SELECT 1 FROM annotation_set n WHERE n.supersedes_id = a.id) AS superseded
    FROM annotation_set a WHERE a.id <> ${target}
      AND (EXISTS (SELECT 1 FROM span s WHERE s.set_id = a.id) OR a.kind = 'model') ORDER BY a.id`);
  const counts = caseCounts(db, review);
  return rows.map((row) => ({
    id: toUid(row.uid),
    name: row.name,
    kind: row.kind,
    ...(row.model !== null && { model: JSON.parse(row.model) as NonNullable<AnnotationSet['model']> }),
    open: counts.get(row.id)?.open ?? 0,
    decided: counts.get(row.id)?.decided ?? 0,
    started: counts.has(row.id),
    superseded: row.superseded === 1,
  }));
}

/** Counts open and decided cases by source in one scan of an index, because this is queried after each decision. */
function caseCounts(
  db: ReadDb,
  review: ReviewRef | undefined,
): Map<number, { open: number; decided: number }> {
  const counts = new Map<number, { open: number; decided: number }>();
  const rows = db.all<{ source_id: number; state: number; n: number }>(sql`
    SELECT source_id, state, count(*) AS n FROM review_case WHERE review_id = ${review?.id ?? -1} GROUP BY source_id, state`);
  for (const { source_id, state, n } of rows) {
    const source = counts.get(source_id) ?? { open: 0, decided: 0 };
    counts.set(source_id, source);
    if (state === CASE_STATES.open) source.open += n;
    else if (state !== CASE_STATES.superseded) source.decided += n;
  }
  return counts;
}
