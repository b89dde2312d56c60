import { Fragment, useEffect, useMemo, type ReactNode } from 'react';
import { isActionId } from '../../../shared/actions.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { call } from '../../api.ts';
import { runAction } from '../../commands/index.ts';
import { useArticle } from '../../state/article.ts';
import { skipStep, stepsOf, useFirstSteps } from '../../state/first-steps.ts';
import { keyName, useKeys } from '../../state/keys.ts';
import { makeStale, useCall, useHost, type ProjectHead } from '../../state/queries.ts';
import { toast, toastError, useView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { examplesOf, nextStep, type Examples, type StepId } from './steps.ts';
import styles from './steps.module.css';
import { TEXTS } from './texts.ts';

interface FirstStepsProps {
  project: ProjectHead;
  scheme: Scheme;
}

/** The hints of the first five minutes above the text, one at a time, until the analyst has taken all steps or ends them. */
export function FirstSteps({ project, scheme }: FirstStepsProps) {
  const host = useHost();
  // The journal is only read for those who still need it.
  return host && !host.taught ? <Hint project={project} scheme={scheme} /> : null;
}

function Hint({ project, scheme }: FirstStepsProps) {
  useKeys();
  const taken = useCall('project.stepsTaken', {}, { keep: true }).data;
  const { looked, exported, skipped } = useFirstSteps();
  const annotated = useArticle(({ spans }) => spans.length > 0);
  const selected = useArticle((article) => article.selected !== null);
  const screen = useView((view) => view.screen);
  useEffect(() => stepsOf(project.id), [project.id]);
  useEffect(() => {
    if (selected) useFirstSteps.setState({ looked: true });
  }, [selected]);
  const examples = useMemo(() => examplesOf(scheme), [scheme]);
  if (!taken) return null;
  const { documents } = project;
  const next = nextStep({ taken, documents, annotated, looked, exported, skipped }, examples);
  if (!next) return null;
  const { step, minute, minutes } = next;
  const [title, text] = hintOf(step, examples);
  const isLast = step === 'row';
  return (
    <section className={styles.steps} aria-label={TEXTS.firstSteps}>
      <span className={styles.minute}>
        <span className={styles.dots} aria-hidden>
          {Array.from({ length: minutes }, (_, i) => (
            <i key={i} data-done={i < minute || undefined} />
          ))}
        </span>
        {TEXTS.minute(minute, minutes)}
      </span>
      <p className={styles.hint} role="status" data-step={step}>
        <strong>{title}</strong> {withKeys(text)}
      </p>
      <span className={styles.buttons}>
        {(step === 'accept' || step === 'reject') && screen !== 'review' && (
          <Button onClick={() => runAction('screen.review')}>{TEXTS.openReview}</Button>
        )}
        {step === 'export' && <Button onClick={() => runAction('export')}>{TEXTS.openExport}</Button>}
        {isLast ? (
          <Button kind="primary" onClick={() => leave(TEXTS.finished(keyName('screen.guide')))}>
            {TEXTS.finish}
          </Button>
        ) : (
          <>
            {step !== 'paste' && (
              <Button kind="quiet" onClick={() => skipStep(step)}>
                {TEXTS.skip}
              </Button>
            )}
            <Button kind="quiet" onClick={() => leave(TEXTS.left(keyName('screen.guide')))}>
              {TEXTS.leave}
            </Button>
          </>
        )}
      </span>
    </section>
  );
}

function leave(message: string): void {
  call('host.setTaught', {}).then(() => {
    makeStale(['host']);
    toast(message);
  }, toastError);
}

/** Returns the title and the text of a step; keys and actions in the text are in braces. */
function hintOf(step: StepId, { name, claim, slots }: Examples): readonly [title: string, text: string] {
  if (step === 'tag') return TEXTS.tagStep(name?.label ?? '', name?.key ?? '');
  if (step === 'claim') return TEXTS.claimStep(claim?.label ?? '', claim?.key ?? '');
  if (step === 'first slot' || step === 'second slot') {
    const slot = slots[step === 'first slot' ? 0 : 1];
    return TEXTS.slotStep(slot?.label ?? '', slot?.help ?? '', slot?.key ?? '');
  }
  return TEXTS.steps[step];
}

/** Shows what is in braces as keys: those of an action, or a key by name. */
function withKeys(text: string): ReactNode {
  return text
    .split(/[{}]/)
    .map((part, i) => (
      <Fragment key={i}>
        {i % 2 === 0 ? part : isActionId(part) ? <ActionKey action={part} /> : <KeyCap keys={part} />}
      </Fragment>
    ));
}
