import { Filter } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import type { ReviewSource } from '../../../shared/contract/review.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { WHERE_FIELDS } from '../../../shared/comparison/where.ts';
import { addCondition } from '../../commands/review.ts';
import { keyName } from '../../state/keys.ts';
import { useReview, type QueueCondition } from '../../state/review.ts';
import { rest } from '../../ui/keep-focus.ts';
import controls from '../../ui/controls.module.css';
import { chipOf, conditionsFor } from './filter-options.ts';
import styles from './filter.module.css';
import { TEXTS } from './texts.ts';

interface FilterFieldProps {
  scheme: Scheme;
  sources: readonly ReviewSource[];
}

/** The field that adds a condition to the filter: one of those that are offered, words, or an expression. */
export function FilterField({ scheme, sources }: FilterFieldProps) {
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const article = useReview(({ detail }) => detail);
  const { filter } = useReview();
  const offered = conditionsFor(typed, {
    scheme,
    sources,
    article: article && { id: article.document, title: article.documentTitle },
  }).filter(({ field, value }) => !filter.some((each) => each.field === field && each.value === value));
  const active = Math.min(at, offered.length - 1);
  const change = (to: string) => {
    setTyped(to);
    setAt(0);
    setProblem(null);
    setOpen(true);
  };
  const choose = (condition: QueueCondition | undefined) => {
    if (!condition) return;
    const wrong = addCondition(condition);
    setProblem(wrong);
    if (wrong !== null) return;
    leave();
  };
  /** Keys go to the queue again. */
  const leave = () => {
    setTyped('');
    setOpen(false);
    setProblem(null);
    rest();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key, currentTarget } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) {
      setOpen(true);
      if (offered.length > 0) setAt((active + step + offered.length) % offered.length);
    } else if (key === 'Enter' && !event.altKey) choose(open ? offered[active] : undefined);
    else if (key === 'Escape') leave();
    else if ((key === 'Backspace' || key === 'ArrowRight') && typed === '') lastChip(currentTarget)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={styles.field}
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setOpen(false)}
    >
      <Filter size={14} aria-hidden />
      <input
        type="search"
        className={controls.input}
        role="combobox"
        aria-label={TEXTS.addCondition}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && offered.length > 0 ? `${listId}-${active}` : undefined}
        placeholder={TEXTS.addConditionKey(keyName('review.filter'))}
        title={CONDITION_HELP}
        spellCheck={false}
        value={typed}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.offer} hidden={!open}>
        <ul id={listId} role="listbox" aria-label={TEXTS.offered}>
          {open &&
            offered.map((condition, i) => {
              const { about, value } = chipOf(condition, scheme);
              return (
                <li
                  key={`${condition.field} ${condition.value}`}
                  id={`${listId}-${i}`}
                  ref={i === active ? intoView : undefined}
                  role="option"
                  aria-selected={i === active}
                  // Keep the focus in the field.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => choose(condition)}
                >
                  {about !== '' && <small>{about}</small>} <span dir="auto">{value}</span>
                </li>
              );
            })}
        </ul>
        {problem && (
          <p className={controls.refusal} role="alert">
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}

const CONDITION_HELP = TEXTS.conditionHelp(
  Object.entries(WHERE_FIELDS).map(([name, { help }]) => [name, help] as const),
);

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** Returns the chip after the field that is reached first from it. */
function lastChip(field: Element): HTMLElement | undefined {
  const chips = field.closest('[data-chips]')?.querySelectorAll<HTMLElement>('[role="row"]');
  return chips?.item(chips.length - 1);
}
