import { Redo2, Undo2 } from 'lucide-react';
import type { HistoryEntry } from '../../../shared/contract/history.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { goBack } from '../../commands/history.ts';
import { undoOrRedo } from '../../commands/undo.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { RowLine } from './RowLine.tsx';
import screens from '../../ui/screen.module.css';
import { fullMoment } from '../../ui/moments.ts';
import { TEXTS } from './texts.ts';
import styles from './history.module.css';
import { Writing } from '../../ui/Writing.tsx';

interface EntryDetailProps {
  document: Uid;
  entry: HistoryEntry;
  /** Whether it is the newest change, so that there is nothing to revert. */
  newest: boolean;
  buttonId: string;
}

/** The details of one change, and what reverting the article to the time just after it would do. */
export function EntryDetail({ document, entry, newest, buttonId }: EntryDetailProps) {
  const { change, at, analyst, label, rows, more, batch } = entry;
  return (
    <aside className={`${screens.side} ${styles.detail}`} aria-label={TEXTS.detail}>
      <header>
        <h2 dir="auto">{label}</h2>
        <p className={styles.about}>
          <span>{analyst || TEXTS.unknown}</span>
          <time dateTime={at}>{fullMoment(new Date(at))}</time>
        </p>
      </header>
      {rows.length > 0 ? (
        <ul className={styles.rows} aria-label={TEXTS.rows}>
          {rows.map((row, index) => (
            <RowLine key={index} document={document} row={row} />
          ))}
        </ul>
      ) : (
        <p className={styles.about}>{batch ? TEXTS.byImport : TEXTS.noRows}</p>
      )}
      {more > 0 && <p className={styles.about}>{TEXTS.more(more)}</p>}
      <UndoThis entry={entry} />
      <section className={styles.back} aria-label={TEXTS.revert}>
        {newest ? (
          <p className={styles.about}>{TEXTS.newest}</p>
        ) : (
          <Revert document={document} change={change} buttonId={buttonId} />
        )}
      </section>
    </aside>
  );
}

/** Undoes or redoes this one change, whatever was done since. Undo entries and set-up changes have no such button. */
function UndoThis({ entry: { change, kind, undone, isUndo } }: { entry: HistoryEntry }) {
  if (isUndo || kind === 'setup') return null;
  return (
    <section className={styles.take} aria-label={TEXTS.thisChange}>
      <Writing>
        <Button onClick={() => void undoOrRedo(undone ? 'redo' : 'undo', change)}>
          {undone ? <Redo2 size={15} aria-hidden /> : <Undo2 size={15} aria-hidden />}
          {undone ? TEXTS.redoThis : TEXTS.undoThis}
        </Button>
      </Writing>
    </section>
  );
}

function Revert({ document, change, buttonId }: { document: Uid; change: Uid; buttonId: string }) {
  const { data, error } = useCall('history.wayBack', { document, change }, { keep: true });
  if (error) return <p className={styles.about}>{error.message}</p>;
  if (!data) return null;
  if (data.counts.length === 0) return <p className={styles.about}>{TEXTS.same}</p>;
  return (
    <>
      <h3>{TEXTS.revertTitle}</h3>
      <ul className={styles.way}>
        {data.counts.map(({ kind, added, removed, changed }) => (
          <li key={kind}>{TEXTS.effect(kind, { added, removed, changed })}</li>
        ))}
        {data.others.map(({ name, changes }) => (
          <li key={name} data-warns>
            {TEXTS.revertsOthers(changes, name)}
          </li>
        ))}
        {data.left.map(({ reason, count }) => (
          <li key={reason} data-warns>
            {TEXTS.leavesOut(count, reason)}
          </li>
        ))}
      </ul>
      <Writing>
        <Button id={buttonId} kind="primary" onClick={() => void goBack(document, change)}>
          <Undo2 size={15} aria-hidden /> {TEXTS.revertHere}
        </Button>
      </Writing>
      <p className={styles.about}>{TEXTS.revertHelp}</p>
    </>
  );
}
