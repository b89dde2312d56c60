import type { OutputOf } from '../../shared/contract/index.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { lockedWords, queryClient } from './queries.ts';
import { useView } from './view.ts';

type Info = OutputOf<'project.info'>;

function cached<Value>(call: string): Value | undefined {
  const entries = queryClient.getQueriesData<Value>({ predicate: ({ queryKey }) => queryKey[1] === call });
  return entries.map(([, data]) => data).findLast((data) => data !== undefined);
}

/** The scheme as last read; commands need it outside React. */
export function currentScheme(): Scheme | undefined {
  return cached<{ scheme: Scheme }>('project.scheme')?.scheme;
}

/** The project's facts as last read. */
export function currentProject(): Info | undefined {
  return cached<Info>('project.info');
}

/** Whether a project is open, as the host last said. */
export function isProjectOpen(): boolean {
  return cached<{ open: boolean }>('host.info')?.open ?? false;
}

/** Why nothing of the open project can be changed, as the host last said; `null` when it can be. */
export function whyLocked(): string | null {
  return lockedWords(cached<{ locked: string | null }>('host.info')?.locked);
}

/** Whether a project could not be opened, and its backups are offered. */
export function isProjectRefused(): boolean {
  return (cached<{ refused: object | null }>('host.info')?.refused ?? null) !== null;
}

/** The set that is shown: chosen by hand, else the analyst's own, else none yet. */
export function shownSet(info: Info | undefined, chosen: Uid | null): Uid | null {
  if (chosen && info?.sets.some(({ id }) => id === chosen)) return chosen;
  return info?.ownSet ?? null;
}

/** Whether edits go into what is shown: other people's and models' sets are only looked at here. */
export function isOwnShown(): boolean {
  const info = currentProject();
  const shown = shownSet(info, useView.getState().chosenSet);
  return shown === null || shown === info?.ownSet;
}
