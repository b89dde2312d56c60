import { Check, Loader, LockKeyhole, Unplug } from 'lucide-react';
import { hull } from '../../../shared/model/fragments.ts';
import { spanType } from '../../../shared/model/scheme.ts';
import { runAction } from '../../commands/index.ts';
import { spanById, useArticle } from '../../state/article.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { isFiltered, LIST_PARTS, listInput } from '../../state/document-list.ts';
import { useCall, useScheme, useWhyLocked, type ProjectHead } from '../../state/queries.ts';
import { useRecheck, useRecheckCounts } from '../../state/recheck.ts';
import { useTypeCounts } from '../../state/span-counts.ts';
import { useQueuePlace } from '../../state/queue-place.ts';
import { isPanelOpen, setView, useView, useViewParts } from '../../state/view.ts';
import { fullMoment, time } from '../../ui/moments.ts';
import styles from './shell.module.css';
import { counted } from '../../../shared/text/counted.ts';
import { keyName } from '../../state/keys.ts';
import { TEXTS } from './texts.ts';
import { UndoButtons } from './UndoButtons.tsx';

interface StatusBarProps {
  project: ProjectHead;
  /** The set whose statuses the list shows. */
  set: Uid | null;
}

/** The line at the foot: whether everything is saved, where one is in the list of documents, and the size of the text. */
export function StatusBar({ project, set }: StatusBarProps) {
  const zoom = useView((view) => view.zoom);
  const finished = project.statuses.done + project.statuses.skipped;
  return (
    <footer className={styles.status}>
      <Saved />
      <UndoButtons />
      <Position project={project} set={set} />
      <span title={TEXTS.finishedHelp(finished, project.documents)}>
        {TEXTS.finished(finished, project.documents)}
      </span>
      <ToRecheck />
      <Counts />
      <span className={styles.statusEnd} />
      <Offsets />
      <span className={styles.zoom} role="group" aria-label={TEXTS.zoom}>
        <button
          type="button"
          data-repeats
          aria-label={TEXTS.smaller}
          title={TEXTS.smallerText(keyName('zoom.out'))}
          onClick={() => runAction('zoom.out')}
        >
          −
        </button>
        <button
          type="button"
          title={TEXTS.textSize(keyName('zoom.reset'))}
          onClick={() => runAction('zoom.reset')}
        >
          {Math.round(zoom * 100)} %
        </button>
        <button
          type="button"
          data-repeats
          aria-label={TEXTS.larger}
          title={TEXTS.largerText(keyName('zoom.in'))}
          onClick={() => runAction('zoom.in')}
        >
          +
        </button>
      </span>
      <button
        type="button"
        className={styles.lesser}
        title={TEXTS.allKeys(keyName('help.keys'))}
        onClick={() => runAction('help.keys')}
      >
        {TEXTS.keys}
      </button>
    </footer>
  );
}

/** Opens the list of annotations to re-check, if there are any. */
function ToRecheck() {
  const count = useRecheckCounts()?.count ?? 0;
  const open = useRecheck((state) => state.open);
  if (count === 0) return null;
  return (
    <button
      type="button"
      data-testid="recheck"
      aria-pressed={open}
      title={TEXTS.recheckHelp(keyName('recheck.open'))}
      onClick={() => runAction('recheck.open')}
    >
      {TEXTS.recheckCount(count)}
    </button>
  );
}

/** Where the open document is in the list, sorted and filtered as it is now. */
function Position({ project, set }: StatusBarProps) {
  const { documentId, ...list } = useViewParts('documentId', ...LIST_PARTS);
  const place = useQueuePlace();
  const isKnown = place.document === documentId && place.at >= 0;
  const rechecks = useRecheck(({ open }) => open);
  // The list finds it out while it is open.
  const isOpen = useView((view) => isPanelOpen(view, 'left') && view.screen !== 'quarantine') && !rechecks;
  const input = { ...listInput(list, set), document: documentId! };
  const enabled = documentId !== null && !isOpen && !isKnown;
  const around = useCall('documents.around', input, { enabled, keep: true }).data;
  const at = isKnown ? place.at : isOpen ? -1 : (around?.at ?? -1);
  if (at < 0) return null;
  const filtered = list.statuses.reduce((sum, status) => sum + project.statuses[status], 0);
  const byStatusOnly = list.statuses.length > 0 && !isFiltered({ ...list, statuses: [] });
  const total = byStatusOnly ? filtered : isFiltered(list) ? null : project.documents;
  return (
    <span data-testid="position" title={TEXTS.positionHelp}>
      {TEXTS.position(at + 1, isOpen ? place.total : total)}
    </span>
  );
}

/**
 * Whether everything is saved. It changes twice with every tag, so it is rendered apart from the rest, and its parts stay in the
 * page while others are shown.
 */
function Saved() {
  const { saving, savedAt, connection } = useViewParts('saving', 'savedAt', 'connection');
  const locked = useWhyLocked();
  const isSaving = saving > 0;
  const isPlain = connection === 'up' && locked === null;
  return (
    <span
      className={styles.saved}
      role="status"
      data-testid="saved"
      data-saving={isSaving}
      data-connection={connection}
      data-locked={locked !== null}
      title={locked ?? undefined}
    >
      {connection !== 'up' && <Unplug size={13} aria-hidden />}
      {connection === 'up' && locked !== null && <LockKeyhole size={13} aria-hidden />}
      {isPlain && (
        <>
          <Loader size={13} className={styles.whileSaving} aria-hidden />
          <Check size={13} className={styles.whileSaved} aria-hidden />
        </>
      )}
      {connection !== 'up'
        ? TEXTS.notConnected
        : locked !== null
          ? TEXTS.readOnly
          : isSaving
            ? TEXTS.saving
            : savedAt
              ? `${TEXTS.saved} `
              : TEXTS.allSaved}
      {isPlain && savedAt && (
        <time
          hidden={isSaving}
          dateTime={new Date(savedAt).toISOString()}
          title={fullMoment(new Date(savedAt))}
        >
          {isSaving ? '' : time(new Date(savedAt))}
        </time>
      )}
    </span>
  );
}

/** Counts of the open article. */
function Counts() {
  const document = useArticle((article) => article.document);
  const counts = useTypeCounts();
  const scheme = useScheme();
  if (!document) return null;
  let [spans, claims] = [0, 0];
  for (const [type, { own }] of counts) {
    spans += own;
    if (scheme && spanType(scheme, type)?.family === 'claim') claims += own;
  }
  return (
    <span className={styles.lesser} data-testid="counts">
      {`${counted(spans, 'span')} · ${counted(claims, 'claim')}`}
    </span>
  );
}

/** On request, where the caret or the selection is and how long the text is. */
function Offsets() {
  const shown = useView((view) => view.showsOffsets);
  return (
    <>
      {shown && <CaretOffsets />}
      <button
        type="button"
        className={styles.lesser}
        aria-pressed={shown}
        title={TEXTS.charactersHelp}
        onClick={() => setView({ showsOffsets: !shown })}
      >
        {TEXTS.offsets}
      </button>
    </>
  );
}

/** It changes with every key, so it is rendered apart from the rest. */
function CaretOffsets() {
  const words = useArticle((article) => {
    if (!article.document) return null;
    const [start, end] = article.selection ??
      hull(spanById(article.selected)?.fragments ?? []) ?? [article.caret, article.caret];
    return TEXTS.characters(start, end, article.document.text.length);
  });
  if (words === null) return null;
  return <span className={styles.offsets}>{words}</span>;
}
