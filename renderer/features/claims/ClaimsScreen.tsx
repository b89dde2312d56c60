import { Download } from 'lucide-react';
import { useEffect, useState, type CSSProperties } from 'react';
import type { ClaimFilter, ClaimOrder } from '../../../shared/contract/claims.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { exportClaims } from '../../commands/claims.ts';
import { ClaimGroupings } from '../../../shared/model/claim-groups.ts';
import { chooseNoClaims, useChosenClaims } from '../../state/chosen-claims.ts';
import { groupClaimsBy, useClaimGroups } from '../../state/claim-groups.ts';
import { useCall } from '../../state/queries.ts';
import { setView, useView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { BeginButton } from '../start/BeginButton.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Select.tsx';
import { ClaimFilters } from './ClaimFilters.tsx';
import { ClaimTable } from './ClaimTable.tsx';
import { ChosenClaims } from './ChosenClaims.tsx';
import { groupings, shownColumns, useColumnChoices } from './columns.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { TEXTS } from './texts.ts';
import screens from '../../ui/screen.module.css';
import styles from './claims.module.css';

/** The claims of the project, or of the open document: filter, sort, go to one, export those shown. */
export function ClaimsScreen({ scheme, set }: { scheme: Scheme; set: Uid | null }) {
  const documentId = useView((view) => view.documentId);
  const [filter, setFilter] = useState<ClaimFilter>({});
  const [here, setHere] = useState(false);
  const [order, setOrder] = useState<ClaimOrder>('document');
  const [descending, setDescending] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [safe, setSafe] = useState(false);

  const columns = shownColumns(scheme, useColumnChoices());
  const widths = (shown: typeof columns) => shown.map(({ width }) => width).join(' ');

  const asked = {
    ...filter,
    ...(set && { set }),
    ...(here && documentId && { document: documentId }),
  };
  const sorted = { ...asked, order, descending };
  // If the analyst has no set yet, show nothing, so that other people's work is not mistaken for the analyst's own.
  const counts = useCall('claims.list', { ...asked, limit: 1 }, { keep: true, enabled: set !== null }).data;
  const total = counts?.total ?? 0;
  const chosen = useChosenClaims(({ ids }) => ids.size);
  const by = useClaimGroups((groups) => groups.by);
  // What is not listed any more must not be changed.
  const list = JSON.stringify(asked);
  useEffect(() => chooseNoClaims, [list]);

  const change = (next: Partial<ClaimFilter>) => {
    setFilter((before) => ({ ...before, ...next }));
  };
  const sortBy = (column: ClaimOrder) => {
    if (column !== order) setDescending(false);
    else if (!descending) setDescending(true);
    else {
      // The third click restores the order of the articles.
      setDescending(false);
      setOrder('document');
      return;
    }
    setOrder(column);
  };
  const download = async () => {
    setExporting(true);
    await exportClaims({ ...sorted, ...(safe && { spreadsheetSafe: true }) });
    setExporting(false);
  };

  return (
    <main
      className={screens.screen}
      data-region="text"
      aria-label={TEXTS.screen}
      style={
        {
          '--columns': `28px ${widths(columns)}`,
          '--columns-narrow': `28px ${widths(columns.filter(({ id }) => id !== 'article'))}`,
        } as CSSProperties
      }
    >
      <ClaimFilters
        scheme={scheme}
        set={set}
        filter={filter}
        here={here}
        onChange={change}
        onHere={setHere}
      />
      <div className={`${screens.summary} ${styles.summary}`}>
        <p role="status" data-testid="claim-counts">
          {TEXTS.total(total)}
          {counts && counts.implicit > 0 && ` · ${TEXTS.implicitCount(counts.implicit)}`}
          {counts && counts.withoutClaimer > 0 && (
            <button
              type="button"
              aria-pressed={filter.claimless ?? false}
              title={TEXTS.onlyThese}
              onClick={() => change({ claimless: filter.claimless ? undefined : true })}
            >
              {TEXTS.withoutClaimer(counts.withoutClaimer)}
            </button>
          )}
        </p>
        {chosen > 0 && <ChosenClaims count={chosen} />}
        <label className={styles.grouping}>
          {TEXTS.groupBy}
          <Select
            look="filter"
            aria-label={TEXTS.groupBy}
            value={by ?? ''}
            options={[
              ['', TEXTS.noGroups],
              ...groupings(scheme).map((each) => [each, TEXTS.columns[each]] as const),
            ]}
            onPick={(picked) => groupClaimsBy(ClaimGroupings.find((each) => each === picked) ?? null)}
          />
        </label>
        <Button onClick={() => setView({ dialog: 'values' })}>{TEXTS.topics}</Button>
        <ColumnsMenu scheme={scheme} />
        <Checkbox title={TEXTS.safeHelp} checked={safe} onChange={setSafe}>
          {TEXTS.safe}
        </Checkbox>
        <Button onClick={() => void download()} disabled={total === 0 || exporting}>
          <Download size={14} aria-hidden /> {exporting ? TEXTS.exporting : TEXTS.export}
        </Button>
      </div>
      <ClaimTable
        key={set}
        scheme={scheme}
        asked={sorted}
        enabled={set !== null}
        columns={columns}
        onSort={sortBy}
        empty={
          set !== null && (Object.values(filter).some(Boolean) || here) ? (
            <EmptyState>{TEXTS.noneFits}</EmptyState>
          ) : (
            <EmptyState action={<BeginButton />}>{TEXTS.empty}</EmptyState>
          )
        }
      />
    </main>
  );
}
