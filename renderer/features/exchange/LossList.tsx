import { groupLosses } from '../../../shared/formats/loss-words.ts';
import type { ExportReport } from '../../../shared/contract/exchange.ts';
import { grouped } from '../../../shared/text/counted.ts';
import styles from './exchange.module.css';
import { TEXTS } from './texts.ts';

/** What a format cannot hold of the selection, under headings, the most important first; examples in the tooltips. */
export function LossList({ losses }: { losses: ExportReport['losses'] }) {
  if (losses.length === 0) return null;
  return (
    <section className={styles.losses} tabIndex={0} aria-label={TEXTS.losses} data-testid="losses">
      <h3>{TEXTS.losses}</h3>
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
    </section>
  );
}
