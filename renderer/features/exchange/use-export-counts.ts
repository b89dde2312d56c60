import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { InputOf } from '../../../shared/contract/index.ts';
import { newUid } from '../../../shared/model/uid.ts';
import { call } from '../../api.ts';
import { cacheKey } from '../../state/topics.ts';
import { cancelJob } from '../../commands/files.ts';

/**
 * Counts what an export of many documents would contain and lose, as a job whose progress is shown. Cancels a count whose
 * result is no longer needed.
 */
export function useExportCounts(selection: InputOf<'exchange.preview'>, enabled: boolean) {
  const key = JSON.stringify(selection);
  // A new job for each selection: its id identifies the progress events.
  const job = useMemo(() => ({ id: newUid(), key }), [key]).id;
  const { data, error, isFetching } = useQuery({
    queryKey: cacheKey('exchange.count', key),
    queryFn: ({ signal }) => {
      signal.addEventListener('abort', () => cancelJob(job));
      return call('exchange.count', { job, ...selection });
    },
    enabled,
    gcTime: 0,
    retry: false,
  });
  return {
    data,
    error: enabled ? error : null,
    job: isFetching ? job : null,
    cancel: () => {
      if (isFetching) cancelJob(job);
    },
  };
}
