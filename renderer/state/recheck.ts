import { create } from 'zustand';
import type { RecheckRow } from '../../shared/contract/recheck.ts';
import type { OutputOf } from '../../shared/contract/index.ts';
import { useCall } from './queries.ts';

/** State of the list of annotations to re-check, beside the article. */
interface Recheck {
  readonly open: boolean;
  /** The name of the type that is listed; null for all. */
  readonly type: string | null;
  /** The listed annotations, in order. */
  readonly rows: readonly RecheckRow[];
  /** The annotation that was gone to last. After a change it is no longer among the rows, but stays selected. */
  readonly current: RecheckRow | null;
  /** Its index among the rows; that of the next one after it has left them. */
  readonly at: number;
}

const nothing: Recheck = { open: false, type: null, rows: [], current: null, at: 0 };

export const useRecheck = create<Recheck>()(() => nothing);

/** Closes the list. */
export function forgetRecheck(): void {
  useRecheck.setState(nothing);
}

/** Returns how many annotations of the analyst’s own set are to be re-checked; undefined if there are none, or while that is not known. */
export function useRecheckCounts(): OutputOf<'recheck.counts'>['sets'][number] | undefined {
  // Most schemes never changed a meaning, and then nothing is counted.
  const marked = useCall('project.scheme', {}).data?.recheck ?? false;
  const counts = useCall('recheck.counts', {}, { enabled: marked, keep: true }).data;
  return marked ? counts?.sets.find(({ own }) => own) : undefined;
}
