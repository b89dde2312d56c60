import { ArrowDownAZ, ArrowUpAZ } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { grouped } from '../../../shared/text/counted.ts';
import type { Status } from '../../../shared/model/document.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { goTo } from '../../commands/documents.ts';
import { deleteArticle } from '../../commands/history.ts';
import { focusRegion } from '../../commands/focus.ts';
import { useCall } from '../../state/queries.ts';
import { setView, useViewParts, type ListOrder } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { Select } from '../../ui/Select.tsx';
import { useRows } from '../../ui/use-rows.ts';
import controls from '../../ui/controls.module.css';
import { DocumentRow, ROW_HEIGHT } from './DocumentRow.tsx';
import styles from './documents.module.css';
import { TEXTS } from './texts.ts';

const STATUSES: readonly Status[] = ['new', 'in progress', 'done', 'skipped'];
/** The maximum length of the list; a search narrows longer ones. */
const LIMIT = 10_000;

interface DocumentListProps {
  set: Uid | null;
  statuses: OutputOf<'project.info'>['statuses'];
}

/** The documents of the project, filtered and sorted; only the visible rows are rendered. */
export function DocumentList({ set, statuses: counts }: DocumentListProps) {
  const { documentId, search, statuses, order, descending } = useViewParts(
    'documentId',
    'search',
    'statuses',
    'order',
    'descending',
  );
  const input = {
    ...(set && { set }),
    ...(search && { search }),
    ...(statuses.length > 0 && { status: [...statuses] }),
    order,
    descending,
    limit: LIMIT,
  };
  const { rows: shown, total } = useCall('documents.list', input, { keep: true }).data ?? {
    rows: [],
    total: 0,
  };
  const at = shown.findIndex(({ id }) => id === documentId);
  const rows = useRows({
    total: shown.length,
    rowHeight: ROW_HEIGHT,
    controlled: { at, onWalk: (to) => goTo(shown[to]!.id) },
  });
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') focusRegion('text');
    else if (key === 'Delete' && shown[at]) void deleteArticle(shown[at].id);
    else return false;
    return true;
  };
  const toggle = (status: Status) =>
    setView({
      statuses: statuses.includes(status) ? statuses.filter((s) => s !== status) : [...statuses, status],
    });

  return (
    <div className={styles.panel}>
      <div className={styles.tools}>
        <input
          type="search"
          className={controls.input}
          placeholder={TEXTS.find}
          aria-label={TEXTS.findBy}
          value={search}
          onChange={({ target }) => setView({ search: target.value })}
          onKeyDown={({ key }) => key === 'ArrowDown' && focusRegion('documents')}
        />
        <div className={styles.statuses} role="group" aria-label={TEXTS.filter}>
          {STATUSES.map((status) => (
            <button
              key={status}
              type="button"
              className={styles.statusFilter}
              data-status={status}
              aria-pressed={statuses.includes(status)}
              aria-label={`${status}: ${counts[status]}`}
              title={`${status}: ${counts[status]}`}
              onClick={() => toggle(status)}
            >
              <span className={styles.dot} />
              {counts[status]}
            </button>
          ))}
        </div>
        <div className={styles.sort}>
          <Select
            look="bare"
            aria-label={TEXTS.sortBy}
            value={order}
            options={Object.entries(TEXTS.orders) as [ListOrder, string][]}
            onPick={(order) => setView({ order })}
          />
          <Button
            kind="quiet"
            icon
            aria-label={descending ? TEXTS.ascending : TEXTS.descending}
            onClick={() => setView({ descending: !descending })}
          >
            {descending ? <ArrowUpAZ size={15} aria-hidden /> : <ArrowDownAZ size={15} aria-hidden />}
          </Button>
          <span className={styles.total}>{grouped(total)}</span>
        </div>
      </div>
      <RowGrid
        label={TEXTS.list}
        role="listbox"
        rows={rows}
        className={styles.list}
        onKey={onKey}
        row={(place) => {
          const row = shown[place.index]!;
          return <DocumentRow key={row.id} row={row} place={place} />;
        }}
      >
        {shown.length === 0 && (
          <p className={styles.empty}>{search || statuses.length > 0 ? TEXTS.noMatches : TEXTS.none}</p>
        )}
      </RowGrid>
    </div>
  );
}
