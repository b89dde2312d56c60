import { annotationsOf } from '../../db/annotations/annotations.ts';
import { sql } from '../../db/connection/connection.ts';
import { type ReviewRef } from '../../db/review/review.ts';
import { decisionUid } from '../../db/rows/decision.ts';
import { kindOf } from '../../db/rows/index.ts';
import { findId } from '../../db/rows/ids.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { toUid } from '../../db/connection/uid.ts';
import type { OutputOf } from '../../shared/contract/index.ts';
import type { Span } from '../../shared/model/annotation.ts';
import { sameFragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** Returns the open proposals of one article that is not blind, and the number of rejected ones. */
export function proposalsIn(
  store: ReadStore,
  review: ReviewRef,
  document: Uid,
): Pick<OutputOf<'review.inDocument'>, 'spans' | 'relations' | 'rejected'> {
  const cases = store.db.all<{ span: Buffer | null; relation: Buffer | null; state: number }>(sql`
    SELECT s.uid AS span, r.uid AS relation, c.state FROM review_case c LEFT JOIN span s ON s.id = c.span_id
      LEFT JOIN relation r ON r.id = c.relation_id
    WHERE c.document_id = ${findId(store.db, 'document', document) ?? null} AND c.review_id = ${review.id}`);
  const open = new Set<Uid>();
  for (const { span, relation, state } of cases) if (state === 0) open.add(toUid((span ?? relation)!));
  const rejected = cases.filter(({ state }) => state === 3).length;
  if (open.size === 0) return { spans: [], relations: [], rejected };
  const all = annotationsOf(store, document);
  const stands = standIns(store, review, all.spans, open);
  return {
    spans: all.spans.filter((span) => open.has(span.id)),
    relations: all.relations
      .filter((relation) => open.has(relation.id))
      .map((relation) => ({ ...relation, from: stands(relation.from), to: stands(relation.to) })),
    rejected,
  };
}

/**
 * Returns a function that finds what the article shows for an end of a proposed relation: the proposal while it is
 * open, otherwise the span of the target set that was made of it or is the same. If there is none, it returns the end
 * itself, which is not drawn.
 */
function standIns(store: ReadStore, review: ReviewRef, spans: readonly Span[], open: ReadonlySet<Uid>) {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const targets = spans.filter(({ set }) => set === review.targetUid);
  return (end: Uid): Uid => {
    const span = byId.get(end);
    if (!span || open.has(end)) return end;
    const decided = kindOf('decision').read(store, decisionUid(review.uid, end))?.image.result;
    if (decided && byId.has(decided)) return decided;
    const same = targets.find(
      ({ type, fragments, owner }) =>
        owner === undefined && type === span.type && sameFragments(fragments, span.fragments),
    );
    return same?.id ?? end;
  };
}
