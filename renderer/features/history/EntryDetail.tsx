import { Redo2, Undo2 } from 'lucide-react';
import type { HistoryEntry, WayBack } from '../../../shared/contract/history.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { counted, grouped } from '../../../shared/text/counted.ts';
import { goBack } from '../../commands/history.ts';
import { takeBack } from '../../commands/take-back.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { RowLine } from './RowLine.tsx';
import screens from '../../ui/screen.module.css';
import { fullMoment } from '../../ui/moments.ts';
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
    <aside className={`${screens.side} ${styles.detail}`} aria-label="The change in full">
      <header>
        <h2 dir="auto">{label}</h2>
        <p className={styles.about}>
          <span>{analyst || 'Unknown'}</span>
          <time dateTime={at}>{fullMoment(new Date(at))}</time>
        </p>
      </header>
      {rows.length > 0 ? (
        <ul className={styles.rows} aria-label="What it changed here">
          {rows.map((row, index) => (
            <RowLine key={index} document={document} row={row} />
          ))}
        </ul>
      ) : (
        <p className={styles.about}>
          {batch
            ? 'An import brought this article, or annotations of it.'
            : 'It changed nothing to be read here.'}
        </p>
      )}
      {more > 0 && <p className={styles.about}>And {counted(more, 'row')} more.</p>}
      <TakeThisBack entry={entry} />
      <section className={styles.back} aria-label="Go back">
        {newest ? (
          <p className={styles.about}>This is the article as it is now.</p>
        ) : (
          <Back document={document} change={change} buttonId={buttonId} />
        )}
      </section>
    </aside>
  );
}

/** Undoes or redoes this one change, whatever was done since. Undo entries and set-up changes have no such button. */
function TakeThisBack({ entry: { change, kind, undone, isUndo } }: { entry: HistoryEntry }) {
  if (isUndo || kind === 'setup') return null;
  return (
    <section className={styles.take} aria-label="This change alone">
      <Writing>
        <Button onClick={() => void takeBack(undone ? 'redo' : 'undo', change)}>
          {undone ? <Redo2 size={15} aria-hidden /> : <Undo2 size={15} aria-hidden />}
          {undone ? 'Redo this change' : 'Undo this change'}
        </Button>
      </Writing>
    </section>
  );
}

function Back({ document, change, buttonId }: { document: Uid; change: Uid; buttonId: string }) {
  const { data, error } = useCall('history.wayBack', { document, change }, { keep: true });
  if (error) return <p className={styles.about}>{error.message}</p>;
  if (!data) return null;
  if (data.counts.length === 0) return <p className={styles.about}>The article is now as it was then.</p>;
  return (
    <>
      <h3>Going back to here</h3>
      <ul className={styles.way}>
        {data.counts.map(({ kind, added, removed, changed }) => (
          <li key={kind}>{wayWords(kind, { added, removed, changed })}</li>
        ))}
        {data.others.map(({ name, changes }) => (
          <li key={name} data-warns>
            Also takes back {counted(changes, 'change')} by {name}
          </li>
        ))}
        {data.left.map(({ reason, count }) => (
          <li key={reason} data-warns>
            Leaves out {grouped(count)} × {reason}
          </li>
        ))}
      </ul>
      <Writing>
        <Button id={buttonId} kind="primary" onClick={() => void goBack(document, change)}>
          <Undo2 size={15} aria-hidden /> Go back to here
        </Button>
      </Writing>
      <p className={styles.about}>
        This will be one change of yours, which can be undone. Entities and the scheme stay as they are.
      </p>
    </>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  span: 'span',
  slot: 'filler',
  relation: 'relation',
  label: 'label',
  note: 'note',
  decision: 'decision',
  quarantine: 'quarantined proposal',
};
const SINGLE: Readonly<Record<string, string>> = {
  document: 'The fields of the article become what they were',
  text: 'The text becomes what it was',
  status: 'The status becomes what it was',
  segmentation: 'The tokens become what they were',
};

function wayWords(
  kind: string,
  { added, removed, changed }: Omit<WayBack['counts'][number], 'kind'>,
): string {
  const single = SINGLE[kind];
  if (single) return single;
  const name = KINDS[kind] ?? kind;
  const words = [
    added > 0 && `brings ${counted(added, name)} back`,
    removed > 0 && `removes ${counted(removed, name)}`,
    changed > 0 && `changes ${counted(changed, name)} back`,
  ]
    .filter(Boolean)
    .join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
