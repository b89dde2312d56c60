import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OutputOf } from '../../shared/contract/index.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { summaryOfSteps } from '../../shared/scheme-edit/step-words.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { call } from '../api.ts';
import { toast, toastError } from '../state/view.ts';
import { cancelJob } from './files.ts';
import { TEXTS } from './texts.ts';

/** How long a form has to rest before its effect is counted, in ms. */
const REST = 250;

/** Counts what steps would do, once they have not changed for a moment. Null while there are none. */
export function useDryRun(steps: readonly SchemeStep[] | null) {
  const now = JSON.stringify(steps);
  const [asked, setAsked] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), REST);
    return () => clearTimeout(timer);
  }, [now]);
  const { data, error, isFetching } = useQuery({
    queryKey: ['scheme-steps', asked],
    queryFn: ({ signal }) => {
      const job = newUid();
      signal.addEventListener('abort', () => cancelJob(job));
      const steps = JSON.parse(asked) as SchemeStep[];
      return call('scheme.apply', { job, steps, dryRun: true });
    },
    enabled: asked !== 'null',
    gcTime: 0,
    retry: false,
  });
  const isCurrent = asked === now && !isFetching;
  return {
    effects: isCurrent ? data?.effects : undefined,
    after: data?.scheme,
    error: isCurrent ? error : null,
  };
}

/** Applies steps. Returns whether it succeeded. */
export async function applySteps(job: Uid, steps: readonly SchemeStep[], lose: boolean): Promise<boolean> {
  try {
    await call('scheme.apply', { job, steps: [...steps], lose });
    toast(TEXTS.stepsApplied(summaryOfSteps(steps).replace(/^Scheme: /, '')));
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

export type Leftovers = OutputOf<'scheme.leftovers'>;

/** Gives an annotation that a split has left one of its new types. Returns whether it succeeded. */
export async function decideLeftover(span: Uid, type: string): Promise<boolean> {
  try {
    await call('scheme.decide', { spans: [span], type });
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}
