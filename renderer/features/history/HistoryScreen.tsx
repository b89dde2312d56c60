import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useId, useRef } from 'react';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { call } from '../../api.ts';
import { spanById, useArticle } from '../../state/article.ts';
import { useHistory } from '../../state/history.ts';
import { runAction } from '../../commands/index.ts';
import { useScheme } from '../../state/queries.ts';
import { cacheKey } from '../../state/topics.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { BeginButton } from '../start/BeginButton.tsx';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { useRows } from '../../ui/use-rows.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { EntryRow, ROW_HEIGHT } from './EntryRow.tsx';
import { TEXTS } from './texts.ts';
import screens from '../../ui/screen.module.css';
import styles from './history.module.css';

/** Who changed what in the open article, or in one of its spans; the article can be reverted to each point. */
export function HistoryScreen() {
  const document = useArticle((article) => article.document);
  const text = document?.text ?? '';
  useArticle((article) => article.spans); // Renders again when spans change, because the text of the chosen span may change.
  const { span } = useHistory();
  const shown = spanById(span);
  const type = useScheme()?.types.find(({ name }) => name === shown?.type);
  if (!document)
    return (
      <main className={screens.screen} aria-label={TEXTS.history} data-region="text">
        <EmptyState action={<BeginButton />}>{TEXTS.noArticle}</EmptyState>
      </main>
    );
  return (
    <main className={screens.screen} aria-label={TEXTS.history} data-region="text">
      <div className={screens.tools}>
        <h1 className={styles.title} dir="auto">
          {span ? (
            <>
              <span className={styles.type} title={shown && TEXTS.typeCode(shown.type)}>
                {type?.label ?? shown?.type ?? TEXTS.deletedSpan}
              </span>{' '}
              {shown && readableQuote(text, shown.fragments)}
            </>
          ) : (
            document.title || document.origin.name
          )}
        </h1>
        {span && (
          <Button kind="quiet" onClick={() => useHistory.setState({ span: null })}>
            {TEXTS.allChanges}
          </Button>
        )}
        <Button onClick={() => runAction('screen.article')}>
          {TEXTS.back} <ActionKey action="screen.article" />
        </Button>
      </div>
      <Changes key={`${document.id} ${span}`} document={document.id} span={span} />
    </main>
  );
}

function Changes({ document, span }: { document: Uid; span: Uid | null }) {
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
    <div className={screens.split}>
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
