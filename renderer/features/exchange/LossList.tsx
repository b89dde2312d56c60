import { groupLosses } from '../../../shared/formats/loss-words.ts';
import type { ExportReport } from '../../../shared/contract/exchange.ts';
import { grouped } from '../../../shared/text/counted.ts';
import styles from './exchange.module.css';
import { TEXTS } from './texts.ts';

/**
 * What a format cannot hold of the selection: one sentence, and when it is opened a list under headings, the most important first, with
 * examples in the tooltips.
 */
export function LossList({ losses }: { losses: ExportReport['losses'] }) {
  if (losses.length === 0) return null;
  return (
    <details className={styles.losses} data-testid="losses">
      <summary>{TEXTS.losses(losses.map(({ kind }) => kind))}</summary>
      <div className={styles.lossList} tabIndex={0} role="region" aria-label={TEXTS.lossList}>
        <dl>
          {groupLosses(losses).map(({ group, heading, losses: of }) => (
            <div key={group}>
              <dt>{heading}</dt>
              {of.map(({ kind, count, examples }) => (
                <dd key={kind} title={examples.join('\n')}>
                  {kind}: <span className={styles.lost}>{grouped(count)}</span>
                </dd>
              ))}
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}
