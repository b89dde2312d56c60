import {
  hashKey,
  notifyManager,
  QueryClient,
  queryOptions,
  useQuery,
  type Query,
} from '@tanstack/react-query';
import { create } from 'zustand';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import type { ChangeNotice, CountedChange } from '../../shared/contract/change.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { reply } from '../api.ts';
import { resultAfter, type Known } from './counted.ts';
import { cacheKey, type CachedName, type Dependence } from './topics.ts';

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false } },
});

// With the next microtask, not the next task: what a change does to several results is rendered together.
notifyManager.setScheduler(queueMicrotask);

/** How long changes are collected before stale queries run again (ms): tagging is quicker than reading. */
const GATHER = 120;

/** What the cache keeps a result under, and how it is read. */
function queryOf<Name extends CachedName>(name: Name, input: InputOf<Name>) {
  return queryOptions<OutputOf<Name>, Error, OutputOf<Name>, ReturnType<typeof cacheKey<Name>>>({
    queryKey: cacheKey(name, input),
    queryFn: () => read(name, input),
  });
}

interface CallOptions {
  /** Whether it is read; true by default. */
  readonly enabled?: boolean;
  /** Whether the result for the earlier input is shown until the new one is there. */
  readonly keep?: boolean;
  /** Reads the result, but does not render when it arrives. */
  readonly held?: boolean;
}

/** Reads through the cache. A query runs again when a change names one of its topics, see `topics.ts`. */
export function useCall<Name extends CachedName>(
  name: Name,
  input: InputOf<Name>,
  { enabled = true, keep = false, held = false }: CallOptions = {},
) {
  return useQuery({
    ...queryOf(name, input),
    enabled,
    ...(held && { notifyOnChangeProps: [] }),
    ...(keep && { placeholderData: (before: OutputOf<Name> | undefined) => before as never }),
  });
}

/** Keeps a result in the cache up to date without showing it. */
export function useKept<Name extends CachedName>(name: Name, input: InputOf<Name>): void {
  useQuery({ ...queryOf(name, input), notifyOnChangeProps: [] });
}

/** Reads fresh data outside of a component into the same cache, so that components that show it have it immediately. */
export function readCall<Name extends CachedName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  return queryClient.query({ ...queryOf(name, input), staleTime: 0 });
}

/** Returns a result from the cache, or reads it if it is not there or no longer right. */
export function knownCall<Name extends CachedName>(
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  return queryClient.query({ ...queryOf(name, input), staleTime: Infinity });
}

/** The last change that the data of a query includes, by the hash of its key. */
const upToOf = new Map<string, number>();
queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (type !== 'removed') return;
  upToOf.delete(query.queryHash);
  lateOf.delete(query.queryHash);
});

/** Changes that arrived while a query was running; its result may be older. */
const lateOf = new Map<string, { readonly change: CountedChange; readonly known: Known }[]>();

async function read<Name extends CachedName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const hash = hashKey(cacheKey(name, input));
  const { output, upTo = 0 } = await reply(name, input);
  let result = output;
  let last = upTo;
  for (const { change, known } of lateOf.get(hash) ?? []) {
    if (change.id <= last) continue;
    const next = resultAfter(name, input, result, change, known);
    if (next === undefined) {
      unsure.set(hash, change.id);
      makeStale([]);
      break;
    }
    result = next;
    last = change.id;
  }
  lateOf.delete(hash);
  upToOf.set(hash, last);
  return result;
}

/** Brings the cached results up to date after a change; those that the change does not state run again. */
export function heedChange({ stale, counted }: ChangeNotice): void {
  const touched = new Set<unknown>(stale);
  const queries = queryClient
    .getQueryCache()
    .findAll({ predicate: ({ queryKey }) => topicsIn(queryKey).some((topic) => touched.has(topic)) });
  const known = counted && knownBefore(counted);
  for (const query of queries)
    if (!known || !isBroughtUpToDate(query, counted, known))
      unsure.set(query.queryHash, counted?.id ?? Infinity);
  makeStale([]);
}

/** Returns false if the query must run again. */
function isBroughtUpToDate(query: Query, change: CountedChange, known: Known): boolean {
  const { data, isInvalidated, fetchStatus } = query.state;
  const upTo = upToOf.get(query.queryHash);
  // What is being read may be older or newer than the change.
  if (fetchStatus === 'fetching') {
    lateOf.set(query.queryHash, [...(lateOf.get(query.queryHash) ?? []), { change, known }]);
    return true;
  }
  // It runs again anyway once it is shown.
  if (isInvalidated && !query.isActive()) return true;
  if (data === undefined || isInvalidated || fetchStatus !== 'idle' || upTo === undefined) return false;
  if (upTo >= change.id) return true;
  const [, name, input] = query.queryKey as ReturnType<typeof cacheKey>;
  const result = resultAfter(name, input as never, data as never, change, known);
  if (result === undefined) return false;
  upToOf.set(query.queryHash, change.id);
  if (result !== data) queryClient.setQueryData(query.queryKey, result);
  return true;
}

