import { useEffect } from 'react';
import type { CaseGroup } from '../../../shared/contract/review.ts';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { showGroup } from '../../commands/review.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { useCall } from '../../state/queries.ts';
import { useReview } from '../../state/review.ts';
import { rest } from '../../ui/keep-focus.ts';
import styles from './review.module.css';
import { TEXTS } from './texts.ts';

/** Groups of similar cases, the largest first; the queue is limited to the chosen one. */
export function GroupList({ where, scheme }: { where: string; scheme: Scheme }) {
  const { review, group } = useReview();
  const found = useCall(
    'review.groups',
    { review: review!, where, limit: 200 },
    { enabled: review !== null, keep: true },
  ).data;
  // The list and the case beside it belong together: a group is always chosen, and the next one when all of it is decided.
  const first = found?.groups[0];
  const isListed = found?.groups.some((each) => isSame(each, group)) ?? true;
  useEffect(() => {
    if (!isListed) showGroup(first ?? null);
  }, [isListed, first]);
  return (
    <ol className={styles.list} aria-label={TEXTS.groups}>
      {found?.groups.map((each) => {
        const chosen = isSame(each, group);
        return (
          <li
            key={`${each.type} ${each.text}`}
            aria-current={chosen}
            className={typeClass(scheme.types.findIndex(({ name }) => name === each.type))}
          >
            <button
              type="button"
              onClick={() => {
                rest();
                showGroup(each);
              }}
            >
              <span className={styles.rowType} title={each.type}>
                {typeLabel(scheme, each.type)}
              </span>
              <span className={styles.rowScore}>
                <strong>{each.count.toLocaleString()}</strong>
                {each.lowest !== null && each.highest !== null && (
                  <small> {scores(each.lowest, each.highest)}</small>
                )}
              </span>
              <span className={styles.rowWords} dir="auto">
                {each.text.replace(/\s+/g, ' ') || TEXTS.implicit}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function isSame(one: CaseGroup, other: CaseGroup | null): boolean {
  return one.text === other?.text && one.type === other.type;
}

/** Returns the range of the scores of a group; one number if they are alike. */
function scores(lowest: number, highest: number): string {
  const [from, to] = [lowest.toFixed(2), highest.toFixed(2)];
  return from === to ? from : `${from}–${to}`;
}
