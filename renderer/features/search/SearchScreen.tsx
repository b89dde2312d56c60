import { Download, Replace } from 'lucide-react';
import { useDeferredValue, useEffect, useRef, type KeyboardEvent } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import type { SearchHit, SearchOrder } from '../../../shared/contract/search.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { exportHits, goToHit, isAsking, queryOf } from '../../commands/search.ts';
import { runAction } from '../../commands/index.ts';
import { matches } from '../../keys.ts';
import { keyName } from '../../state/keys.ts';
import { useReplace } from '../../state/replace.ts';
import { isTicked, tickAll, toggleTicks, useSearch } from '../../state/search.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ColumnHeads, HEAD_HEIGHT, type Column } from '../../ui/ColumnHeads.tsx';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { Writing } from '../../ui/Writing.tsx';
import { ReplaceScreen } from '../correction/ReplaceScreen.tsx';
import { rememberSearch } from '../../state/recent.ts';
import { RecentSearches } from './RecentSearches.tsx';
import { HitRow, ROW_HEIGHT } from './HitRow.tsx';
import { SearchFilters } from './SearchFilters.tsx';
import { TagHits } from './TagHits.tsx';
import { useHits } from './hits.ts';
import { TEXTS } from './texts.ts';
import screens from '../../ui/screen.module.css';
import styles from './search.module.css';

interface SearchScreenProps {
  scheme: Scheme;
  project: OutputOf<'project.info'>;
  set: Uid | null;
}

const COLUMNS: readonly Column<SearchOrder>[] = [
  { order: null, label: TEXTS.columns.ticked, hidden: true },
  { order: 'left', label: TEXTS.columns.before, className: styles.before },
  { order: 'hit', label: TEXTS.columns.hit },
  { order: 'right', label: TEXTS.columns.after },
  { order: 'document', label: TEXTS.columns.article },
];

/** The search of the project, or finding and replacing. */
export function SearchScreen(props: SearchScreenProps) {
  const replaces = useReplace((replace) => replace.isOpen);
  return replaces ? <ReplaceScreen scheme={props.scheme} /> : <Hits {...props} />;
}

/** Searches all articles or annotations; hits are aligned in their context and can be opened, ticked and tagged. */
function Hits({ scheme, project, set }: SearchScreenProps) {
  const { form, order, descending, at: remembered, ticked, all } = useSearch();
  const field = useRef<HTMLInputElement>(null);
  // Show typed letters immediately; the search may follow later.
  const query = queryOf(useDeferredValue(form));
  const asking = isAsking(form);
  const { total, state, error, rowAt, show } = useHits(
    { ...query, order, descending, ...(set && { set }) },
    asking,
  );
  const rows = useRows({
    total,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    show,
    initial: remembered,
  });
  const { scroller, at, setAt } = rows;
  useEffect(() => {
    // After returning from an article, continue in the list.
    if (remembered > 0) scroller.current?.focus();
    else field.current?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the screen is opened
  }, []);

  const sortBy = (column: SearchOrder) => {
    useSearch.setState(
      column !== order || column === 'document'
        ? { order: column, descending: false, at: 0 }
        : { descending: !descending, at: 0 },
    );
    setAt(0);
  };
  const open = (index: number) => {
    const hit = rowAt(index);
    if (!hit) return;
    useSearch.setState({ at: index });
    rememberSearch(form);
    goToHit(hit);
  };
  const tick = (index: number, range: boolean) => {
    const anchor = useSearch.getState().anchor;
    const [from, to] =
      range && anchor !== null ? [Math.min(anchor, index), Math.max(anchor, index)] : [index, index];
    const hits: SearchHit[] = [];
    for (let i = from; i <= to; i++) {
      const hit = rowAt(i);
      if (hit) hits.push(hit);
    }
    toggleTicks(hits);
    useSearch.setState({ anchor: index });
  };
  const tickAllByKey = (event: KeyboardEvent) => {
    if (!matches(event.nativeEvent, 'Mod+A')) return;
    tickAll(!all);
    event.preventDefault();
    event.stopPropagation();
  };
  const onKey = ({ key, shiftKey }: KeyboardEvent) => {
    if (key === 'Enter') open(at);
    else if (key === ' ') tick(at, shiftKey);
    else return false;
    return true;
  };
  const chosen = all ? Math.max(0, (state?.total ?? total) - ticked.size) : ticked.size;

  return (
    <main className={screens.screen} data-region="text" aria-label={TEXTS.screen}>
      <SearchFilters
        scheme={scheme}
        sets={project.sets}
        field={field}
        onDown={() => {
          if (asking && total > 0) rememberSearch(form);
          setAt(0);
          scroller.current?.focus();
        }}
      />
      <div className={screens.summary}>
        <p role="status" data-testid="hit-count">
          {!asking ? '' : state ? TEXTS.count(state) : TEXTS.searching}
        </p>
        {total > 0 && (
          <>
            <Checkbox checked={all} onChange={tickAll}>
              {TEXTS.allHits}
            </Checkbox>
            <TagHits scheme={scheme} chosen={chosen} uncertain={all && state?.complete === false} />
            {form.where === 'text' && (
              <Writing>
                <Button
                  kind="quiet"
                  title={TEXTS.replaceHelp(keyName('text.replace'))}
                  onClick={() => runAction('text.replace')}
                >
                  <Replace size={14} aria-hidden /> {TEXTS.replace}
                </Button>
              </Writing>
            )}
            <Button kind="quiet" title={TEXTS.exportHelp} onClick={() => void exportHits(set)}>
              <Download size={14} aria-hidden /> {TEXTS.export}
            </Button>
          </>
        )}
      </div>
      {!asking && (
        <>
          <p className={screens.nothing}>{TEXTS.empty}</p>
          <RecentSearches scheme={scheme} onPick={() => field.current?.focus()} />
        </>
      )}
      {asking && (
        <RowGrid
          label={TEXTS.hits}
          className={styles.grid}
          rows={rows}
          columns={COLUMNS.length}
          multiple
          {...(total > 0 && {
            head: (
              <ColumnHeads
                columns={COLUMNS}
                order={order}
                descending={descending}
                onSort={sortBy}
                className={`${screens.columns} ${styles.columns}`}
              />
            ),
          })}
          onKey={onKey}
          onKeyDown={tickAllByKey}
          row={(place) => {
            const hit = rowAt(place.index);
            return (
              <HitRow
                key={place.index}
                hit={hit}
                scheme={scheme}
                place={place}
                ticked={hit !== undefined && isTicked(hit, { ticked, all })}
                onOpen={() => open(place.index)}
                onTick={(range) => {
                  setAt(place.index);
                  tick(place.index, range);
                }}
              />
            );
          }}
        >
          {error && (
            <p className={screens.nothing} role="alert">
              {error.message}
            </p>
          )}
          {total === 0 && !error && state?.complete && <p className={screens.nothing}>{TEXTS.nothing}</p>}
        </RowGrid>
      )}
    </main>
  );
}
