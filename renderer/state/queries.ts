import { QueryClient, useQuery } from '@tanstack/react-query';
import type { Topic } from '../../shared/contract/change.ts';
import type { CallName, InputOf, OutputOf } from '../../shared/contract/index.ts';
import { call } from '../api.ts';

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false } },
});

/** How long changes are gathered before stale queries are asked again (ms): tagging is quicker than reading. */
const GATHER = 120;

/** Reads through the cache. A query is asked again when a change names one of its topics. */
export function useCall<Name extends CallName>(
  topics: readonly (Topic | 'host')[],
  name: Name,
  input: InputOf<Name>,
  options: { enabled?: boolean; keep?: boolean } = {},
) {
  return useQuery<OutputOf<Name>>({
    queryKey: [topics, name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keep && { placeholderData: (before: OutputOf<Name> | undefined) => before as never }),
  });
}

/** Reads anew, outside of a component, into the same cache: who draws the answer then has it at once. */
export function readCall<Name extends CallName>(
  topics: readonly (Topic | 'host')[],
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  return queryClient.query({
    queryKey: [topics, name, input],
    queryFn: () => call(name, input),
    staleTime: 0,
  });
}

let gathered = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks everything again that depends on one of the topics, soon. */
export function makeStale(topics: readonly (Topic | 'host')[]): void {
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

/** The project's facts and counts in the shown set. */
export function useProject(set: InputOf<'project.info'>['set']) {
  return useCall(['project', 'sets', 'host'], 'project.info', set ? { set } : {}, { keep: true }).data;
}

/** The scheme in force. */
export function useScheme() {
  return useCall(['scheme', 'host'], 'project.scheme', {}).data?.scheme;
}

export function useHost() {
  return useCall(['host'], 'host.info', {}).data;
}
