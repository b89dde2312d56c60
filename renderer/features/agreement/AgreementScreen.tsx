import { useEffect } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { focusRegion } from '../../commands/focus.ts';
import { runAction } from '../../commands/index.ts';
import { useScores, usualSets, type Compared } from '../../commands/agreement.ts';
import { askForExamples, useAgreement, type AgreementReport } from '../../state/agreement.ts';
import { useView } from '../../state/view.ts';
import { Calibration } from './Calibration.tsx';
import { ExampleList } from './ExampleList.tsx';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { Explanation } from './Explanation.tsx';
import { LabelTables } from './LabelTables.tsx';
import { Headline } from './Headline.tsx';
import { AgreementTools } from './AgreementTools.tsx';
import { ScoreTable } from './ScoreTable.tsx';
import { TEXTS } from './texts.ts';
import screens from '../../ui/screen.module.css';
import styles from './agreement.module.css';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

interface AgreementScreenProps {
  scheme: Scheme;
  project: OutputOf<'project.info'>;
}

/** How well two sets agree: scores, confusions, calibration, and the examples behind each number. */
export function AgreementScreen({ scheme, project }: AgreementScreenProps) {
  const { source, target, scope, asked } = useAgreement();
  const usual = usualSets(project.sets, project.ownSet);
  const exists = (id: typeof source) => project.sets.some((set) => set.id === id);
  const from = source && exists(source) ? source : usual.source;
  const to = target && exists(target) ? target : usual.target;
  const compared: Compared | null = from && to && from !== to ? { source: from, target: to, scope } : null;
  const { data: report, error, isFetching, refetch } = useScores(compared);
  useEffect(() => focusRegion('text'), []);
  if (!from || !to) return <Nothing />;
  return (
    <main className={screens.screen} data-region="text">
      <AgreementTools
        sets={project.sets}
        source={from}
        target={to}
        compared={compared}
        counting={isFetching}
        onCount={() => void refetch()}
      />
      <div className={styles.columns}>
        <div className={styles.page} tabIndex={0} role="region" aria-label={TEXTS.region}>
          {!compared && <p className={styles.message}>{TEXTS.sameSet}</p>}
          {compared && error && <p className={styles.message}>{error.message}</p>}
          {compared && !error && !report && <Waiting />}
          {compared && report && <Sheet report={report} scheme={scheme} />}
        </div>
        {compared && asked && (
          <ExampleList key={JSON.stringify(asked)} compared={compared} asked={asked} scheme={scheme} />
        )}
      </div>
    </main>
  );
}

function Sheet({ report, scheme }: { report: AgreementReport; scheme: Scheme }) {
  const measure = useAgreement((view) => view.measure);
  const { slots, relations, documents, source, target, agreement, labels, confusion } = report;
  const isLabelled = Object.values(labels).some((label) => label.documents.both > 0);
  const labelTables = <LabelTables report={report} scheme={scheme} />;
  if (documents.both === 0 && isLabelled)
    return (
      <>
        {labelTables}
        <Explanation report={report} />
      </>
    );
  if (documents.both === 0)
    return (
      <div className={styles.message}>
        <p>{TEXTS.nothingInCommon(source.name, target.name, documents.sourceOnly, documents.targetOnly)}</p>
        <p>{TEXTS.nothingInCommonHelp}</p>
      </div>
    );
  if (agreement.cases === 0) return <p className={styles.message}>{TEXTS.neither}</p>;
  return (
    <>
      <Headline report={report} scheme={scheme} />
      <ScoreTable
        title={TEXTS.types}
        what={TEXTS.type}
        scores={report[measure]}
        intervals={report.intervals?.measures[measure]}
        scheme={scheme}
        measure={measure}
      />
      <ConfusionMatrix
        title={TEXTS.confusionTitle}
        help={TEXTS.confusionHelp(source.name, target.name)}
        names={confusion.types}
        cells={confusion.cells}
        isOpen
        labelOf={(type) => typeLabel(scheme, type)}
        onAsk={(title, target, source) => askForExamples(title, { target, source })}
      />
      {report.calibration && <Calibration report={report.calibration} />}
      {slots[measure].micro.source + slots[measure].micro.target > 0 && (
        <ScoreTable
          title={TEXTS.slots}
          what={TEXTS.slot}
          help={TEXTS.slotsHelp}
          scores={slots[measure]}
          differing={(name) => ({ title: TEXTS.differIn(name), filter: { slot: name } })}
          measure={measure}
        />
      )}
      {relations[measure].micro.source + relations[measure].micro.target > 0 && (
        <ScoreTable
          title={TEXTS.relations}
          what={TEXTS.relation}
          help={TEXTS.relationsHelp}
          scores={relations[measure]}
          differing={(name) => ({ title: TEXTS.differIn(name), filter: { relation: name } })}
          measure={measure}
        />
      )}
      {labelTables}
      <Explanation report={report} />
    </>
  );
}

function Waiting() {
  const progress = useView((view) => view.progress);
  return (
    <div className={styles.message} role="status">
      <p>
        {TEXTS.comparing}
        {progress?.total ? TEXTS.progress(progress.done, progress.total, progress.unit) : ''}
      </p>
      <progress {...(progress?.total ? { value: progress.done, max: progress.total } : {})} />
    </div>
  );
}

function Nothing() {
  return (
    <main className={screens.screen} data-region="text">
      <EmptyState
        title={TEXTS.emptyTitle}
        action={
          <Button kind="primary" onClick={() => runAction('import.model')}>
            {TEXTS.importSet}
          </Button>
        }
      >
        {TEXTS.empty}
      </EmptyState>
    </main>
  );
}
