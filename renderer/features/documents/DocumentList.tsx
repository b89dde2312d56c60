import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownAZ, ArrowUpAZ } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
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
  const listId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const input = {
    ...(set && { set }),
    ...(search && { search }),
    ...(statuses.length > 0 && { status: [...statuses] }),
    order,
    descending,
    limit: LIMIT,
  };
  const { rows, total } = useCall('documents.list', input, { keep: true }).data ?? {
    rows: [],
    total: 0,
  };
  const at = rows.findIndex(({ id }) => id === documentId);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = to === undefined ? undefined : rows[to];
    if (row) {
      event.preventDefault();
      goTo(row.id);
    } else if (event.key === 'Enter') focusRegion('text');
    else if (event.key === 'Delete' && rows[at]) void deleteArticle(rows[at].id);
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
          <select
            aria-label={TEXTS.sortBy}
            value={order}
            onChange={({ target }) => setView({ order: target.value as ListOrder })}
          >
            {Object.entries(TEXTS.orders).map(([id, label]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
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
      <div
        ref={scroller}
        className={styles.list}
        role="listbox"
        aria-label={TEXTS.list}
        tabIndex={0}
        aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
        onKeyDown={onKeyDown}
      >
        {rows.length === 0 && (
          <p className={styles.empty}>{search || statuses.length > 0 ? TEXTS.noMatches : TEXTS.none}</p>
        )}
        <div style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <DocumentRow
              key={rows[index]!.id}
              id={`${listId}-${index}`}
              row={rows[index]!}
              top={start}
              current={index === at}
              position={index + 1}
              count={rows.length}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
