import { useEffect, useRef } from 'react';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { show } from '../../commands/review.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { rest } from '../../ui/keep-focus.ts';
import { standsFor } from '../../ui/things.ts';
import { useReview } from '../../state/review.ts';
import { TEXTS } from './texts.ts';
import styles from './review.module.css';

/** The next cases of the queue. */
export function CaseList({ scheme }: { scheme: Scheme }) {
  const { rows, current } = useReview();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current, rows]);
  return (
    <ol className={styles.list} ref={list} aria-label={TEXTS.cases}>
      {rows.map((row) => (
        <li
          key={row.id}
          data-id={row.id}
          {...standsFor({ proposal: row.id })}
          aria-current={row.id === current}
          className={typeClass(indexOf(scheme, row.type))}
        >
          <button type="button" onClick={() => choose(row.id)}>
            <span className={styles.rowType} title={row.type}>
              {typeLabel(scheme, row.type)}
            </span>
            <span className={styles.rowScore}>{row.score === null ? '–' : row.score.toFixed(2)}</span>
            <span className={styles.rowWords} dir="auto">
              {row.text.replace(/\s+/g, ' ') || TEXTS.implicit}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function choose(id: Parameters<typeof show>[0]): void {
  // No control keeps the focus, so that keys go to the queue.
  rest();
  show(id);
}

function indexOf(scheme: Scheme, type: string): number {
  return scheme.types.findIndex(({ name }) => name === type);
}