/** Reads what the rules for other queries need before any result is replaced. */
function knownBefore(change: CountedChange): Known {
  const cache = queryClient.getQueryCache();
  const scheme = cache.findAll({ predicate: ({ queryKey }) => queryKey[1] === 'project.scheme' })[0];
  const documents = new Set(
    change.spans.flatMap(({ before, after }) => [before, after].flatMap((span) => span?.document ?? [])),
  );
  const rows = new Map<string, OutputOf<'documents.list'>['rows'][number]>();
  for (const { queryKey, queryHash, state } of cache.getAll()) {
    const set = (queryKey[2] as { set?: Uid } | undefined)?.set;
    if (queryKey[1] !== 'documents.list' || !set || state.isInvalidated) continue;
    if ((upToOf.get(queryHash) ?? Infinity) >= change.id) continue;
    const list = state.data as OutputOf<'documents.list'> | undefined;
    for (const row of list?.rows ?? []) if (documents.has(row.id)) rows.set(`${set} ${row.id}`, row);
  }
  return {
    scheme: (scheme?.state.data as { scheme: Scheme } | undefined)?.scheme,
    rowOf: (document, set) => rows.get(`${set} ${document}`),
  };
}

function topicsIn(queryKey: readonly unknown[]): readonly unknown[] {
  return Array.isArray(queryKey[0]) ? (queryKey[0] as unknown[]) : [];
}

/** Queries that run again with the next gathered change unless they have read it meanwhile: its id by the hash of their keys. */
let unsure = new Map<string, number>();
let gathered = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Runs all queries that depend on one of the topics again, after a short delay. */
export function makeStale(topics: readonly Dependence[]): void {
  for (const topic of topics) gathered.add(topic);
  if (gathered.size + unsure.size === 0) return;
  timer ??= setTimeout(() => {
    const [stale, hashes] = [gathered, unsure];
    gathered = new Set();
    unsure = new Map();
    timer = undefined;
    void queryClient.invalidateQueries({
      predicate: ({ queryKey, queryHash }) =>
        (upToOf.get(queryHash) ?? -1) < (hashes.get(queryHash) ?? -1) ||
        topicsIn(queryKey).some((topic) => stale.has(String(topic))),
    });
  }, GATHER);
}

/** The project's properties, with counts of the shown set. */
export function useProject(set: InputOf<'project.info'>['set']) {
  return useCall('project.info', set ? { set } : {}, { keep: true }).data;
}

/** The properties of the project that change seldom: without the counts, which change with every tag. */
export type ProjectHead = Omit<OutputOf<'project.info'>, 'sets' | 'types'> & {
  readonly sets: readonly Omit<OutputOf<'project.info'>['sets'][number], 'spans' | 'documents'>[];
};

function headOf({ types: _, sets, ...rest }: OutputOf<'project.info'>): ProjectHead {
  return { ...rest, sets: sets.map(({ spans: _spans, documents: _documents, ...set }) => set) };
}

/** Like {@link useProject}, without the counts; renders only when something else has changed. */
export function useProjectHead(set: InputOf<'project.info'>['set']): ProjectHead | undefined {
  return useQuery({
    ...queryOf('project.info', set ? { set } : {}),
    placeholderData: (before) => before,
    select: headOf,
  }).data;
}

/** The current scheme. */
export function useScheme() {
  return useCall('project.scheme', {}).data?.scheme;
}

export function useHost() {
  return useCall('host.info', {}).data;
}

/**
 * Why the open project cannot be changed. It is kept apart from the query, because nearly every control asks for it, and a
 * subscription to a query takes longer than rendering the control.
 */
const useLocked = create<{ why: string | null }>()(() => ({ why: null }));
queryClient.getQueryCache().subscribe(({ query }) => {
  if ((query.queryKey as readonly unknown[])[1] !== 'host.info') return;
  const why = lockedWords((query.state.data as OutputOf<'host.info'> | undefined)?.locked);
  if (why !== useLocked.getState().why) useLocked.setState({ why });
});

/** Returns why the open project cannot be changed, in words; `null` if it can be changed. */
export function useWhyLocked(): string | null {
  return useLocked(({ why }) => why);
}

/** Returns the message that a project is read-only, with the reason; null if it is not. */
export function lockedWords(locked: string | null | undefined): string | null {
  return locked ? `${locked} You can read, search and export, but not change anything.` : null;
}
