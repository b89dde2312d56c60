import { useEffect, useState } from 'react';
import type { NoteFilter } from '../../../shared/contract/notes.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { grouped } from '../../../shared/text/counted.ts';
import { goToNote } from '../../commands/notes.ts';
import { useNotes, write } from '../../state/notes.ts';
import { usePages } from '../../state/pages.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { BeginButton } from '../start/BeginButton.tsx';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Select } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { useRows } from '../../ui/use-rows.ts';
import controls from '../../ui/controls.module.css';
import { NoteRow, ROW_HEIGHT } from './NoteRow.tsx';
import { Thread } from './Thread.tsx';
import { TEXTS } from './texts.ts';
import screens from '../../ui/screen.module.css';
import styles from './notes.module.css';

type Kind = keyof typeof TEXTS.kinds;

/** Notes and questions of the whole project: filter, read in full, reply, go to the target. */
export function NotesScreen() {
  const [kind, setKind] = useState<Kind>('all');
  const [analyst, setAnalyst] = useState<Uid | null>(null);
  const [search, setSearch] = useState('');
  const counts = useCall('notes.counts', {}, { keep: true }).data;
  const filter: NoteFilter = {
    ...(kind !== 'all' && { question: kind }),
    ...(analyst && { analyst }),
    ...(search.trim() && { search }),
  };
  const { total, loaded, rowAt, show } = usePages('notes.list', filter);
  const rows = useRows({ total, rowHeight: ROW_HEIGHT, show });
  const { scroller, at, setAt } = rows;
  const current = rowAt(at);
  const currentId = current?.id ?? null;
  useEffect(() => scroller.current?.focus(), [scroller]);
  useEffect(() => useNotes.setState({ current: currentId, thread: current ?? null }), [currentId, current]);
  useEffect(() => () => useNotes.setState({ current: null, thread: null, writing: null }), []);

  const choose = (index: number) => {
    setAt(index);
    scroller.current?.focus();
  };
  return (
    <main className={screens.screen} data-region="text" aria-label={TEXTS.notes}>
      <Toolbar searches={TEXTS.filters}>
        <Segments
          label={TEXTS.which}
          value={kind}
          options={(Object.keys(TEXTS.kinds) as Kind[]).map((each) => ({
            value: each,
            label: (
              <>
                {TEXTS.kinds[each]}
                <span className={styles.kindCount}>{grouped(counts?.[each] ?? 0)}</span>
              </>
            ),
          }))}
          onPick={(each) => {
            setKind(each);
            setAt(0);
          }}
        />
        <Select
          look="filter"
          aria-label={TEXTS.by}
          value={analyst ?? ''}
          options={[
            ['', TEXTS.byAnyone],
            ...(counts?.analysts.map(({ id, name }) => [id, name] as const) ?? []),
          ]}
          onPick={(id) => {
            setAnalyst(id || null);
            setAt(0);
          }}
        />
        <input
          type="search"
          className={controls.input}
          placeholder={TEXTS.search}
          aria-label={TEXTS.searchHelp}
          value={search}
          onChange={({ target }) => {
            setSearch(target.value);
            setAt(0);
          }}
        />
        <span role="status" data-testid="note-count" className={screens.total}>
          {TEXTS.count(total, kind !== 'all')}
        </span>
      </Toolbar>
      <div className={screens.split}>
        <RowGrid
          label={TEXTS.notes}
          rows={rows}
          onKey={({ key }) => {
            if (key !== 'Enter' || !current) return false;
            goToNote(current);
            return true;
          }}
          row={(place) => (
            <NoteRow
              key={place.index}
              row={rowAt(place.index)}
              place={place}
              onChoose={() => choose(place.index)}
            />
          )}
        >
          {total === 0 && loaded && <Nothing kind={kind} narrowed={analyst !== null || search !== ''} />}
        </RowGrid>
        {current && (
          <aside className={`${screens.side} ${styles.detail}`} aria-label={TEXTS.detail}>
            <div className={styles.place}>
              <Button onClick={() => goToNote(current)}>
                {TEXTS.goTo} <KeyCap keys="Enter" />
              </Button>
              <Button kind="quiet" onClick={() => write({ on: 'reply', id: current.id })}>
                {current.question === 'open' ? TEXTS.answer : TEXTS.reply} <ActionKey action="note.add" />
              </Button>
            </div>
            <p className={styles.about}>{current.documentTitle}</p>
            {current.words && (
              <blockquote className={styles.quote} dir="auto">
                {current.words}
              </blockquote>
            )}
            <Thread key={current.id} thread={current} />
          </aside>
        )}
      </div>
    </main>
  );
}

function Nothing({ kind, narrowed }: { kind: Kind; narrowed: boolean }) {
  if (narrowed) return <EmptyState>{TEXTS.noneFits}</EmptyState>;
  if (kind !== 'all') return <EmptyState>{kind === 'open' ? TEXTS.noneOpen : TEXTS.noneAnswered}</EmptyState>;
  return (
    <EmptyState action={<BeginButton />}>
      {TEXTS.emptyBefore} <ActionKey action="note.add" /> {TEXTS.emptyAfter}
    </EmptyState>
  );
}
