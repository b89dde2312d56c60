import { isListed, labelOffers } from '../../state/document-labels.ts';
import { ArrowDownAZ, ArrowUpAZ } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { InputOf, OutputOf } from '../../../shared/contract/index.ts';
import { grouped } from '../../../shared/text/counted.ts';
import type { Status } from '../../../shared/model/document.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { chooseAll, chooseRange, toggleDocument, trashDocuments } from '../../commands/chosen-documents.ts';
import { goTo, goToIndex } from '../../commands/documents.ts';
import { deleteArticle } from '../../commands/history.ts';
import { focusRegion } from '../../commands/focus.ts';
import { matches } from '../../keys.ts';
import {
  chooseNothing,
  chosenIn,
  countChosen,
  isChosen,
  useChosenDocuments,
} from '../../state/chosen-documents.ts';
import { useQueuePlace } from '../../state/queue-place.ts';
import {
  isFiltered,
  LIST_PARTS,
  listInput,
  type LabelFilter,
  type ListOrder,
} from '../../state/document-list.ts';
import { usePages, type Pages } from '../../state/pages.ts';
import { useCall, useScheme } from '../../state/queries.ts';
import { useRecheckCounts } from '../../state/recheck.ts';
import { setView, useViewParts } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { Select } from '../../ui/Select.tsx';
import { useRows } from '../../ui/use-rows.ts';
import controls from '../../ui/controls.module.css';
import { ChosenBar } from './ChosenBar.tsx';
import { DocumentHead } from './DocumentHead.tsx';
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
  const { documentId, ...view } = useViewParts('documentId', ...LIST_PARTS);
  const { search, statuses, recheck, label, openItems, order, descending } = view;
  const list = listInput(view, set);
  const pages = usePages('documents.list', list);
  const toRecheck = useRecheckCounts()?.count ?? 0;
  const { total, loaded, rowAt, show } = pages;
  const at = useIndex(documentId, pages, list);
  const chosen = chosenIn(useChosenDocuments(), list);
  const chosenCount = countChosen(chosen, total);
  const extendsRange = useRef(false);
  useEffect(() => useQueuePlace.setState({ document: documentId, at, total }), [documentId, at, total]);
  const onWalk = (to: number) => {
    // With Shift, the way there is chosen.
    if (extendsRange.current) void chooseRange(list, chosen.anchor ?? at, to, rowAt);
    else chooseNothing();
    const row = rowAt(to);
    if (row) goTo(row.id);
    else void goToIndex(to);
  };
  const rows = useRows({ total, rowHeight: ROW_HEIGHT, show, controlled: { at, onWalk } });
  const onKeyDown = (event: KeyboardEvent) => {
    extendsRange.current = event.shiftKey;
    if (!matches(event.nativeEvent, 'Mod+A') || total === 0) return;
    chooseAll(list);
    event.preventDefault();
    event.stopPropagation();
  };
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') focusRegion('text');
    else if (key === ' ' && documentId && at >= 0) toggleDocument(list, documentId, at);
    else if (key === 'Escape' && chosenCount > 0) chooseNothing();
    else if (key !== 'Delete') return false;
    else if (chosenCount > 0) void trashDocuments('chosen');
    else if (documentId && at >= 0) void deleteArticle(documentId);
    else return false;
    return true;
  };
  const onClick = (event: MouseEvent, id: Uid, index: number) => {
    if (event.shiftKey) void chooseRange(list, chosen.anchor ?? Math.max(0, at), index, rowAt);
    else if (event.ctrlKey || event.metaKey) toggleDocument(list, id, index);
    else {
      chooseNothing();
      goTo(id);
    }
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
              onClick={() => toggle(status)}
            >
              <span className={styles.dot} />
              {TEXTS.statuses[status]} <b>{grouped(counts[status])}</b>
            </button>
          ))}
          {(toRecheck > 0 || recheck) && (
            <button
              type="button"
              className={styles.statusFilter}
              aria-pressed={recheck}
              title={TEXTS.recheckHelp}
              onClick={() => setView({ recheck: !recheck })}
            >
              {TEXTS.recheck} <b>{grouped(toRecheck)}</b>
            </button>
          )}
        </div>
        <div className={styles.furtherFilters}>
          <ByLabel label={label} />
          <button
            type="button"
            className={styles.statusFilter}
            aria-pressed={openItems}
            title={TEXTS.openItemsHelp}
            onClick={() => setView({ openItems: !openItems })}
          >
            {TEXTS.openItems} {openItems && pages.loaded && <b>{grouped(total)}</b>}
          </button>
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
      {chosenCount > 0 && (
        <ChosenBar count={chosenCount} total={total} onLeave={() => rows.scroller.current?.focus()} />
      )}
      <DocumentHead order={order} descending={descending} />
      <RowGrid
        label={TEXTS.list}
        role="listbox"
        rows={rows}
        multiple
        className={styles.list}
        onKeyDown={onKeyDown}
        onKey={onKey}
        row={(place) => {
          const row = rowAt(place.index);
          return row ? (
            <DocumentRow
              key={row.id}
              row={row}
              place={place}
              chosen={chosenCount > 0 ? isChosen(chosen, row.id) : place.current}
              onClick={(event) => onClick(event, row.id, place.index)}
            />
          ) : (
            <div key={place.index} {...place.attributes} className={styles.row} aria-busy="true" />
          );
        }}
      >
        {loaded && total === 0 && (
          <p className={styles.empty}>{isFiltered(view) ? TEXTS.noMatches : TEXTS.none}</p>
        )}
      </RowGrid>
    </div>
  );
}

/** Filters the list by a value of a document label, or by having none. */
function ByLabel({ label }: { label: LabelFilter | null }) {
  const labels = useScheme()?.labels.filter(isListed) ?? [];
  if (labels.length === 0) return null;
  const choices = labels.flatMap((each) => [
    ...labelOffers(each).map((offer) => ({
      filter: { name: each.name, value: offer.value },
      words: TEXTS.labelIs(each.label, offer.label),
    })),
    { filter: { name: each.name, value: null }, words: TEXTS.labelIsNone(each.label) },
  ]);
  const keyOf = (filter: LabelFilter) => JSON.stringify([filter.name, filter.value]);
  return (
    <Select
      look="filter"
      aria-label={TEXTS.byLabel}
      value={label ? keyOf(label) : ''}
      options={[['', TEXTS.anyLabel], ...choices.map(({ filter, words }) => [keyOf(filter), words] as const)]}
      onPick={(picked) =>
        setView({ label: choices.find(({ filter }) => keyOf(filter) === picked)?.filter ?? null })
      }
    />
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
