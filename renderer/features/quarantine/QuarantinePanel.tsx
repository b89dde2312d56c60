import { Download } from 'lucide-react';
import { useEffect } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { exportQuarantine, openProposal } from '../../commands/quarantine.ts';
import { useCall } from '../../state/queries.ts';
import { currentProposal, useQuarantine } from '../../state/quarantine.ts';
import { Button } from '../../ui/Button.tsx';
import { OptionList } from '../../ui/OptionList.tsx';
import { Select } from '../../ui/Select.tsx';
import { NothingWaits } from './NothingWaits.tsx';
import { ProposalCard } from './ProposalCard.tsx';
import { ProposalRow } from './ProposalRow.tsx';
import { TEXTS } from './texts.ts';
import styles from './quarantine.module.css';

/** Maximum number of proposals listed; more follow as these are decided. */
const LISTED = 200;

/** Proposals of models that could not be located, beside the article in which each is to be placed. */
export function QuarantinePanel({ scheme }: { scheme: Scheme }) {
  const set = useQuarantine((state) => state.set);
  const { data: list, dataUpdatedAt } = useCall(
    'quarantine.list',
    { state: 'open', limit: LISTED, ...(set && { set }) },
    { keep: true },
  );
  const { rows } = useQuarantine();
  const current = useQuarantine(currentProposal);

  // With every reading: a decision removes its row at once, and a reading after its undo is equal to the one before it.
  useEffect(() => {
    if (list) useQuarantine.setState({ rows: list.rows });
  }, [list, dataUpdatedAt]);
  // Opens the first proposal, also when the one that was open is gone.
  const currentId = current?.id;
  const chosen = useQuarantine((state) => state.current);
  useEffect(() => {
    if (current && chosen !== currentId) openProposal(current);
  }, [current, currentId, chosen]);
  const sets = list?.sets.filter(({ open, id }) => open > 0 || id === set) ?? [];
  if (!list) return <div className={styles.panel} />;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2 role="status" data-testid="quarantine-count">
          {TEXTS.count(list.counts.open)}
        </h2>
        <Button
          kind="quiet"
          icon
          aria-label={TEXTS.export}
          title={TEXTS.exportHelp}
          onClick={() => void exportQuarantine(set)}
        >
          <Download size={15} aria-hidden />
        </Button>
      </div>
      {(sets.length > 1 || set) && (
        <Select
          look="filter"
          className={styles.sets}
          aria-label={TEXTS.model}
          value={set ?? ''}
          options={[
            ['', TEXTS.allModels],
            ...sets.map(({ id, name, open }) => [id, TEXTS.ofModel(name, open)] as const),
          ]}
          onPick={(id) => useQuarantine.setState({ set: id || null, current: null })}
        />
      )}
      {current && <ProposalCard item={current} scheme={scheme} />}
      {rows.length === 0 ? (
        <NothingWaits counts={list.counts} />
      ) : (
        <OptionList
          label={TEXTS.list}
          className={styles.list}
          count={rows.length}
          at={rows.findIndex(({ id }) => id === currentId)}
          onWalk={(to) => rows[to] && openProposal(rows[to])}
          option={(index, attributes) => (
            <ProposalRow
              key={rows[index]!.id}
              attributes={attributes}
              item={rows[index]!}
              scheme={scheme}
              heads={rows[index]!.document?.id !== rows[index - 1]?.document?.id}
            />
          )}
        >
          {list.total > list.rows.length && (
            <p className={styles.more}>{TEXTS.more(list.total - list.rows.length)}</p>
          )}
        </OptionList>
      )}
    </div>
  );
}
