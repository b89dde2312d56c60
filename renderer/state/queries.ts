import { QueryClient, useQuery } from '@tanstack/react-query';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import { call } from '../api.ts';
import { cacheKey, type CachedName, type Dependence } from './topics.ts';

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false } },
});

/** How long changes are collected before stale queries run again (ms): tagging is quicker than reading. */
const GATHER = 120;

/** Reads through the cache. A query runs again when a change names one of its topics, see `topics.ts`. */
export function useCall<Name extends CachedName>(
  name: Name,
  input: InputOf<Name>,
  options: { enabled?: boolean; keep?: boolean } = {},
) {
  return useQuery<OutputOf<Name>>({
    queryKey: cacheKey(name, input),
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keep && { placeholderData: (before: OutputOf<Name> | undefined) => before as never }),
  });
}

/** Reads fresh data outside of a component into the same cache, so that components that show it have it immediately. */
export function readCall<Name extends CachedName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  return queryClient.query({
    queryKey: cacheKey(name, input),
    queryFn: () => call(name, input),
    staleTime: 0,
  });
}

let gathered = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Runs all queries that depend on one of the topics again, after a short delay. */
export function makeStale(topics: readonly Dependence[]): void {
  for (const topic of topics) gathered.add(topic);
  timer ??= setTimeout(() => {
    const stale = gathered;
    gathered = new Set();
    timer = undefined;
    void queryClient.invalidateQueries({
      predicate: ({ queryKey }) =>
        Array.isArray(queryKey[0]) && queryKey[0].some((topic) => stale.has(String(topic))),
    });
  }, GATHER);
}

/** The project's properties, with counts of the shown set. */
export function useProject(set: InputOf<'project.info'>['set']) {
  return useCall('project.info', set ? { set } : {}, { keep: true }).data;
}

/** The current scheme. */
export function useScheme() {
  return useCall('project.scheme', {}).data?.scheme;
}

export function useHost() {
  return useCall('host.info', {}).data;
}

/** Returns why the open project cannot be changed, in words; `null` if it can be changed. */
export function useWhyLocked(): string | null {
  return lockedWords(useHost()?.locked);
}

/** Returns the message that a project is read-only, with the reason; null if it is not. */
export function lockedWords(locked: string | null | undefined): string | null {
  return locked ? `${locked} You can read, search and export, but not change anything.` : null;
}
