import { Download } from 'lucide-react';
import { useEffect, useState, type CSSProperties } from 'react';
import type { ClaimFilter, ClaimOrder, ClaimRow } from '../../../shared/contract/claims.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { exportClaims } from '../../commands/claims.ts';
import { jumpTo } from '../../commands/frames.ts';
import { usePages } from '../../state/pages.ts';
import { useView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { BeginButton } from '../start/BeginButton.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ColumnHeads, HEAD_HEIGHT } from '../../ui/ColumnHeads.tsx';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { ClaimFilters } from './ClaimFilters.tsx';
import { ClaimTableRow, ROW_HEIGHT } from './ClaimTableRow.tsx';
import { shownColumns, useColumnChoices } from './columns.ts';
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
  const pages = usePages('claims.list', sorted, set !== null);
  const { total, data: counts, rowAt, show } = pages;
  const rows = useRows({ total, rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT, show });
  const { scroller, at, setAt } = rows;
  useEffect(() => scroller.current?.focus(), [scroller]);

  const change = (next: Partial<ClaimFilter>) => {
    setFilter((before) => ({ ...before, ...next }));
    setAt(0);
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
  const open = (index: number) => {
    const row = rowAt(index);
    if (row) jumpTo(row.document, row.id);
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
          '--columns': widths(columns),
          '--columns-narrow': widths(columns.filter(({ id }) => id !== 'article')),
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
        <ColumnsMenu scheme={scheme} />
        <Checkbox title={TEXTS.safeHelp} checked={safe} onChange={setSafe}>
          {TEXTS.safe}
        </Checkbox>
        <Button onClick={() => void download()} disabled={total === 0 || exporting}>
          <Download size={14} aria-hidden /> {exporting ? TEXTS.exporting : TEXTS.export}
        </Button>
      </div>
      <RowGrid
        label={TEXTS.screen}
        className={styles.grid}
        rows={rows}
        columns={columns.length}
        head={
          <ColumnHeads
            columns={columns.map(({ id, order: by, label }) => ({
              order: by,
              label,
              ...(id === 'article' && { className: styles.article }),
            }))}
            order={order}
            descending={descending}
            onSort={sortBy}
            className={`${screens.columns} ${styles.columns}`}
          />
        }
        onKey={({ key }) => {
          if (key !== 'Enter') return false;
          open(at);
          return true;
        }}
        row={(place) => (
          <ClaimTableRow
            key={place.index}
            row={rowAt(place.index)}
            scheme={scheme}
            columns={columns}
            continues={order === 'claimer' && isSameClaimer(rowAt(place.index - 1), rowAt(place.index))}
            place={place}
            onOpen={() => open(place.index)}
          />
        )}
      >
        {(set === null || (total === 0 && counts !== undefined)) &&
          (set !== null && (Object.values(filter).some(Boolean) || here) ? (
            <EmptyState>{TEXTS.noneFits}</EmptyState>
          ) : (
            <EmptyState action={<BeginButton />}>{TEXTS.empty}</EmptyState>
          ))}
      </RowGrid>
    </main>
  );
}

function isSameClaimer(above: ClaimRow | undefined, row: ClaimRow | undefined): boolean {
  return above !== undefined && row !== undefined && row.claimer !== '' && above.claimer === row.claimer;
}
