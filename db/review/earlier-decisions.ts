import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { keysLike } from './proposal-key.ts';

/** An open proposal and the earlier decision about the same proposal of another run or model. */
export interface Repeated {
  readonly proposal: Uid;
  readonly decision: Uid;
  /** Hex digest of the proposal itself: that of the decision may be of a type that was merged since. */
  readonly key: string;
}

/** Returns the open proposals of a review that were decided before, also under a type that is read as theirs now. */
export function decidedBefore(store: ReadStore, review: number): Repeated[] {
  const same = store.db
    .all<{ proposal: Buffer; decision: Buffer; case_key: Buffer }>(
      sql`
      SELECT coalesce(s.uid, r.uid) AS proposal, c.case_key, (
          SELECT d.uid FROM decision d WHERE d.review_id = c.review_id AND d.case_key = c.case_key
            AND d.verdict IN ('accepted', 'corrected', 'rejected', 'flagged') ORDER BY d.follows IS NOT NULL, d.id DESC LIMIT 1
        ) AS decision
      FROM review_case c LEFT JOIN span s ON s.id = c.span_id LEFT JOIN relation r ON r.id = c.relation_id
      WHERE c.review_id = ${review} AND c.state = 0 AND EXISTS (
        SELECT 1 FROM decision d WHERE d.review_id = c.review_id AND d.case_key = c.case_key
          AND d.verdict IN ('accepted', 'corrected', 'rejected', 'flagged'))`,
    )
    .map(({ proposal, decision, case_key: key }) => ({
      proposal: toUid(proposal),
      decision: toUid(decision),
      key: key.toString('hex'),
    }));
  return store.terms.hasRedirects ? [...same, ...decidedAsMerged(store, review, same)] : same;
}

/** The proposals beside `same` that were decided under a type that was merged into theirs. */
function decidedAsMerged(store: ReadStore, review: number, same: readonly Repeated[]): Repeated[] {
  const { db, terms } = store;
  const merged = terms.listOf(terms.mergedInto());
  const known = new Set(same.map(({ proposal }) => proposal));
  // Only where something was decided, and where a type in it stands for several.
  const rows = db.all<{ proposal: Buffer; document: Buffer; document_id: number }>(sql`
    SELECT coalesce(s.uid, r.uid) AS proposal, d.uid AS document, c.document_id FROM review_case c
      JOIN document d ON d.id = c.document_id LEFT JOIN span s ON s.id = c.span_id LEFT JOIN relation r ON r.id = c.relation_id
    WHERE c.review_id = ${review} AND c.state = 0 AND c.document_id IN (SELECT document_id FROM decision WHERE review_id = ${review})
      AND (c.type_id IN (SELECT value FROM json_each(${merged}))
        OR r.id IS NOT NULL AND EXISTS (SELECT 1 FROM span e WHERE e.id IN (r.from_span, r.to_span)
          AND e.type_id IN (SELECT value FROM json_each(${merged}))))
    ORDER BY c.document_id, c.id`);
  return rows.flatMap((row): Repeated[] => {
    const [proposal, document] = [toUid(row.proposal), toUid(row.document)];
    if (known.has(proposal)) return [];
    const keys = keysLike(store, document, store.texts.textOf(row.document_id), proposal);
    const [own] = keys;
    const decision = db.value<Buffer>(sql`
      SELECT uid FROM decision WHERE review_id = ${review} AND proposal <> ${toBytes(proposal)}
        AND lower(hex(case_key)) IN (SELECT value FROM json_each(${JSON.stringify(keys.map((key) => key.toString('hex')))}))
        AND verdict IN ('accepted', 'corrected', 'rejected', 'flagged') AND document_id = ${row.document_id}
      ORDER BY follows IS NOT NULL, id DESC LIMIT 1`);
    return own && decision ? [{ proposal, decision: toUid(decision), key: own.toString('hex') }] : [];
  });
}
