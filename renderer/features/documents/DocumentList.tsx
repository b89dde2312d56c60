import { ArrowDownAZ, ArrowUpAZ } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { InputOf, OutputOf } from '../../../shared/contract/index.ts';
import { grouped } from '../../../shared/text/counted.ts';
import type { Status } from '../../../shared/model/document.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { goTo, goToIndex } from '../../commands/documents.ts';
import { deleteArticle } from '../../commands/history.ts';
import { focusRegion } from '../../commands/focus.ts';
import { listInput } from '../../state/document-list.ts';
import { usePages, type Pages } from '../../state/pages.ts';
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
  const pages = usePages('documents.list', listInput({ search, statuses, order, descending }, set));
  const { total, loaded, rowAt, show } = pages;
  const at = useIndex(documentId, pages, listInput({ search, statuses, order, descending }, set));
  const onWalk = (to: number) => {
    const row = rowAt(to);
    if (row) goTo(row.id);
    else void goToIndex(to);
  };
  const rows = useRows({ total, rowHeight: ROW_HEIGHT, show, controlled: { at, onWalk } });
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') focusRegion('text');
    else if (key === 'Delete' && documentId && at >= 0) void deleteArticle(documentId);
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
          const row = rowAt(place.index);
          return row ? (
            <DocumentRow key={row.id} row={row} place={place} />
          ) : (
            <div key={place.index} {...place.attributes} className={styles.row} aria-busy="true" />
          );
        }}
      >
        {loaded && total === 0 && (
          <p className={styles.empty}>{search || statuses.length > 0 ? TEXTS.noMatches : TEXTS.none}</p>
        )}
      </RowGrid>
    </div>
  );
}

/**
 * Returns the index of a document in the list, -1 while it is not known or if the list does not contain the document. The backend is
 * asked only if the row has not been read; a known index is kept when its page goes out of view, because the list scrolls to a
 * new one.
 */
function useIndex(
  document: Uid | null,
  pages: Pages<'documents.list'>,
  input: Omit<InputOf<'documents.around'>, 'document'>,
): number {
  const key = JSON.stringify([document, input]);
  const [known, setKnown] = useState({ key: '', at: -1 });
  const found = document === null || !pages.loaded ? -1 : pages.indexWhere(({ id }) => id === document);
  if (found >= 0 && (known.key !== key || known.at !== found)) setKnown({ key, at: found });
  const isKnown = found >= 0 || known.key === key;
  const around = useCall(
    'documents.around',
    { ...input, document: document! },
    { enabled: document !== null && pages.loaded && !isKnown },
  ).data;
  return found >= 0 ? found : isKnown ? known.at : (around?.at ?? -1);
}
