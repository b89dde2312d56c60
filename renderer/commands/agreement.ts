import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ComparedExample } from '../../shared/contract/comparison.ts';
import type { Topic } from '../../shared/contract/change.ts';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { call, onNotice } from '../api.ts';
import type { AskedExamples } from '../state/agreement.ts';
import { currentProject } from '../state/project.ts';
import { cacheKey } from '../state/topics.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { goTo } from './documents.ts';
import { cancelJob } from './files.ts';
import { goToSpan } from './jump.ts';
import { TEXTS } from './texts.ts';

/** Changes that the agreement depends on. */
const COUNTED = new Set<Topic>(['annotations', 'documents', 'sets', 'scheme']);

type SetInfo = OutputOf<'project.info'>['sets'][number];
export type Compared = Omit<InputOf<'comparison.scores'>, 'job'>;

/** Returns the sets to compare by default: the latest model's set with the analyst's own, or whatever exists. */
export function usualSets(sets: readonly SetInfo[], own: Uid | null): { source?: Uid; target?: Uid } {
  const used = sets.filter(({ spans, labelled }) => spans > 0 || labelled);
  const target = used.find(({ id }) => id === own) ?? used.find(({ kind }) => kind !== 'model') ?? used[0];
  const others = used.filter(({ id }) => id !== target?.id);
  const source = others.findLast(({ kind }) => kind === 'model') ?? others.at(-1);
  return { ...(source && { source: source.id }), ...(target && { target: target.id }) };
}

/** After a change, agreement is measured again once nothing else has changed for this long (ms). */
const REST = 1000;

/** Measures agreement for each choice of sets, and again after changes; a job whose result is not needed any more is cancelled. */
export function useScores(compared: Compared | null) {
  const [behind, setBehind] = useState(false);
  useEffect(
    () =>
      onNotice(({ stale }) => {
        if (stale.some((topic) => COUNTED.has(topic))) setBehind(true);
      }),
    [],
  );
  const scores = useQuery({
    queryKey: ['agreement', compared],
    enabled: compared !== null,
    queryFn: ({ signal }) => {
      const job = newUid();
      signal.addEventListener('abort', () => cancelJob(job));
      return call('comparison.scores', { ...compared!, job });
    },
    refetchOnMount: 'always',
  });
  // Not by invalidation, which would start again with each change: if others write all the time, no job would finish.
  const { isFetching, refetch } = scores;
  useEffect(() => {
    if (!behind || isFetching || compared === null) return;
    const timer = setTimeout(() => {
      setBehind(false);
      void refetch();
    }, REST);
    return () => clearTimeout(timer);
  }, [behind, isFetching, refetch, compared]);
  return scores;
}

/** Reads the examples behind a number page by page. */
export function useExamples(compared: Compared, { filter }: AskedExamples) {
  return useInfiniteQuery({
    queryKey: cacheKey('comparison.examples', { ...compared, filter }),
    queryFn: ({ pageParam }) => call('comparison.examples', { ...compared, filter, after: pageParam }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    gcTime: 0,
  });
}

/** Shows an example in its article, in the set that contains it: in the source set if both do. */
export function goToExample(
  { source, target, document }: ComparedExample,
  side: 'source' | 'target' = 'source',
): void {
  if (document) return goTo(document.id);
  const span = side === 'source' ? (source ?? target) : (target ?? source);
  // Relations between entities have no position in an article.
  if (!span) return setView({ screen: 'relations' });
  setView({ chosenSet: span.set });
  goToSpan(span.document, span.id);
}

/** Writes the agreement as JSON and CSV into a folder chosen in the dialog, or beside the project. */
export async function exportAgreement(compared: Compared): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = `${currentProject()?.name ?? TEXTS.project}-agreement`;
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return;
    const done = await call('comparison.export', {
      ...compared,
      job: newUid(),
      ...(folder && { folder: folder.id }),
    });
    toast(TEXTS.agreementExported(done.files, done.folder));
  } catch (error) {
    toastError(error);
  }
}
