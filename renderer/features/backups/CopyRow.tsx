import { Check, FileQuestion } from 'lucide-react';
import type { ListedCopy } from '../../../shared/contract/backups.ts';
import { counted } from '../../../shared/text/counted.ts';
import { copyTime, restoreCopy } from '../../commands/backups.ts';
import { Button } from '../../ui/Button.tsx';
import { sizeText } from '../../ui/bytes.ts';
import styles from './backups.module.css';

const KINDS = {
  auto: 'automatic',
  backup: 'made by hand',
  'before-restore': 'before a restore',
  migration: 'before an update',
  'before-repair': 'before a repair',
} as const;

interface CopyRowProps {
  copy: ListedCopy;
  /** Whether it is asked if this one shall be put back. */
  asked: boolean;
  onAsk: (ask: boolean) => void;
}

/** One copy: when, why, what is in it, whether it was checked; and the way back to it. */
export function CopyRow({ copy, asked, onAsk }: CopyRowProps) {
  const { kind, documents, spans, bytes, checked, name, at } = copy;
  const time = copyTime(copy);
  return (
    <li className={styles.row} data-asked={asked}>
      <div className={styles.when}>
        <time dateTime={at} title={name}>
          {time}
        </time>
        <span>{KINDS[kind]}</span>
      </div>
      <span className={styles.what}>
        {documents === null || spans === null
          ? 'The file as it was'
          : `${counted(documents, 'document')} · ${counted(spans, 'span')}`}
      </span>
      <span className={styles.size}>{sizeText(bytes)}</span>
      {checked ? (
        <span className={styles.checked} title="Read from end to end when it was made: all of it is sound">
          <Check size={13} aria-hidden /> checked
        </span>
      ) : (
        <span
          className={styles.unchecked}
          title={
            kind === 'before-restore'
              ? 'It was put aside as it was, sound or not'
              : 'Of a large project one copy a day is checked; this one is when it is restored'
          }
        >
          <FileQuestion size={13} aria-hidden /> not checked
        </span>
      )}
      <Button onClick={() => onAsk(!asked)} aria-expanded={asked} aria-label={`Restore the copy of ${time}…`}>
        Restore…
      </Button>
      {asked && (
        <div className={styles.question} role="group" aria-label="Restore this copy?">
          <p>
            The project becomes what it was then. The file as it is now is kept here, as “before a restore”,
            so that you can come back.
          </p>
          <Button kind="primary" autoFocus onClick={() => void restoreCopy(copy)}>
            Restore
          </Button>
          <Button onClick={() => onAsk(false)}>Cancel</Button>
        </div>
      )}
    </li>
  );
}
