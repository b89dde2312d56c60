import type { CaseDetail } from '../../../shared/contract/review.ts';
import { show } from '../../commands/review.ts';
import { Button } from '../../ui/Button.tsx';
import { rest } from '../../ui/keep-focus.ts';
import { TEXTS } from './texts.ts';
import styles from './card.module.css';

/** Names the open cases that a case needs, because accepting it accepts them too; each opens by a click. */
export function StillOpen({ detail }: { detail: CaseDetail }) {
  const open = new Map(
    detail.fillers.flatMap(({ state, filler, text }) =>
      state === 'open' && filler ? [[filler, text] as const] : [],
    ),
  );
  if (open.size === 0 || detail.state !== 'open') return null;
  return (
    <div className={styles.stillOpen} role="note">
      <p>{TEXTS.stillOpen(open.size)}</p>
      {[...open].map(([id, text]) => (
        <Button
          key={id}
          kind="quiet"
          onClick={() => {
            rest();
            show(id);
          }}
        >
          <bdi>{text || TEXTS.implicit}</bdi>
        </Button>
      ))}
    </div>
  );
}
