import type { ReactNode } from 'react';
import type { CaseOrder, ReviewSource } from '../../../shared/contract/review.ts';
import { CaseState } from '../../../shared/model/review.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { WHERE_FIELDS } from '../../../shared/comparison/where.ts';
import { loadQueue, setFilter, showGroup } from '../../commands/review.ts';
import { useReview } from '../../state/review.ts';
import controls from '../../ui/controls.module.css';
import { rest } from '../../ui/keep-focus.ts';
import { useManyOptions } from '../../ui/use-many-options.ts';
import styles from './review.module.css';

const ORDERS: readonly (readonly [CaseOrder, string])[] = [
  ['worst', 'Lowest score first'],
  ['best', 'Highest score first'],
  ['uncertain', 'Nearest to a threshold'],
  ['document', 'In the order of the articles'],
  ['disagreement', 'Most disputed first'],
  ['text', 'By their words'],
  ['type', 'By type'],
  ['length', 'Longest first'],
];

const CONDITION_HELP = `Conditions such as: type in (PERSON, ORG) and not text ~ press. Fields: ${Object.entries(
  WHERE_FIELDS,
)
  .map(([name, { help }]) => `${name} (${help})`)
  .join(', ')}`;

interface QueueFiltersProps {
  scheme: Scheme;
  sources: readonly ReviewSource[];
  children: ReactNode;
}

/** What the queue is narrowed to and how it is sorted. */
export function QueueFilters({ scheme, sources, children }: QueueFiltersProps) {
  const { filter, order, threshold, mode } = useReview();
  const types = useManyOptions([...scheme.types, ...scheme.relations], ({ name }) => name === filter.type);
  const again = (change: { order: CaseOrder } | { threshold: number }) => {
    useReview.setState(change);
    void loadQueue();
  };
  return (
    <div className={styles.tools}>
      <div className={styles.filters}>
        <div className={controls.segments} role="radiogroup" aria-label="Show">
          {(['cases', 'groups'] as const).map((each) => (
            <label key={each} className={controls.segment}>
              <input
                type="radio"
                name="mode"
                checked={mode === each}
                onChange={() => {
                  useReview.setState({ mode: each });
                  showGroup(null);
                }}
              />
              {each === 'cases' ? 'Cases' : 'Groups'}
            </label>
          ))}
        </div>
        <Choice label="From" value={filter.source} onChange={(source) => setFilter({ source })}>
          <option value="">All sources</option>
          {sources
            .filter(({ started }) => started)
            .map(({ id, name, superseded }) => (
              <option key={id} value={name}>
                {name}
                {superseded ? ' (earlier run)' : ''}
              </option>
            ))}
        </Choice>
        <Choice label="Type" value={filter.type} onChange={(type) => setFilter({ type })} field={types.field}>
          <option value="">All types</option>
          {types.options.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </Choice>
        <Choice
          label="State"
          value={filter.state}
          onChange={(state) => setFilter({ state: CaseState.parse(state) })}
        >
          {CaseState.options.map((state) => (
            <option key={state} value={state}>
              {state}
            </option>
          ))}
        </Choice>
        <input
          className={controls.input}
          type="search"
          placeholder="Words"
          aria-label="Only proposals with these words"
          value={filter.text}
          onChange={({ target }) => setFilter({ text: target.value })}
        />
        <span className={styles.range}>
          <label>
            Score{' '}
            <input
              className={controls.input}
              inputMode="numeric"
              placeholder="0"
              aria-label="Lowest score in percent"
              value={filter.least}
              onChange={({ target }) => setFilter({ least: digits(target.value) })}
            />
          </label>
          –
          <input
            className={controls.input}
            inputMode="numeric"
            placeholder="100"
            aria-label="Highest score in percent"
            value={filter.most}
            onChange={({ target }) => setFilter({ most: digits(target.value) })}
          />
          %
        </span>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={filter.disputed}
            onChange={({ target }) => setFilter({ disputed: target.checked })}
          />
          Disputed
        </label>
        {mode === 'cases' && (
          <Choice label="Order" value={order} onChange={(value) => again({ order: value as CaseOrder })}>
            {ORDERS.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Choice>
        )}
        {mode === 'cases' && order === 'uncertain' && (
          <input
            className={`${controls.input} ${styles.threshold}`}
            inputMode="numeric"
            aria-label="Threshold in percent"
            value={threshold}
            onChange={({ target }) => again({ threshold: Math.min(100, Number(digits(target.value))) })}
          />
        )}
        <input
          className={`${controls.input} ${styles.condition}`}
          placeholder="and …  (condition)"
          aria-label="Further condition"
          title={CONDITION_HELP}
          defaultValue={filter.more}
          onKeyDown={(event) => event.key === 'Enter' && setFilter({ more: event.currentTarget.value })}
          onBlur={({ target }) => target.value !== filter.more && setFilter({ more: target.value })}
        />
      </div>
      <div className={styles.summary}>{children}</div>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What a choice of very many needs. */
  field?: ReturnType<typeof useManyOptions>['field'];
  children: ReactNode;
}

function Choice({ label, value, onChange, field, children }: ChoiceProps) {
  return (
    <select
      {...field}
      className={controls.input}
      aria-label={label}
      value={value}
      onChange={({ target }) => {
        onChange(target.value);
        // The next key is for the queue again.
        rest();
      }}
    >
      {children}
    </select>
  );
}

function digits(text: string): string {
  return text.replace(/\D/g, '').slice(0, 3);
}
