import { X } from 'lucide-react';
import type { Key } from 'react-aria-components';
import {
  Button as ChipButton,
  Dialog,
  DialogTrigger,
  Popover,
  Tag,
  TagGroup,
  TagList,
} from 'react-aria-components';
import type { ReviewSource } from '../../../shared/contract/review.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { setFilter } from '../../commands/review.ts';
import { useReview, type QueueCondition } from '../../state/review.ts';
import { Button } from '../../ui/Button.tsx';
import { rest } from '../../ui/keep-focus.ts';
import { useFitting } from '../../ui/use-fitting.ts';
import { chipOf } from './filter-options.ts';
import { FilterField } from './FilterField.tsx';
import styles from './filter.module.css';
import { TEXTS } from './texts.ts';

interface FilterLineProps {
  scheme: Scheme;
  sources: readonly ReviewSource[];
}

/** The filter of the queue in one line: a field that adds conditions, and each condition as a chip. Chips that do not fit are behind a button. */
export function FilterLine({ scheme, sources }: FilterLineProps) {
  const filter = useReview((review) => review.filter);
  const { row, fitting } = useFitting<HTMLDivElement>(filter.length);
  const [shown, others] = [filter.slice(0, fitting), filter.slice(fitting)];
  return (
    <div className={styles.line} data-chips role="group" aria-label={TEXTS.filter}>
      <FilterField scheme={scheme} sources={sources} />
      <div className={styles.fitting}>
        <div ref={row} className={styles.measure} aria-hidden>
          {filter.map((condition) => (
            <span key={keyOf(condition)} className={styles.chip}>
              <Words condition={condition} scheme={scheme} />
              <X size={12} />
            </span>
          ))}
          <span className={styles.end}>
            <span className={styles.more}>{TEXTS.moreConditions(filter.length)}</span>
            <span className={styles.clear}>{TEXTS.clear}</span>
          </span>
        </div>
        {shown.length > 0 && <Chips conditions={shown} scheme={scheme} />}
        {others.length > 0 && (
          <DialogTrigger>
            <ChipButton className={styles.more ?? ''} aria-label={TEXTS.moreConditionsLabel(others.length)}>
              {TEXTS.moreConditions(others.length)}
            </ChipButton>
            <Popover className={styles.popover ?? ''} placement="bottom end">
              <div data-chips>
                <Dialog aria-label={TEXTS.conditions} className={styles.others ?? ''}>
                  <Chips conditions={others} scheme={scheme} />
                </Dialog>
              </div>
            </Popover>
          </DialogTrigger>
        )}
        {filter.length > 0 && (
          <Button
            kind="quiet"
            className={styles.clear}
            onClick={() => {
              setFilter([]);
              rest();
            }}
          >
            {TEXTS.clear}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ChipsProps {
  conditions: readonly QueueCondition[];
  scheme: Scheme;
}

/** Chips as one stop for the Tab key: the arrow keys walk them, Delete removes one. */
function Chips({ conditions, scheme }: ChipsProps) {
  const remove = (keys: Set<Key>) => {
    const { filter } = useReview.getState();
    const left = filter.filter((condition) => !keys.has(keyOf(condition)));
    setFilter(left);
    // Keys go to the queue again.
    if (left.length === 0) rest();
  };
  return (
    <TagGroup aria-label={TEXTS.conditions} onRemove={remove}>
      <TagList className={styles.chips ?? ''} items={conditions.map((each) => ({ id: keyOf(each), each }))}>
        {({ id, each }) => {
          const { about, value } = chipOf(each, scheme);
          const name = about === '' ? value : TEXTS.chip(about, value);
          return (
            <Tag key={id} id={id} textValue={name} className={styles.chip ?? ''}>
              <Words condition={each} scheme={scheme} />
              <ChipButton slot="remove" className={styles.remove ?? ''} aria-label={TEXTS.remove}>
                <X size={12} aria-hidden />
              </ChipButton>
            </Tag>
          );
        }}
      </TagList>
    </TagGroup>
  );
}

function Words({ condition, scheme }: { condition: QueueCondition; scheme: Scheme }) {
  const { about, value } = chipOf(condition, scheme);
  return (
    <span className={styles.words} title={condition.field === 'more' ? condition.value : undefined}>
      {about !== '' && <small>{about}</small>} <span dir="auto">{value}</span>
    </span>
  );
}

function keyOf({ field, value }: QueueCondition): string {
  return `${field} ${value}`;
}
