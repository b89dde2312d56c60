import type { ReactNode } from 'react';
import type { CaseOrder, ReviewSource } from '../../../shared/contract/review.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { loadQueue, showGroup } from '../../commands/review.ts';
import { useReview } from '../../state/review.ts';
import controls from '../../ui/controls.module.css';
import { rest } from '../../ui/keep-focus.ts';
import { Segments } from '../../ui/Segments.tsx';
import { Select } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import screens from '../../ui/screen.module.css';
import { FilterLine } from './FilterLine.tsx';
import { TEXTS } from './texts.ts';
import styles from './review.module.css';

const ORDERS = Object.entries(TEXTS.orders) as [CaseOrder, string][];

const MODES = [
  { value: 'cases', label: TEXTS.modes.cases },
  { value: 'groups', label: TEXTS.modes.groups },
] as const;

interface QueueFiltersProps {
  scheme: Scheme;
  sources: readonly ReviewSource[];
  children: ReactNode;
}

/** What the queue shows, its filter and its order in one line; below it what is left, and commands for all of it. */
export function QueueFilters({ scheme, sources, children }: QueueFiltersProps) {
  const { order, threshold, mode } = useReview();
  const again = (change: { order: CaseOrder } | { threshold: number }) => {
    useReview.setState(change);
    void loadQueue();
  };
  return (
    <>
      <Toolbar line={false} className={styles.filters}>
        <Segments
          label={TEXTS.show}
          value={mode}
          options={MODES}
          onPick={(each) => {
            useReview.setState({ mode: each });
            showGroup(null);
            // Keys go to the queue again.
            rest();
          }}
        />
        <FilterLine scheme={scheme} sources={sources} />
        {mode === 'cases' && (
          <Select
            look="bare"
            className={controls.filter}
            aria-label={TEXTS.order}
            value={order}
            options={ORDERS}
            onPick={(value) => {
              again({ order: value });
              // No control keeps the focus, so that keys go to the queue again.
              rest();
            }}
          />
        )}
        {mode === 'cases' && order === 'uncertain' && (
          <input
            className={`${controls.input} ${styles.threshold}`}
            inputMode="numeric"
            aria-label={TEXTS.threshold}
            value={threshold}
            onChange={({ target }) => again({ threshold: Math.min(100, Number(digits(target.value))) })}
          />
        )}
      </Toolbar>
      <div className={screens.summary}>{children}</div>
    </>
  );
}

function digits(text: string): string {
  return text.replace(/\D/g, '').slice(0, 3);
}
