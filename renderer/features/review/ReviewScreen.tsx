import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { followChanges, openReview } from '../../commands/review.ts';
import { installTypeStyles } from '../../editor/type-styles.ts';
import { useCall } from '../../state/queries.ts';
import { conditionOf, forgetReview, pace, positionOf, useReview } from '../../state/review.ts';
import { rest } from '../../ui/keep-focus.ts';
import { Button } from '../../ui/Button.tsx';
import { RunningJob } from '../exchange/RunningJob.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { CaseCard } from './CaseCard.tsx';
import { CaseList } from './CaseList.tsx';
import { GroupList } from './GroupList.tsx';
import { NothingToReview, QueueEmpty } from './Empty.tsx';
import { QueueFilters } from './QueueFilters.tsx';
import { ReviewMenu } from './ReviewMenu.tsx';
import { ThresholdDialog } from './ThresholdDialog.tsx';
import screens from '../../ui/screen.module.css';
import styles from './review.module.css';
import { TEXTS } from './texts.ts';
import { Writing } from '../../ui/Writing.tsx';

/** The queue of a review over the whole project: cases to decide one by one or many at once. */
export function ReviewScreen({ scheme }: { scheme: Scheme }) {
  const { review, opening, filter, mode, group, rows, detail, current, passed, times, problem } = useReview();
  const [dialog, setDialog] = useState<'bulk' | 'thresholds' | null>(null);
  const overview = useCall('review.overview', {}, { keep: true }).data;
  const where = conditionOf(filter);
  const left = useCall(
    'review.count',
    {
      review: review!,
      where,
      ...(mode === 'groups' && group && { group: { text: group.text, type: group.type } }),
    },
    { enabled: review !== null, keep: true },
  ).data;
  useLayoutEffect(() => installTypeStyles(scheme), [scheme]);
  useEffect(() => void openReview(), []);
  useEffect(() => followChanges(), []);
  // Another analyst continues here: the queue then belongs to another set.
  const target = overview?.target ?? null;
  const opened = useRef(target);
  useEffect(() => {
    if (opened.current !== null && target !== opened.current) {
      forgetReview();
      void openReview();
    }
    opened.current = target;
  }, [target]);
  // The keys belong to the queue, whatever had the focus before.
  useEffect(() => rest(), [review]);
  if (!overview) return <main className={screens.screen} data-region="text" />;
  const speed = pace(times);
  const position = left && positionOf({ rows, current, passed, filter }, left.cases);
  const started = overview.sources.some((source) => source.started);
  return (
    <main className={screens.screen} data-region="text">
      {opening && <RunningJob title={TEXTS.bringing} job={opening} waiting={TEXTS.looking} />}
      {!started && !opening ? (
        <NothingToReview overview={overview} />
      ) : (
        <>
          <QueueFilters scheme={scheme} sources={overview.sources}>
            {position && <span className={styles.position}>{TEXTS.position(position.at, position.of)}</span>}
            <p className={styles.left} role="status">
              <strong>{TEXTS.left(left?.cases)}</strong> {TEXTS.leftIn(left?.documents, speed)}
            </p>
            <Writing>
              <Button onClick={() => setDialog('bulk')} disabled={!left?.cases}>
                {TEXTS.decideAll}
              </Button>
            </Writing>
            <Writing>
              <Button onClick={() => setDialog('thresholds')}>{TEXTS.openThresholds}</Button>
            </Writing>
            <ReviewMenu overview={overview} />
          </QueueFilters>
          {problem && (
            <p className={styles.problem} role="alert">
              {problem}
            </p>
          )}
          <div className={styles.columns}>
            {mode === 'groups' ? <GroupList where={where} scheme={scheme} /> : <CaseList scheme={scheme} />}
            {detail && detail.id === current ? (
              <CaseCard detail={detail} scheme={scheme} />
            ) : (
              <div className={styles.blank}>{rows.length === 0 && current === null && <QueueEmpty />}</div>
            )}
          </div>
        </>
      )}
      {dialog === 'bulk' && review && (
        <BulkDialog
          review={review}
          scheme={scheme}
          where={where}
          group={mode === 'groups' ? group : null}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'thresholds' && review && (
        <ThresholdDialog
          review={review}
          scheme={scheme}
          where={conditionOf(filter.filter(({ field }) => field === 'source'))}
          onClose={() => setDialog(null)}
        />
      )}
    </main>
  );
}
