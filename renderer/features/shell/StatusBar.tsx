import { Check, Loader, LockKeyhole, Unplug } from 'lucide-react';
import { hull } from '../../../shared/model/fragments.ts';
import { spanType } from '../../../shared/model/scheme.ts';
import { runAction } from '../../commands/index.ts';
import { spanById, useArticle } from '../../state/article.ts';
import { useScheme, useWhyLocked, type ProjectHead } from '../../state/queries.ts';
import { useTypeCounts } from '../../state/span-counts.ts';
import { useViewParts } from '../../state/view.ts';
import { fullMoment, time } from '../../ui/moments.ts';
import styles from './shell.module.css';
import { counted } from '../../../shared/text/counted.ts';
import { keyName } from '../../state/keys.ts';
import { TEXTS } from './texts.ts';
import { UndoButtons } from './UndoButtons.tsx';

/** The line at the foot: whether everything is saved, and counts of the article and the project. */
export function StatusBar({ project }: { project: ProjectHead }) {
  const { zoom } = useViewParts('zoom');
  const finished = project.statuses.done + project.statuses.skipped;
  return (
    <footer className={styles.status}>
      <Saved />
      <UndoButtons />
      <Counts />
      <span title={TEXTS.finishedHelp(finished, project.documents)}>
        {TEXTS.finished(finished, project.documents)}
      </span>
      <span className={styles.statusEnd} />
      <Offsets />
      <button
        type="button"
        title={TEXTS.textSize(keyName('zoom.reset'))}
        onClick={() => runAction('zoom.reset')}
      >
        {Math.round(zoom * 100)} %
      </button>
      <button
        type="button"
        title={TEXTS.allKeys(keyName('help.keys'))}
        onClick={() => runAction('help.keys')}
      >
        {TEXTS.keys}
      </button>
    </footer>
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
    <>
      <span data-testid="counts">{`${counted(spans, 'span')} · ${counted(claims, 'claim')}`}</span>
      <span>{counted(document.text.length, 'character')}</span>
    </>
  );
}

/** Where the caret or the selection is. It changes with every key, so it is rendered apart from the rest. */
function Offsets() {
  const shown = useArticle((article) => {
    if (!article.document) return null;
    const [start, end] = article.selection ??
      hull(spanById(article.selected)?.fragments ?? []) ?? [article.caret, article.caret];
    return TEXTS.characters(start, end);
  });
  if (shown === null) return null;
  return (
    <span title={TEXTS.charactersHelp} className={styles.offsets}>
      {shown}
    </span>
  );
}
