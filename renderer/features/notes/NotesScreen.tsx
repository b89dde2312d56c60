import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import type { NoteFilter } from '../../../shared/contract/notes.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { counted, grouped } from '../../../shared/text/counted.ts';
import { goToNote } from '../../commands/notes.ts';
import { useNotes, write } from '../../state/notes.ts';
import { usePages } from '../../state/pages.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { isOwnKey, useRows } from '../../ui/use-rows.ts';
import controls from '../../ui/controls.module.css';
import { NoteRow, ROW_HEIGHT } from './NoteRow.tsx';
import { Thread } from './Thread.tsx';
import screens from '../../ui/screen.module.css';
import styles from './notes.module.css';

type Kind = 'open' | 'answered' | 'all';
const KINDS: Record<Kind, string> = { open: 'Open questions', answered: 'Answered', all: 'All notes' };

/** Notes and questions of the whole project: filter, read one whole, answer it in place, go where it is. */
export function NotesScreen() {
  const [kind, setKind] = useState<Kind>('all');
  const [analyst, setAnalyst] = useState<Uid | null>(null);
  const [search, setSearch] = useState('');
  const gridId = useId();
  const counts = useCall('notes.counts', {}, { keep: true }).data;
  const filter: NoteFilter = {
    ...(kind !== 'all' && { question: kind }),
    ...(analyst && { analyst }),
    ...(search.trim() && { search }),
  };
  const { total, loaded, rowAt, show } = usePages('notes.list', filter);
  const { scroller, items, height, at, setAt, walk } = useRows<HTMLDivElement>({
    total,
    rowHeight: ROW_HEIGHT,
    show,
  });
  const current = rowAt(at);
  const currentId = current?.id ?? null;
  useEffect(() => scroller.current?.focus(), [scroller]);
  useEffect(() => useNotes.setState({ current: currentId }), [currentId]);
  useEffect(() => () => useNotes.setState({ current: null, writing: null }), []);

  const choose = (index: number) => {
    setAt(index);
    scroller.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (walk(event) || !isOwnKey(event) || event.key !== 'Enter' || !current) return;
    goToNote(current);
    event.preventDefault();
  };
  return (
    <main className={screens.screen} data-region="text" aria-label="Notes">
      <div className={styles.filters} role="search" aria-label="Filter notes">
        <div className={controls.segments} role="radiogroup" aria-label="Which notes">
          {(Object.keys(KINDS) as Kind[]).map((each) => (
            <label key={each} className={controls.segment}>
              <input
                type="radio"
                name={`${gridId}-kind`}
                checked={kind === each}
                onChange={() => {
                  setKind(each);
                  setAt(0);
                }}
              />
              {KINDS[each]}
              <span className={styles.kindCount}>{grouped(counts?.[each] ?? 0)}</span>
            </label>
          ))}
        </div>
        <select
          className={styles.choice}
          aria-label="Written by"
          value={analyst ?? ''}
          onChange={({ target }) => {
            setAnalyst((target.value || null) as Uid | null);
            setAt(0);
          }}
        >
          <option value="">By: anybody</option>
          {counts?.analysts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <input
          type="search"
          className={controls.input}
          placeholder="Find in notes"
          aria-label="Find in notes and replies"
          value={search}
          onChange={({ target }) => {
            setSearch(target.value);
            setAt(0);
          }}
        />
        <span role="status" data-testid="note-count" className={styles.total}>
          {counted(total, kind === 'all' ? 'note' : 'question')}
        </span>
      </div>
      <div className={screens.split}>
        <div
          ref={scroller}
          className={screens.grid}
          role="grid"
          aria-label="Notes"
          aria-rowcount={total}
          aria-colcount={1}
          aria-activedescendant={total > 0 ? `${gridId}-${at}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <div role="rowgroup" className={screens.body} style={{ height }}>
            {items.map(({ index, start }) => (
              <NoteRow
                key={index}
                id={`${gridId}-${index}`}
                row={rowAt(index)}
                index={index}
                top={start}
                current={index === at}
                onChoose={() => choose(index)}
              />
            ))}
          </div>
          {total === 0 && loaded && <Nothing kind={kind} narrowed={analyst !== null || search !== ''} />}
        </div>
        {current && (
          <aside className={`${screens.side} ${styles.detail}`} aria-label="The note in full">
            <div className={styles.place}>
              <Button onClick={() => goToNote(current)}>
                Go there <KeyCap keys="Enter" />
              </Button>
              <Button kind="quiet" onClick={() => write({ on: 'reply', id: current.id })}>
                {current.question === 'open' ? 'Answer' : 'Reply'} <ActionKey action="note.add" />
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
  return (
    <div role="row">
      <p role="gridcell" className={screens.nothing}>
        {narrowed ? (
          'No note fits. Loosen the filter.'
        ) : kind === 'open' ? (
          'No question is open.'
        ) : kind === 'answered' ? (
          'No question has been answered yet.'
        ) : (
          <>
            No notes yet. In the article press <ActionKey action="note.add" /> to write one on the selected
            span, or on the article when nothing is selected. A note can be a question to the lead; here the
            lead finds and answers it.
          </>
        )}
      </p>
    </div>
  );
}
