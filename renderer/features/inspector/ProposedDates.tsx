import { proposeDates } from '../../../shared/suggest/date-value.ts';
import { useArticle } from '../../state/article.ts';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import styles from './inspector.module.css';
import { TEXTS } from './texts.ts';

interface ProposedDatesProps {
  words: string;
  onTake: (value: string) => Promise<unknown>;
}

/** The dates that the words of a span may mean, counted from the day of publication; a click takes one. */
export function ProposedDates({ words, onTake }: ProposedDatesProps) {
  const published = useArticle(({ document }) => document?.published ?? '');
  const language = useArticle(({ document }) => document?.language ?? '');
  const dates = proposeDates(words, published, language);
  if (dates.length === 0) return null;
  return (
    <div className={styles.proposedDates} role="group" aria-label={TEXTS.proposedDates}>
      <Writing>
        {dates.map((date) => (
          <button
            key={date}
            type="button"
            className={styles.proposedDate}
            title={TEXTS.proposedDate(keyName('attribute.open'))}
            onClick={() => void onTake(date)}
          >
            {date}
          </button>
        ))}
      </Writing>
    </div>
  );
}
