import { RefreshCw, Replace, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { GoneChoice } from '../../../shared/contract/texts.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { goToWords } from '../../commands/jump.ts';
import { closeReplace, replaceFound, toggleReplaced, useReplacePreview } from '../../commands/replace.ts';
import { matches } from '../../keys.ts';
import { useArticle } from '../../state/article.ts';
import {
  changeReplace,
  isQuestionOpen,
  isTaken,
  searchAgain,
  sumOf,
  toggleAll,
  useReplace,
  type ReplacePreview,
  type Total,
} from '../../state/replace.ts';
import { useView } from '../../state/view.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { Writing } from '../../ui/Writing.tsx';
import screens from '../../ui/screen.module.css';
import { Toggle } from '../search/Toggle.tsx';
import { TEXTS as SEARCH } from '../search/texts.ts';
import find from '../search/find.module.css';
import { ReplacePanel } from './ReplacePanel.tsx';
import { ReplaceRow, ROW_HEIGHT } from './ReplaceRow.tsx';
import { usePlaces } from './replace-rows.ts';
import { REPLACE } from './replace-texts.ts';
import styles from './replace.module.css';

const NOTHING: ReplacePreview['articles'] = [];

/** Finds a text in the open article or in all of them, and replaces it after a preview of every place. */
export function ReplaceScreen({ scheme }: { scheme: Scheme }) {
  const state = useReplace();
  const { form, left, totals, gone, choices, isRunning, asked } = state;
  const { data: preview, error, isFetching } = useReplacePreview(form, asked);
  const articles = preview?.articles ?? NOTHING;
  const places = usePlaces(articles, form);
  const rows = useRows({
    total: places.total,
    rowHeight: ROW_HEIGHT,
    show: places.show,
    initial: state.at,
  });
  const { at, setAt, scroller } = rows;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // After returning from an article, continue in the list.
    if (useReplace.getState().at > 0) scroller.current?.focus();
    else {
      field.current?.focus();
      field.current?.select();
    }
  }, [scroller]);

  const total = useMemo(() => sumOf(articles, { left, totals }), [articles, left, totals]);
  const isOpen = isQuestionOpen(total, { gone, choices });
  const toggle = (row: number) => {
    const found = places.rowAt(row);
    if (found && (found.index < 0 || found.place)) toggleReplaced(found.article, found.place?.start);
  };
  const open = (row: number) => {
    const found = places.rowAt(row);
    if (!found?.place) return;
    useReplace.setState({ at: row });
    goToWords(found.article.document, found.place.start, found.place.end);
  };
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === ' ') toggle(at);
    else if (key === 'Enter') open(at);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!matches(event.nativeEvent, 'Mod+A')) return;
    toggleAll(articles, total.places === 0);
    event.preventDefault();
    event.stopPropagation();
  };
  const current = places.rowAt(at);
  const hasPlaces = places.total > 0;

  return (
    <main className={screens.screen} data-region="text" aria-label={REPLACE.title}>
      <Toolbar searches={REPLACE.title} line={false}>
        <Scope />
        <div className={`${find.field} ${styles.field}`}>
          <Search size={14} aria-hidden />
          <input
            ref={field}
            type="text"
            data-replace="find"
            spellCheck={false}
            dir="auto"
            maxLength={1000}
            aria-label={REPLACE.find}
            placeholder={REPLACE.find}
            value={form.find}
            onChange={({ target }) => changeReplace({ find: target.value })}
          />
          <Toggle
            {...SEARCH.matchCase}
            on={form.matchCase}
            onChange={(matchCase) => changeReplace({ matchCase })}
          />
          <Toggle {...SEARCH.wholeWords} on={form.words} onChange={(words) => changeReplace({ words })} />
        </div>
        <div className={`${find.field} ${styles.field}`}>
          <Replace size={14} aria-hidden />
          <input
            type="text"
            spellCheck={false}
            dir="auto"
            maxLength={10_000}
            aria-label={REPLACE.replaceBy}
            placeholder={REPLACE.nothing}
            value={form.replace}
            onChange={({ target }) => changeReplace({ replace: target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
              if (event.ctrlKey || event.metaKey) return;
              event.preventDefault();
              scroller.current?.focus();
            }}
          />
        </div>
        <span className={styles.spring} />
        <Button onClick={closeReplace}>
          {REPLACE.leave} <KeyCap keys="Escape" />
        </Button>
        <Writing>
          <Button
            kind="primary"
            disabled={total.places === 0 || isRunning || isFetching}
            onClick={() => void replaceFound()}
          >
            {REPLACE.run(total.places)} <ActionKey action="document.done" />
          </Button>
        </Writing>
      </Toolbar>
      <div className={screens.summary}>
        <Summary total={total} isWaiting={isFetching} isAsking={form.find !== ''} hasPlaces={hasPlaces} />
        {hasPlaces && (
          <>
            <Checkbox
              checked={articles.every(({ document: id }) => isTaken(left.get(id)))}
              onChange={(on) => toggleAll(articles, on)}
            >
              {REPLACE.all}
            </Checkbox>
            <Button
              kind="quiet"
              icon
              aria-label={REPLACE.again}
              title={REPLACE.againHelp}
              onClick={searchAgain}
            >
              <RefreshCw size={14} aria-hidden />
            </Button>
          </>
        )}
      </div>
      {total.gone > 0 && (
        <div className={styles.question} data-replace="question" data-open={isOpen || undefined}>
          <p>{REPLACE.gone(total.gone)}</p>
          <Segments<GoneChoice>
            label={REPLACE.goneLabel}
            value={gone}
            options={[
              { value: 'keep', label: REPLACE.keep },
              { value: 'delete', label: REPLACE.delete },
            ]}
            onPick={(choice) => useReplace.setState({ gone: choice, choices: new Map() })}
          />
        </div>
      )}
      <div className={screens.split}>
        <RowGrid
          label={REPLACE.places}
          rows={rows}
          columns={2}
          multiple
          onKey={onKey}
          onKeyDown={onKeyDown}
          row={(place) => (
            <ReplaceRow
              key={place.index}
              row={places.rowAt(place.index)}
              form={form}
              scheme={scheme}
              place={place}
              onToggle={() => {
                setAt(place.index);
                toggle(place.index);
              }}
              onPick={() => {
                setAt(place.index);
                scroller.current?.focus();
              }}
              onOpen={() => open(place.index)}
            />
          )}
        >
          {error && (
            <p className={screens.nothing} role="alert">
              {error.message}
            </p>
          )}
          {!error && !hasPlaces && !isFetching && (
            <p className={screens.nothing}>
              {form.find === ''
                ? REPLACE.help
                : form.matchCase && form.find === form.replace
                  ? REPLACE.same
                  : REPLACE.none}
            </p>
          )}
        </RowGrid>
        {current && <ReplacePanel key={current.article.document} row={current} form={form} scheme={scheme} />}
      </div>
    </main>
  );
}

/** Where it is replaced. */
function Scope() {
  const scope = useReplace((replace) => replace.form.document);
  const article = useArticle((open) => open.document);
  return (
    <Segments
      label={REPLACE.scope}
      value={scope === null ? 'all' : 'this'}
      options={[
        ...(article || scope !== null ? [{ value: 'this' as const, label: REPLACE.thisArticle }] : []),
        { value: 'all', label: REPLACE.allArticles },
      ]}
      onPick={(value) => changeReplace({ document: value === 'all' ? null : (scope ?? article!.id) })}
    />
  );
}

interface SummaryProps {
  total: Total & { readonly articles: number };
  isWaiting: boolean;
  isAsking: boolean;
  hasPlaces: boolean;
}

function Summary({ total, isWaiting, isAsking, hasPlaces }: SummaryProps) {
  const progress = useView((view) => view.progress);
  const words = () => {
    if (isWaiting) return REPLACE.searching(progress?.done ?? 0, progress?.total ?? null);
    return isAsking && hasPlaces ? REPLACE.total(total) : '';
  };
  return (
    <p role="status" data-testid="replace-count">
      {words()}
    </p>
  );
}
