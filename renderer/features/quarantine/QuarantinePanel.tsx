import { Download } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { exportQuarantine, openProposal, stepProposal } from '../../commands/quarantine.ts';
import { useCall } from '../../state/queries.ts';
import { currentProposal, useQuarantine } from '../../state/quarantine.ts';
import { Button } from '../../ui/Button.tsx';
import { NothingWaits } from './NothingWaits.tsx';
import { ProposalCard } from './ProposalCard.tsx';
import { ProposalRow } from './ProposalRow.tsx';
import { grouped } from '../../../shared/text/counted.ts';
import styles from './quarantine.module.css';

/** So many are listed; the others follow as these are decided. */
const LISTED = 200;

/** What models proposed and no place was found for, beside the article in which each is to be placed. */
export function QuarantinePanel({ scheme }: { scheme: Scheme }) {
  const set = useQuarantine((state) => state.set);
  const list = useCall(
    'quarantine.list',
    { state: 'open', limit: LISTED, ...(set && { set }) },
    { keep: true },
  ).data;
  const { rows } = useQuarantine();
  const current = useQuarantine(currentProposal);
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (list) useQuarantine.setState({ rows: list.rows });
  }, [list]);
  // The first one opens by itself; so does the next when the one that was open is gone.
  const currentId = current?.id;
  const chosen = useQuarantine((state) => state.current);
  useEffect(() => {
    if (current && chosen !== currentId) openProposal(current);
  }, [current, currentId, chosen]);
  useEffect(() => {
    document.getElementById(`${listId}-${currentId}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, currentId]);

  const sets = list?.sets.filter(({ open, id }) => open > 0 || id === set) ?? [];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    if (step === undefined) return;
    event.preventDefault();
    stepProposal(step);
    box.current?.focus();
  };
  if (!list) return <div className={styles.panel} />;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2 role="status" data-testid="quarantine-count">
          {grouped(list.counts.open)} without a place
        </h2>
        <Button
          kind="quiet"
          icon
          aria-label="Export what is in quarantine"
          title="Export what is in quarantine, as JSONL"
          onClick={() => void exportQuarantine(set)}
        >
          <Download size={15} aria-hidden />
        </Button>
      </div>
      {(sets.length > 1 || set) && (
        <select
          className={styles.sets}
          aria-label="Model"
          value={set ?? ''}
          onChange={({ target }) =>
            useQuarantine.setState({ set: (target.value || null) as Uid | null, current: null })
          }
        >
          <option value="">All models</option>
          {sets.map(({ id, name, open }) => (
            <option key={id} value={id}>
              {name} ({open})
            </option>
          ))}
        </select>
      )}
      {current && <ProposalCard item={current} scheme={scheme} />}
      {rows.length === 0 ? (
        <NothingWaits counts={list.counts} />
      ) : (
        <div
          ref={box}
          className={styles.list}
          role="listbox"
          aria-label="Quarantine"
          tabIndex={0}
          aria-activedescendant={currentId && `${listId}-${currentId}`}
          onKeyDown={onKeyDown}
        >
          {rows.map((item, i) => (
            <ProposalRow
              key={item.id}
              id={`${listId}-${item.id}`}
              item={item}
              scheme={scheme}
              current={item.id === currentId}
              heads={item.document?.id !== rows[i - 1]?.document?.id}
            />
          ))}
          {list.total > list.rows.length && (
            <p className={styles.more}>
              {grouped(list.total - list.rows.length)} more follow as these are decided.
            </p>
          )}
        </div>
      )}
    </div>
  );
}
