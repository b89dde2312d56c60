import type { Proposed, Verdict } from '../../shared/model/review.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql, type WriteDb } from '../connection/connection.ts';
import { derivedUid, toBytes, toUid } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { redactFields } from './free-text.ts';
import { toDocument, toOne } from './references.ts';
import { compact, findId, idOf, idOrNull, uidOf } from './ids.ts';
import { CASE_STATES } from '../review/state.ts';

/** The decision about one proposal. */
export interface DecisionImage {
  readonly review: Uid;
  /** Absent for a relation across documents. */
  readonly document?: Uid | undefined;
  /** A span or relation of a source set. It may have been deleted since. */
  readonly proposal: Uid;
  /** Hex digest that identifies the same proposal in another run. */
  readonly key: string;
  readonly verdict: Verdict;
  /** The span or relation of the target set that the decision created or used. */
  readonly result?: Uid | undefined;
  readonly reason: string;
  /** The earlier decision that this one repeats. */
  readonly follows?: Uid | undefined;
  readonly analyst: Uid;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly proposed: Proposed;
}

interface DecisionRow {
  review_id: number;
  document_id: number | null;
  proposal: Buffer;
  case_key: Buffer;
  verdict: Verdict;
  result: Buffer | null;
  reason: string;
  follows: Buffer | null;
  analyst: Buffer;
  at: string;
  proposed: string;
  change_id: number;
}

/** Returns the uid of the decision about a proposal. */
export function decisionUid(review: Uid, proposal: Uid): Uid {
  return derivedUid('decision', review, proposal);
}

export const decisionRow = rowKind<DecisionImage>({
  name: 'decision',
  noun: 'decision',
  table: { name: 'decision', key: 'uid', imported: false, parts: {} },
  belongs: 'field',
  identity: { fields: ['review', 'proposal'], uid: ({ review, proposal }) => decisionUid(review, proposal) },
  topics: ['review'],
  shown: null,
  cached: false,
  description: {
    subject: ({ verdict, proposed, result }) => ({
      what: `Proposal ${verdict}`,
      words: [proposed.type, proposed.text].filter(Boolean).join(' '),
      span: result ?? null,
    }),
    fields: ({ verdict }) => [['verdict', verdict]],
  },
  references: {
    review: [
      toOne('review', { to: 'review', column: 'review_id', onRemoval: 'refuse', gone: 'its review is gone' }),
    ],
    document: [toDocument()],
    proposal: [
      toOne('proposal', {
        to: 'span',
        column: null,
        onRemoval: 'keep',
        onErasing: { removesBy: 'proposal' },
        gone: null,
      }),
      toOne('proposal', {
        to: 'relation',
        column: null,
        onRemoval: 'keep',
        onErasing: { removesBy: 'proposal' },
        gone: null,
      }),
    ],
    result: [
      toOne('result', { to: 'span', column: null, onRemoval: 'keep', gone: null }),
      toOne('result', { to: 'relation', column: null, onRemoval: 'keep', gone: null }),
    ],
    follows: [toOne('follows', { to: 'decision', column: null, onRemoval: 'keep', gone: null })],
    analyst: [toOne('analyst', { to: 'analyst', column: null, onRemoval: 'keep', gone: null })],
  },
  merge: {
    review: 'fixed',
    document: 'fixed',
    proposal: 'fixed',
    key: 'later',
    verdict: 'case',
    result: 'case',
    reason: 'case',
    follows: 'later',
    analyst: 'later',
    at: 'later',
    proposed: 'later',
  },
  offsets: (image, edits) => ({
    ...image,
    proposed: {
      ...image.proposed,
      fragments: edits
        .fragments(image.proposed.fragments)
        .map(([start, end]): [number, number] => [start, end]),
    },
  }),
  terms: null,
  freeText(image, redaction) {
    const proposed = redactFields<Proposed>('text')(image.proposed, redaction);
    return redactFields<DecisionImage>('reason')(
      proposed === image.proposed ? image : { ...image, proposed },
      redaction,
    );
  },
  read({ db }, uid) {
    const row = db.get<DecisionRow>(sql`
      SELECT review_id, document_id, proposal, case_key, verdict, result, reason, follows, analyst, at, proposed, change_id
      FROM decision WHERE uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const image = decisionImage({
      review: uidOf(db, 'review', row.review_id),
      document: uidOf(db, 'document', row.document_id),
      proposal: toUid(row.proposal),
      key: row.case_key.toString('hex'),
      verdict: row.verdict,
      result: row.result ? toUid(row.result) : undefined,
      reason: row.reason,
      follows: row.follows ? toUid(row.follows) : undefined,
      analyst: toUid(row.analyst),
      at: row.at,
      proposed: JSON.parse(row.proposed) as Proposed,
    });
    return { image, change: row.change_id };
  },
  write({ db }, uid, image, change) {
    const review = idOf(db, 'review', image.review);
    db.run(sql`
      INSERT INTO decision (uid, review_id, document_id, proposal, case_key, verdict, result, reason, follows, analyst, at, proposed, change_id)
      VALUES (${toBytes(uid)}, ${review}, ${idOrNull(db, 'document', image.document)}, ${toBytes(image.proposal)},
        ${Buffer.from(image.key, 'hex')}, ${image.verdict}, ${image.result ? toBytes(image.result) : null}, ${image.reason},
        ${image.follows ? toBytes(image.follows) : null}, ${toBytes(image.analyst)}, ${image.at}, ${JSON.stringify(image.proposed)}, ${change})
      ON CONFLICT (uid) DO UPDATE SET document_id = excluded.document_id, proposal = excluded.proposal, case_key = excluded.case_key,
        verdict = excluded.verdict, result = excluded.result, reason = excluded.reason, follows = excluded.follows,
        analyst = excluded.analyst, at = excluded.at, proposed = excluded.proposed, change_id = excluded.change_id`);
    setCaseState(db, review, image.proposal, CASE_STATES[image.verdict]);
  },
  remove({ db }, uid) {
    const row = db.get<{ review_id: number; proposal: Buffer }>(
      sql`SELECT review_id, proposal FROM decision WHERE uid = ${toBytes(uid)}`,
    );
    if (!row) return;
    setCaseState(db, row.review_id, toUid(row.proposal), CASE_STATES.open);
    db.run(sql`DELETE FROM decision WHERE uid = ${toBytes(uid)}`);
  },
});

/** Returns the image with its keys in the order in which they are stored. */
export function decisionImage(from: DecisionImage): DecisionImage {
  const { review, document, proposal, key, verdict, result, reason, follows, analyst, at, proposed } = from;
  return compact({
    review,
    document,
    proposal,
    key,
    verdict,
    result,
    reason,
    follows,
    analyst,
    at,
    proposed,
  });
}

/** Updates the state of the derived row in the queue. That row may not exist yet, or may be gone with the proposal. */
function setCaseState(db: WriteDb, review: number, proposal: Uid, state: number): void {
  const span = findId(db, 'span', proposal);
  if (span !== undefined) {
    db.run(sql`UPDATE review_case SET state = ${state} WHERE span_id = ${span} AND review_id = ${review}`);
    return;
  }
  const relation = findId(db, 'relation', proposal);
  if (relation !== undefined)
    db.run(
      sql`UPDATE review_case SET state = ${state} WHERE relation_id = ${relation} AND review_id = ${review}`,
    );
}
