import { sql } from '../../db/connection/connection.ts';
import { record } from '../../db/journal/record.ts';
import { documentsChangedSince, lastChange } from '../../db/journal/since.ts';
import {
  CaseWriter,
  CHUNK,
  documentsWithoutCases,
  hasNewProposals,
  refreshSuperseded,
} from '../../db/review/cases.ts';
import { decidedBefore } from '../../db/review/earlier-decisions.ts';
import { requireReview, reviewSources, type ReviewRef } from '../../db/review/review.ts';
import { decisionUid } from '../../db/rows/decision.ts';
import { reviewUid } from '../../db/rows/review.ts';
import { idOf } from '../../db/rows/ids.ts';
import { decisionImage } from '../../db/rows/decision.ts';
import { kindOf } from '../../db/rows/index.ts';
import type { Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { MESSAGES } from './messages.ts';

/**
 * Updates the queue of a target set. Cases are derived rows, so they are written without a journal entry and in small
 * transactions, between which editing continues. If this is interrupted, the next opening does the rest.
 */
export async function openReview(
  context: JobContext,
  target: Uid,
  chosen: readonly Uid[] | undefined,
): Promise<{ review: Uid; added: number; repeated: number }> {
  const { store, actor } = context;
  const uid = reviewUid(target);
  if (!kindOf('review').read(store, uid)) {
    const name = kindOf('set').read(store, target)?.image.name ?? '';
    const title = { command: 'review.open', label: `Review for ${name}`, kind: 'setup' } as const;
    record(store, actor, title, (recorder) => recorder.put('review', uid, { target, blind: 0 }));
  }
  const review = requireReview(store.db, uid);
  const wanted = new Set(chosen);
  const sources = reviewSources(store, review, review.target).filter(
    ({ id, kind, started, superseded }) => started || wanted.has(id) || (kind === 'model' && !superseded),
  );
  for (const id of wanted) {
    if (!sources.some((source) => source.id === id))
      throw new PostilError('refused', MESSAGES.nothingProposed, {
        field: 'sources',
      });
  }
  const active = sources
    .filter(({ superseded }) => !superseded)
    .map(({ id }) => idOf(store.db, 'annotation_set', id));
  const writer = new CaseWriter(store, review.id, review.target, active);
  const documents = new Set(staleDocuments(store, review));
  const seen = lastChange(store);
  let behind = false;
  for (const source of active) {
    if (!hasNewProposals(store.db, review.id, source)) continue;
    behind = true;
    for (const document of documentsWithoutCases(store.db, review.id, source)) documents.add(document);
  }
  const before = countCases(store, review);
  await fill(context, writer, [...documents]);
  const added = countCases(store, review) - before;
  store.db.immediate((db) => {
    refreshSuperseded(db, review.id);
    db.run(sql`
      INSERT INTO meta (key, value) VALUES (${`review:${uid}`}, ${String(seen)})
      ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
  });
  const repeated = behind ? repeatDecisions(context, review) : 0;
  return { review: uid, added, repeated };
}

async function fill(
  { store, signal, progress }: JobContext,
  writer: CaseWriter,
  documents: number[],
): Promise<void> {
  for (let at = 0; at < documents.length; at += CHUNK) {
    if (signal.aborted) throw new PostilError('cancelled', MESSAGES.openingCancelled);
    store.db.immediate(() => {
      for (const document of documents.slice(at, at + CHUNK)) writer.fill(document);
    });
    progress(Math.min(at + CHUNK, documents.length), documents.length, 'documents', 'Making cases');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/**
 * Applies earlier decisions to open proposals that are the same as proposals of an earlier run or another model. The
 * new decision names the one that it repeats, and uses the annotation which that one created.
 */
function repeatDecisions({ store, actor }: JobContext, review: ReviewRef): number {
  const rows = decidedBefore(store, review.id);
  if (rows.length === 0) return 0;
  const title = {
    command: 'review.open',
    label: `Repeat ${rows.length} earlier decisions`,
    kind: 'setup',
  } as const;
  record(store, actor, title, (recorder) => {
    for (const { proposal, decision, key } of rows) {
      const image = kindOf('decision').read(store, decision)!.image;
      recorder.put(
        'decision',
        decisionUid(review.uid, proposal),
        decisionImage({ ...image, proposal, key, follows: image.follows ?? decision }),
      );
    }
  });
  return rows.length;
}

function countCases({ db }: Store, { id }: ReviewRef): number {
  return db.value<number>(sql`SELECT count(*) FROM review_case WHERE review_id = ${id}`)!;
}

/** Returns the documents of the queue that changed since it was last opened, because other sets may differ there now. */
function staleDocuments(store: Store, review: ReviewRef): number[] {
  const seen = Number(
    store.db.value<string>(sql`SELECT value FROM meta WHERE key = ${`review:${review.uid}`}`) ?? 0,
  );
  return documentsChangedSince(store, seen).filter(
    (document) =>
      store.db.value(
        sql`SELECT 1 FROM review_case WHERE document_id = ${document} AND review_id = ${review.id} LIMIT 1`,
      ) !== undefined,
  );
}
