import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ComparedCase } from '../../shared/contract/comparison.ts';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import type { AskedCases } from '../state/numbers.ts';
import { currentProject } from '../state/project.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { cancelJob } from './files.ts';
import { goToSpan } from './jump.ts';

type SetInfo = OutputOf<'project.info'>['sets'][number];
export type Compared = Omit<InputOf<'comparison.scores'>, 'job'>;

/** The sets that are compared unless somebody chooses: the latest model's beside the analyst's own, or what there is. */
export function usualSets(sets: readonly SetInfo[], own: Uid | null): { source?: Uid; target?: Uid } {
  const used = sets.filter(({ spans }) => spans > 0);
  const target = used.find(({ id }) => id === own) ?? used.find(({ kind }) => kind !== 'model') ?? used[0];
  const others = used.filter(({ id }) => id !== target?.id);
  const source = others.findLast(({ kind }) => kind === 'model') ?? others.at(-1);
  return { ...(source && { source: source.id }), ...(target && { target: target.id }) };
}

/** Counts anew for each choice of sets, and when told to; a count that nobody waits for is cancelled. */
export function useScores(compared: Compared | null) {
  return useQuery({
    queryKey: ['numbers', compared],
    enabled: compared !== null,
    queryFn: ({ signal }) => {
      const job = newUid();
      signal.addEventListener('abort', () => cancelJob(job));
      return call('comparison.scores', { ...compared!, job });
    },
    // After a change somebody asks for new numbers, or comes back: counting is too much work to do it by itself.
    refetchOnMount: 'always',
  });
}

/** The cases behind a number, page by page. */
export function useCases(compared: Compared, { filter }: AskedCases) {
  return useInfiniteQuery({
    queryKey: ['numbers-cases', compared, filter],
    queryFn: ({ pageParam }) => call('comparison.cases', { ...compared, filter, after: pageParam }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    gcTime: 0,
  });
}

/** Shows a case in its article, in the set that has it: the source's, where both do. */
export function goToCase({ source, target }: ComparedCase, side: 'source' | 'target' = 'source'): void {
  const span = side === 'source' ? (source ?? target) : (target ?? source);
  // Relations between entities have no place in an article.
  if (!span) return setView({ screen: 'relations' });
  setView({ chosenSet: span.set });
  goToSpan(span.document, span.id);
}

/** Writes the numbers as JSON and CSV: into a folder chosen in the dialog, or beside the project. */
export async function exportNumbers(compared: Compared): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = `${currentProject()?.name ?? 'project'}-numbers`;
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return;
    const done = await call('comparison.export', {
      ...compared,
      job: newUid(),
      ...(folder && { folder: folder.id }),
    });
    toast(`${done.files.join(', ')} written to ${done.folder}.`);
  } catch (error) {
    toastError(error);
  }
}
