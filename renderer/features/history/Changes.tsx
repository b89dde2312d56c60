import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useId, useRef } from 'react';
import type { Uid } from '../../../shared/model/uid.ts';
import { call } from '../../api.ts';
import { useHistory } from '../../state/history.ts';
import { cacheKey } from '../../state/topics.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { BeginButton } from '../start/BeginButton.tsx';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { EntryRow, ROW_HEIGHT } from './EntryRow.tsx';
import { TEXTS } from './texts.ts';
import screens from '../../ui/screen.module.css';
import styles from './history.module.css';

interface ChangesProps {
  document: Uid;
  /** Only the changes of this span. */
  span: Uid | null;
  /** The details stand below the list, in a panel, and not beside it. */
  stacked?: boolean;
}

/** The changes of an article, the newest first, with the details of one of them. */
export function Changes({ document, span, stacked = false }: ChangesProps) {
  const buttonId = useId();
  const { data, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: cacheKey('history.list', { document, span }),
    queryFn: ({ pageParam }) =>
      call('history.list', {
        document,
        ...(span && { span }),
        ...(pageParam && { before: pageParam }),
        limit: 100,
      }),
    initialPageParam: null as Uid | null,
    getNextPageParam: ({ entries, more }) => (more ? entries.at(-1)?.change : undefined),
  });
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const total = entries.length;
  const show = useCallback(
    (_: number, last: number) => {
      if (hasNextPage && !isFetching && last >= total - 10) void fetchNextPage();
    },
    [hasNextPage, isFetching, total, fetchNextPage],
  );
  const rows = useRows({ total, rowHeight: ROW_HEIGHT, show });
  const { scroller, at, setAt } = rows;
  useEffect(() => scroller.current?.focus(), [scroller]);
  const { change } = useHistory();
  const wanted = change === null ? -1 : entries.findIndex((entry) => entry.change === change);
  useEffect(() => {
    if (wanted < 0) return;
    setAt(wanted);
    useHistory.setState({ change: null });
  }, [wanted, setAt]);
  const current = entries[at];
  // A newer change moves the rows down: keep the selected one, otherwise a second press of its button would undo another.
  const chosen = useRef<Uid | null>(null);
  const follow = useEffectEvent(() => {
    const now = entries.findIndex((entry) => entry.change === chosen.current);
    if (now >= 0) setAt(now);
  });
  const newest = entries[0]?.change;
  useEffect(() => follow(), [newest]);
  useEffect(() => {
    chosen.current = current?.change ?? null;
  });
  return (
    <div className={`${screens.split} ${stacked ? styles.stacked : ''}`}>
      <RowGrid
        label={TEXTS.list}
        rows={rows}
        {...(hasNextPage && { count: -1 })}
        onKey={({ key }) => {
          if (key !== 'Enter') return false;
          window.document.getElementById(buttonId)?.focus();
          return true;
        }}
        row={(place) => {
          const entry = entries[place.index];
          if (!entry) return null;
          const choose = () => {
            setAt(place.index);
            scroller.current?.focus();
          };
          return <EntryRow key={entry.change} entry={entry} place={place} onChoose={choose} />;
        }}
      >
        {data && total === 0 && <EmptyState action={<BeginButton />}>{TEXTS.empty}</EmptyState>}
      </RowGrid>
      {current && (
        <EntryDetail
          key={current.change}
          document={document}
          entry={current}
          newest={at === 0 && span === null}
          buttonId={buttonId}
        />
      )}
    </div>
  );
}
