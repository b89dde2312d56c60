import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import type { ClaimOrder } from '../../../shared/contract/claims.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import {
  chooseAllClaims,
  chooseClaim,
  chooseClaimRange,
  chooseGroup,
  deleteChosenClaims,
} from '../../commands/claims.ts';
import { jumpTo } from '../../commands/frames.ts';
import { matches } from '../../keys.ts';
import { chooseNoClaims, isGroupChosen, useChosenClaims } from '../../state/chosen-claims.ts';
import { foldAllGroups, foldGroup, useClaimGroups } from '../../state/claim-groups.ts';
import { setView } from '../../state/view.ts';
import { ColumnHeads, HEAD_HEIGHT } from '../../ui/ColumnHeads.tsx';
import { RowGrid, type RowPlace } from '../../ui/RowGrid.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { ClaimGroupRow } from './ClaimGroupRow.tsx';
import { ClaimTableRow, ROW_HEIGHT } from './ClaimTableRow.tsx';
import type { Column } from './columns.ts';
import { TEXTS } from './texts.ts';
import { useClaimList, type ListedClaims } from './use-claim-list.ts';
import screens from '../../ui/screen.module.css';
import styles from './claims.module.css';

interface ClaimTableProps {
  scheme: Scheme;
  asked: ListedClaims;
  enabled: boolean;
  columns: readonly (Column & { readonly label: string })[];
  onSort: (order: ClaimOrder) => void;
  /** Shown instead of the rows if there are none. */
  empty: React.ReactNode;
}

/**
 * The claims, in groups if the analyst has chosen some. Enter goes to a claim, Space chooses one or a group, Left and Right fold and
 * unfold as in a tree, with Shift all groups.
 */
export function ClaimTable({ scheme, asked, enabled, columns, onSort, empty }: ClaimTableProps) {
  const lines = useClaimList(asked, enabled);
  const by = useClaimGroups((groups) => groups.by);
  const chosen = useChosenClaims();
  const rows = useRows({
    total: lines.total,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    show: lines.show,
  });
  const { scroller, at, setAt, goTo } = rows;
  useEffect(() => scroller.current?.focus(), [scroller]);
  const line = lines.lineAt(at);

  /** The head to go to once all groups are folded or unfolded, so that the current group stays in view. */
  const follow = useRef<number | null>(null);
  useEffect(() => {
    if (follow.current !== null) goTo(follow.current);
    follow.current = null;
  });
  const foldAll = (fold: boolean) => {
    follow.current = lines.headIfAll(at, fold);
    foldAllGroups(fold);
  };
  /** Folds a head, or goes from a claim to its head. Returns whether there is one. */
  const left = (all: boolean) => {
    const head = lines.headOf(at);
    if (head < 0) return false;
    if (all) foldAll(true);
    else if (line?.head) foldGroup(line.head.key, true);
    else goTo(head);
    return true;
  };
  const right = (all: boolean) => {
    if (lines.headOf(at) < 0) return false;
    if (all) foldAll(false);
    else if (line?.head && line.isFolded) foldGroup(line.head.key, false);
    else if (line?.head) goTo(at + 1);
    return true;
  };
  const choose = (index: number, range: boolean) => {
    const it = lines.lineAt(index);
    if (range) void chooseClaimRange(asked, lines, chosen.anchor ?? index, index);
    else if (it?.head) void chooseGroup(asked, it.head.key, index);
    else if (it?.row) chooseClaim(it.row.id, index);
    // The key came before the row was read.
    else if (it) void chooseClaimRange(asked, lines, index, index);
  };
  const open = (index: number) => {
    const it = lines.lineAt(index);
    if (it?.head) foldGroup(it.head.key, !it.isFolded);
    else if (it?.row) jumpTo(it.row.document, it.row.id);
  };
  const onKey = ({ key, shiftKey }: KeyboardEvent) => {
    if (key === 'Enter') open(at);
    else if (key === ' ') choose(at, shiftKey);
    else if (key === 'ArrowLeft') return left(shiftKey);
    else if (key === 'ArrowRight') return right(shiftKey);
    else if (chosen.ids.size === 0) return false;
    else if (key === 'Escape') chooseNoClaims();
    else if (key === 'Delete') void deleteChosenClaims();
    else if (key === '=') setView({ dialog: 'set-value' });
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!matches(event.nativeEvent, 'Mod+A') || lines.total === 0) return;
    void chooseAllClaims(asked);
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent, index: number) => {
    setAt(index);
    if (event.shiftKey || event.ctrlKey || event.metaKey) choose(index, event.shiftKey);
    else open(index);
  };
  return (
    <RowGrid
      label={TEXTS.screen}
      role={by === null ? 'grid' : 'treegrid'}
      className={styles.grid}
      rows={rows}
      columns={columns.length + 1}
      multiple
      head={
        <ColumnHeads
          columns={[
            { order: null, label: TEXTS.choose, hidden: true },
            ...columns.map(({ id, order, label }) => ({
              order,
              label,
              ...(id === 'article' && { className: styles.article }),
            })),
          ]}
          order={asked.order}
          descending={asked.descending}
          onSort={onSort}
          className={`${screens.columns} ${styles.columns}`}
        />
      }
      onKey={onKey}
      onKeyDown={onKeyDown}
      row={(place: RowPlace) => {
        const it = lines.lineAt(place.index);
        const shared = {
          place,
          onClick: (event: MouseEvent) => onClick(event, place.index),
          onChoose: (range: boolean) => {
            setAt(place.index);
            choose(place.index, range);
          },
        };
        return it?.head ? (
          <ClaimGroupRow
            key={it.head.key}
            group={it.head}
            by={by!}
            scheme={scheme}
            isFolded={it.isFolded}
            chosen={isGroupChosen(chosen, it.head.key)}
            columns={columns.length + 1}
            {...shared}
          />
        ) : (
          <ClaimTableRow
            key={place.index}
            row={it?.row}
            scheme={scheme}
            columns={columns}
            by={by}
            chosen={it?.row !== undefined && chosen.ids.has(it.row.id)}
            {...shared}
          />
        );
      }}
    >
      {(!enabled || (lines.loaded && lines.total === 0)) && empty}
    </RowGrid>
  );
}
