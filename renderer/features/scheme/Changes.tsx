import type { PlannedChange } from '../../../shared/contract/scheme.ts';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

type Shown = Pick<PlannedChange, 'verb' | 'subject' | 'text'> & Partial<PlannedChange>;
const SIGNS = { added: '+', changed: '~', removed: '−' } as const;

/** Changes of a scheme in words, with the reasons that prevent them. */
export function Changes({ changes }: { changes: readonly Shown[] }) {
  return (
    <ul className={styles.changes}>
      {changes.map(({ verb, subject, text, refusal, note }, i) => (
        <li key={i} data-verb={verb}>
          <span className={styles.verb} role="img" aria-label={TEXTS.verbs[verb]}>
            {SIGNS[verb]}
          </span>
          <span>
            {verb === 'changed' ? (
              <>
                <strong>{subject}</strong>: {text}
              </>
            ) : (
              text
            )}
            {refusal && <small className={styles.against}>{refusal}</small>}
            {note && <small>{note}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}
