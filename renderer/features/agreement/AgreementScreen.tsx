import { useEffect } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { focusRegion } from '../../commands/focus.ts';
import { useScores, usualSets, type Compared } from '../../commands/agreement.ts';
import { useNumbers, type Numbers } from '../../state/agreement.ts';
import { useView } from '../../state/view.ts';
import { Calibration } from './Calibration.tsx';
import { CaseList } from './CaseList.tsx';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { Explanation } from './Explanation.tsx';
import { Headline } from './Headline.tsx';
import { NumbersTools } from './AgreementTools.tsx';
import { ScoreTable } from './ScoreTable.tsx';
import screens from '../../ui/screen.module.css';
import styles from './agreement.module.css';
import { ActionKey } from '../../ui/ActionKey.tsx';

interface NumbersScreenProps {
  scheme: Scheme;
  project: OutputOf<'project.info'>;
}

/** How much of one set another has right: scores, confusions, calibration, and the cases behind each number. */
export function NumbersScreen({ scheme, project }: NumbersScreenProps) {
  const { source, target, scope, asked } = useNumbers();
  const usual = usualSets(project.sets, project.ownSet);
  const there = (id: typeof source) => project.sets.some((set) => set.id === id);
  const from = source && there(source) ? source : usual.source;
  const to = target && there(target) ? target : usual.target;
  const compared: Compared | null = from && to && from !== to ? { source: from, target: to, scope } : null;
  const { data: numbers, error, isFetching, refetch } = useScores(compared);
  useEffect(() => focusRegion('text'), []);
  if (!from || !to) return <Nothing />;
  return (
    <main className={screens.screen} data-region="text">
      <NumbersTools
        sets={project.sets}
        source={from}
        target={to}
        compared={compared}
        counting={isFetching}
        onCount={() => void refetch()}
      />
      <div className={styles.columns}>
        <div className={styles.page} tabIndex={0} role="region" aria-label="Numbers">
          {!compared && (
            <p className={styles.message}>A set agrees with itself. Choose two different ones.</p>
          )}
          {compared && error && <p className={styles.message}>{error.message}</p>}
          {compared && !error && !numbers && <Waiting />}
          {compared && numbers && <Sheet numbers={numbers} scheme={scheme} />}
        </div>
        {compared && asked && (
          <CaseList key={JSON.stringify(asked)} compared={compared} asked={asked} scheme={scheme} />
        )}
      </div>
    </main>
  );
}

function Sheet({ numbers, scheme }: { numbers: Numbers; scheme: Scheme }) {
  const measure = useNumbers((view) => view.measure);
  const { slots, relations } = numbers;
  return (
    <>
      <Headline numbers={numbers} />
      <ScoreTable
        title="Types"
        what="Type"
        scores={numbers[measure]}
        intervals={numbers.intervals?.measures[measure]}
        scheme={scheme}
        measure={measure}
      />
      <ConfusionMatrix numbers={numbers} />
      {numbers.calibration && <Calibration report={numbers.calibration} />}
      {slots[measure].micro.source + slots[measure].micro.target > 0 && (
        <ScoreTable
          title="Claim slots"
          what="Slot"
          help="Fillers of claims that stand for each other, by slot; a claim that only one set has brings all of its fillers."
          scores={slots[measure]}
          of="slot"
          measure={measure}
        />
      )}
      {relations[measure].micro.source + relations[measure].micro.target > 0 && (
        <ScoreTable
          title="Relations"
          what="Relation"
          help="Relations between ends that stand for each other, in the same direction."
          scores={relations[measure]}
          of="relation"
          measure={measure}
        />
      )}
      <Explanation numbers={numbers} />
    </>
  );
}

function Waiting() {
  const progress = useView((view) => view.progress);
  return (
    <div className={styles.message} role="status">
      <p>
        Comparing …
        {progress?.total
          ? ` ${progress.done.toLocaleString()} of ${progress.total.toLocaleString()} ${progress.unit}`
          : ''}
      </p>
      <progress {...(progress?.total ? { value: progress.done, max: progress.total } : {})} />
    </div>
  );
}

function Nothing() {
  return (
    <main className={screens.screen} data-region="text">
      <div className={`${styles.empty} ${screens.nothing}`} tabIndex={0}>
        <h2>Nothing to compare yet</h2>
        <p>
          Numbers tell how much of one annotation set another one has right: a model’s against yours, or a
          colleague’s. This project has fewer than two sets with annotations.
        </p>
        <p>
          Import what a model found with <ActionKey action="import.files" />, or on the command line with{' '}
          <code>postil import FILE PREDICTIONS --set NAME</code>; it arrives as a set of its own.
        </p>
      </div>
    </main>
  );
}
