import { sql } from '../../db/connection/connection.ts';
import { isHidden } from '../../db/review/blind.ts';
import { caseDetail } from '../../db/review/case.ts';
import { honesty, scoreBins } from '../../db/review/calibration.ts';
import { listGroups } from '../../db/review/groups.ts';
import { countCases, listCases } from '../../db/review/queue.ts';
import { findReview, requireReview, reviewSources } from '../../db/review/review.ts';
import { reviewUid } from '../../db/rows/review.ts';
import { findId } from '../../db/rows/ids.ts';
import { kindOf } from '../../db/rows/index.ts';
import { setOfAnalyst } from '../../db/sets/sets.ts';
import type { Decision } from '../../shared/contract/review.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Domain, Handlers, QueryContext } from '../context.ts';
import { exportCorrections } from '../jobs/corrections.ts';
import { exportFolder } from '../jobs/output.ts';
import { bulkDecide, tryBulk } from '../review/bulk.ts';
import { Decider } from '../review/decide.ts';
import { openReview } from '../review/open.ts';
import { proposalsIn } from '../review/in-document.ts';

export const reviewHandlers: Handlers<Domain<'review'>> = {
  'review.open': async (context, { target, sources }) => ({
    result: await openReview(context, context.targetSet(target), sources),
    change: null,
  }),

  'review.overview': (context, { target: given }) => {
    const { store } = context;
    const target = given ?? ownSet(context);
    const targetId = target && findId(store.db, 'annotation_set', target);
    const review = target && findReview(store.db, reviewUid(target));
    return {
      review: review ? review.uid : null,
      target: target ?? null,
      targetName: target ? (kindOf('set').read(store, target)?.image.name ?? '') : context.actor.analyst.name,
      blind: review ? review.blind : 0,
      sources: reviewSources(store, review, targetId ?? -1),
      quarantined: store.db.value<number>(sql`SELECT count(*) FROM quarantine WHERE state = 'open'`)!,
    };
  },

  'review.queue': ({ store }, { review, where, group, ...page }) => ({
    rows: listCases(store, requireReview(store.db, review), { where, group }, page),
  }),

  'review.count': ({ store }, { review, where, group }) =>
    countCases(store, requireReview(store.db, review), { where, group }),

  'review.groups': ({ store }, { review, where, ...page }) => ({
    groups: listGroups(store, requireReview(store.db, review), { where }, page),
  }),

  'review.case': ({ store }, { review, id }) => caseDetail(store, requireReview(store.db, review), id),

  'review.inDocument': (context, { document, target: given }) => {
    const { store } = context;
    const nothing = { review: null, blind: false, spans: [], relations: [], rejected: 0 };
    const target = given ?? ownSet(context);
    const review = target && findReview(store.db, reviewUid(target));
    const id = findId(store.db, 'document', document);
    if (!review || id === undefined) return nothing;
    if (isHidden(store.db, review, id)) return { ...nothing, review: review.uid, blind: true };
    return { ...nothing, review: review.uid, ...proposalsIn(store, review, document) };
  },

  'review.decide': ({ store, record, actor }, { review, ids, decision, correction, reason }) => {
    const ref = requireReview(store.db, review);
    const label = `${WORDS[decision]} ${ids.length === 1 ? 'a proposal' : `${ids.length} proposals`}`;
    return record(label, (recorder) => {
      const decider = new Decider(store, recorder, ref, actor);
      for (const id of ids) decider.decide(id, decision, correction, reason);
      const { decided, created, results, notes } = decider.outcome;
      return { decided, created, results, notes: [...notes] };
    });
  },

  'review.tryBulk': ({ store, actor }, { review, where, group, decision, exact }) =>
    tryBulk(store, actor, requireReview(store.db, review), { where, group }, decision, exact),

  'review.bulk': (context, { review, where, group, decision, reason }) =>
    bulkDecide(context, review, { where, group }, decision, reason),

  'review.setBlind': ({ store, record }, { review, share }) => {
    const { targetUid } = requireReview(store.db, review);
    return record(`Show no proposals on ${Math.round(share * 100)} % of the articles`, (recorder) => {
      recorder.put('review', review, { target: targetUid, blind: share });
      return {};
    });
  },

  'review.scores': ({ store }, { review, where }) => ({
    types: scoreBins(store, requireReview(store.db, review), where),
  }),

  'review.honesty': ({ store }, { review }) => honesty(store, requireReview(store.db, review)),

  'review.exportCorrections': async (context, { review, folder }) => ({
    result: await exportCorrections(
      context.store,
      folder === undefined
        ? exportFolder(context.store.path, 'corrections')
        : context.files.resolve(folder).path,
      review,
      context,
    ),
    change: null,
  }),
};

const WORDS: Readonly<Record<Decision, string>> = {
  accept: 'Accept',
  reject: 'Reject',
  skip: 'Skip',
  flag: 'Flag',
  reopen: 'Reopen',
};

function ownSet({ store, actor }: QueryContext): Uid | undefined {
  return setOfAnalyst(store.db, actor.analyst.id);
}
