import { typeFilterOptions } from '../../ui/type-options.ts';
import type { ReactNode } from 'react';
import type { CaseOrder, ReviewSource } from '../../../shared/contract/review.ts';
import { CaseState } from '../../../shared/model/review.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { WHERE_FIELDS } from '../../../shared/comparison/where.ts';
import { loadQueue, setFilter, showGroup } from '../../commands/review.ts';
import { useReview } from '../../state/review.ts';
import controls from '../../ui/controls.module.css';
import { rest } from '../../ui/keep-focus.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { labelOptions, plainOptions, Select, type Option } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import screens from '../../ui/screen.module.css';
import { TEXTS } from './texts.ts';
import styles from './review.module.css';

const ORDERS = Object.entries(TEXTS.orders) as [CaseOrder, string][];

const MODES = [
  { value: 'cases', label: TEXTS.modes.cases },
  { value: 'groups', label: TEXTS.modes.groups },
] as const;

const CONDITION_HELP = TEXTS.conditionHelp(
  Object.entries(WHERE_FIELDS).map(([name, { help }]) => [name, help] as const),
);

interface QueueFiltersProps {
  scheme: Scheme;
  sources: readonly ReviewSource[];
  children: ReactNode;
}

/** The filters and the order of the queue. */
export function QueueFilters({ scheme, sources, children }: QueueFiltersProps) {
  const { filter, order, threshold, mode } = useReview();
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
        <Choice
          label={TEXTS.from}
          value={filter.source}
          options={[
            ['', TEXTS.allSources],
            ...sources
              .filter(({ started }) => started)
              .map(({ name, superseded }) => [name, superseded ? TEXTS.earlierRun(name) : name] as const),
          ]}
          onPick={(source) => setFilter({ source })}
        />
        <Choice
          label={TEXTS.type}
          value={filter.type}
          options={[
            ['', TEXTS.allTypes],
            ...typeFilterOptions(scheme.types),
            ...labelOptions(scheme.relations),
          ]}
          onPick={(type) => setFilter({ type })}
        />
        <Choice
          label={TEXTS.state}
          value={filter.state}
          options={plainOptions(CaseState.options)}
          onPick={(state) => setFilter({ state })}
        />
        <input
          className={controls.input}
          type="search"
          placeholder={TEXTS.words}
          aria-label={TEXTS.wordsHelp}
          value={filter.text}
          onChange={({ target }) => setFilter({ text: target.value })}
        />
        <span className={styles.range}>
          <label>
            {TEXTS.score}{' '}
            <input
              className={controls.input}
              inputMode="numeric"
              placeholder="0"
              aria-label={TEXTS.lowest}
              value={filter.least}
              onChange={({ target }) => setFilter({ least: digits(target.value) })}
            />
          </label>
          –
          <input
            className={controls.input}
            inputMode="numeric"
            placeholder="100"
            aria-label={TEXTS.highest}
            value={filter.most}
            onChange={({ target }) => setFilter({ most: digits(target.value) })}
          />
          %
        </span>
        <Checkbox checked={filter.disputed} onChange={(disputed) => setFilter({ disputed })}>
          {TEXTS.disputed}
        </Checkbox>
        {mode === 'cases' && (
          <Choice
            label={TEXTS.order}
            value={order}
            options={ORDERS}
            onPick={(value) => again({ order: value })}
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
        <input
          className={`${controls.input} ${styles.condition}`}
          placeholder={TEXTS.condition}
          aria-label={TEXTS.conditionLabel}
          title={CONDITION_HELP}
          defaultValue={filter.more}
          onKeyDown={(event) => event.key === 'Enter' && setFilter({ more: event.currentTarget.value })}
          onBlur={({ target }) => target.value !== filter.more && setFilter({ more: target.value })}
        />
      </Toolbar>
      <div className={screens.summary}>{children}</div>
    </>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly Option<NoInfer<Value>>[];
  onPick: (value: NoInfer<Value>) => void;
}

function Choice<Value extends string>({ label, value, options, onPick }: ChoiceProps<Value>) {
  return (
    <Select
      look="filter"
      aria-label={label}
      value={value}
      options={options}
      onPick={(picked) => {
        onPick(picked);
        // No control keeps the focus, so that keys go to the queue again.
        rest();
      }}
    />
  );
}

function digits(text: string): string {
  return text.replace(/\D/g, '').slice(0, 3);
}
