import { Check, FileQuestion } from 'lucide-react';
import type { ListedCopy } from '../../../shared/contract/backups.ts';
import { copyTime, restoreCopy } from '../../commands/backups.ts';
import { Button } from '../../ui/Button.tsx';
import { sizeText } from '../../ui/bytes.ts';
import styles from './backups.module.css';
import { TEXTS } from './texts.ts';

interface CopyRowProps {
  copy: ListedCopy;
  /** Whether the question to restore this backup is shown. */
  asked: boolean;
  onAsk: (ask: boolean) => void;
}

/** One backup: when and why it was made, what it contains, whether it was checked; and the button that restores it. */
export function CopyRow({ copy, asked, onAsk }: CopyRowProps) {
  const { kind, documents, spans, bytes, checked, name, at } = copy;
  const time = copyTime(copy);
  return (
    <li className={styles.row} data-asked={asked}>
      <div className={styles.when}>
        <time dateTime={at} title={name}>
          {time}
        </time>
        <span>{TEXTS.kinds[kind]}</span>
      </div>
      <span className={styles.what}>
        {documents === null || spans === null ? TEXTS.unknownContent : TEXTS.content(documents, spans)}
      </span>
      <span className={styles.size}>{sizeText(bytes)}</span>
      {checked ? (
        <span className={styles.checked} title={TEXTS.checkedHelp}>
          <Check size={13} aria-hidden /> {TEXTS.checked}
        </span>
      ) : (
        <span
          className={styles.unchecked}
          title={kind === 'before-restore' ? TEXTS.setAside : TEXTS.checkedLater}
        >
          <FileQuestion size={13} aria-hidden /> {TEXTS.notChecked}
        </span>
      )}
      <Button onClick={() => onAsk(!asked)} aria-expanded={asked} aria-label={TEXTS.restoreOf(time)}>
        {TEXTS.restore}
      </Button>
      {asked && (
        <div className={styles.question} role="group" aria-label={TEXTS.question}>
          <p>{TEXTS.questionHelp}</p>
          <Button kind="primary" autoFocus onClick={() => void restoreCopy(copy)}>
            {TEXTS.doRestore}
          </Button>
          <Button onClick={() => onAsk(false)}>{TEXTS.cancel}</Button>
        </div>
      )}
    </li>
  );
}
