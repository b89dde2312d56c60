import { recordSlowly } from '../../db/journal/record.ts';
import type { Recorded } from '../../db/journal/record.ts';
import { compose } from '../../db/connection/compose.ts';
import { sql } from '../../db/connection/connection.ts';
import type { Actor } from '../../db/journal/actor.ts';
import { openStore } from '../../db/connection/open.ts';
import { chosenSql, countCases, type Chosen } from '../../db/review/queue.ts';
import { requireReview, type ReviewRef } from '../../db/review/review.ts';
import type { ReadStore, Store } from '../../db/connection/store.ts';
import { toUid } from '../../db/connection/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf } from '../../shared/contract/index.ts';
import type { BulkCounts } from '../../shared/contract/review.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { patiently } from '../patience.ts';
import { Decider, type Outcome } from './decide.ts';
import { MESSAGES } from './messages.ts';

/** The thread is yielded after this many decisions. */
const STEP = 100;
/** For more cases than this a dry run does not compute how many spans they would create, unless that is asked for. */
const QUICKLY = 5000;

type Verb = 'accept' | 'reject';
type Done = OutputOf<'review.bulk'>;

/**
 * Returns what deciding all chosen cases would do. The number of created spans is found by deciding the cases and
 * rolling that back, so it is exact; it is `null` if that would take too long.
 */
export async function tryBulk(
  store: ReadStore,
  actor: Actor,
  review: ReviewRef,
  chosen: Chosen,
  decision: Verb,
  exact: boolean,
): Promise<BulkCounts> {
  const { cases, documents } = countCases(store, review, chosen);
  const type = store.terms.readAs(sql`c.type_id`);
  const byType = store.db
    .all<{ type_id: number; n: number }>(
      compose(
        [
          sql`SELECT `,
          type,
          sql` AS type_id, count(*) AS n FROM review_case c WHERE `,
          chosenSql(store, review, chosen),
          sql` GROUP BY 1 ORDER BY n DESC, 1`,
        ],
        '',
      ),
    )
    .map(({ type_id, n }) => ({ type: store.terms.byId(type_id).name, cases: n }));
  if (decision === 'reject' || cases === 0) return { cases, documents, created: 0, byType };
  if (cases > QUICKLY && !exact) return { cases, documents, created: null, byType };
  const { created } = await rehearse(store.path, actor, review.uid, chosen);
  return { cases, documents, created, byType };
}

/**
 * Decides all cases that a condition selects, in one transaction on a connection of its own. Editing waits meanwhile,
 * but the screen stays responsive.
 */
export async function bulkDecide(
  context: JobContext,
  review: Uid,
  chosen: Chosen,
  decision: Verb,
  reason: string,
): Promise<Recorded<Done>> {
  const { store, actor } = context;
  const release = context.holdCommands();
  const own = openStore(store.path, { program: 'review' });
  try {
    const ref = requireReview(own.db, review);
    const ids = proposals(own, ref, chosen);
    const verb = decision === 'accept' ? 'Accept' : 'Reject';
    const title = { command: 'review.bulk', label: `${verb} ${ids.length} proposals`, kind: 'bulk' } as const;
    if (ids.length === 0) return { result: { decided: 0, created: 0, notes: [] }, change: null };
    return await recordSlowly(own, actor, title, async (recorder) => {
      const decider = new Decider(own, recorder, ref, actor);
      await eachInTurn(ids, context.signal, (id, done) => {
        decider.decide(id, decision, undefined, reason);
        if (done % STEP === 0) context.progress(done, ids.length, 'proposals', `${verb}ing; editing waits`);
      });
      const { decided, created, notes } = decider.outcome;
      return { decided, created, notes: [...notes] };
    });
  } finally {
    own.close();
    release();
    // Terms and texts that this connection has cached may be outdated.
    store.terms.reload();
    store.texts.clear();
  }
}

class Rehearsed extends Error {}

async function rehearse(path: string, actor: Actor, review: Uid, chosen: Chosen): Promise<Outcome> {
  const own = openStore(path, { program: 'review' });
  try {
    let outcome: Outcome | undefined;
    await patiently(() => own.db.raw.exec('BEGIN IMMEDIATE; ROLLBACK'));
    const title = { command: 'review.bulk', label: 'Rehearsal', kind: 'bulk' } as const;
    await recordSlowly(own, actor, title, async (recorder) => {
      const ref = requireReview(own.db, review);
      const decider = new Decider(own, recorder, ref, actor);
      await eachInTurn(proposals(own, ref, chosen), undefined, (id) =>
        decider.decide(id, 'accept', undefined, ''),
      );
      outcome = decider.outcome;
      throw new Rehearsed();
    }).catch((error: unknown) => {
      if (!(error instanceof Rehearsed)) throw error;
    });
    return outcome!;
  } finally {
    own.close();
  }
}

function proposals(store: Store, review: ReviewRef, chosen: Chosen): Uid[] {
  const rows = store.db.all<{ uid: Buffer }>(
    compose(
      [
        sql`
        SELECT coalesce(s.uid, r.uid) AS uid FROM review_case c LEFT JOIN span s ON s.id = c.span_id
          LEFT JOIN relation r ON r.id = c.relation_id WHERE `,
        chosenSql(store, review, chosen),
        // Relations after the spans that they link.
        sql` ORDER BY c.relation_id IS NOT NULL, c.document_id, c.start, c.id`,
      ],
      '',
    ),
  );
  return rows.map(({ uid }) => toUid(uid));
}

async function eachInTurn(
  ids: readonly Uid[],
  signal: AbortSignal | undefined,
  each: (id: Uid, done: number) => void,
): Promise<void> {
  for (const [i, id] of ids.entries()) {
    each(id, i + 1);
    if ((i + 1) % STEP > 0) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw new PostilError('cancelled', MESSAGES.decidingCancelled);
  }
}
