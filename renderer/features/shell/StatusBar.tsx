import { Check, Loader, LockKeyhole, Unplug } from 'lucide-react';
import { hull } from '../../../shared/model/fragments.ts';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { spanType } from '../../../shared/model/scheme.ts';
import { runAction } from '../../commands/index.ts';
import { useArticle, useArticleParts } from '../../state/article.ts';
import { useScheme, useWhyLocked } from '../../state/queries.ts';
import { useViewParts } from '../../state/view.ts';
import { fullMoment, time } from '../../ui/moments.ts';
import styles from './shell.module.css';
import { counted } from '../../../shared/text/counted.ts';
import { keyName } from '../../state/keys.ts';
import { TEXTS } from './texts.ts';

/** The line at the foot: whether everything is saved, and counts of the article and the project. */
export function StatusBar({ project }: { project: OutputOf<'project.info'> }) {
  const { saving, savedAt, zoom, connection } = useViewParts('saving', 'savedAt', 'zoom', 'connection');
  const locked = useWhyLocked();
  const finished = project.statuses.done + project.statuses.skipped;
  return (
    <footer className={styles.status}>
      <span
        className={styles.saved}
        role="status"
        data-testid="saved"
        data-saving={saving > 0}
        data-connection={connection}
        data-locked={locked !== null}
        title={locked ?? undefined}
      >
        <SavedIcon saving={saving > 0} connected={connection === 'up'} locked={locked !== null} />
        {connection !== 'up' ? (
          TEXTS.notConnected
        ) : locked !== null ? (
          TEXTS.readOnly
        ) : saving > 0 ? (
          TEXTS.saving
        ) : savedAt ? (
          <>
            {TEXTS.saved}{' '}
            <time dateTime={new Date(savedAt).toISOString()} title={fullMoment(new Date(savedAt))}>
              {time(new Date(savedAt))}
            </time>
          </>
        ) : (
          TEXTS.allSaved
        )}
      </span>
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

function SavedIcon({ saving, connected, locked }: Record<'saving' | 'connected' | 'locked', boolean>) {
  if (!connected) return <Unplug size={13} aria-hidden />;
  if (locked) return <LockKeyhole size={13} aria-hidden />;
  return saving ? <Loader size={13} aria-hidden /> : <Check size={13} aria-hidden />;
}

/** Counts of the open article. */
function Counts() {
  const { document, spans } = useArticleParts('document', 'spans');
  const scheme = useScheme();
  if (!document) return null;
  const own = spans.filter(({ owner }) => owner === undefined);
  const claims = own.filter((span) => scheme && spanType(scheme, span.type)?.family === 'claim').length;
  return (
    <>
      <span data-testid="counts">
        {counted(own.length, 'span')} · {counted(claims, 'claim')}
      </span>
      <span>{counted(document.text.length, 'character')}</span>
    </>
  );
}

/** Where the caret or the selection is. It changes with every key, so it is rendered apart from the rest. */
function Offsets() {
  const { document, selection, caret } = useArticleParts('document', 'selection', 'caret');
  const selected = useArticle(({ spans, selected: id }) => spans.find((span) => span.id === id));
  if (!document) return null;
  const [start, end] = selection ?? hull(selected?.fragments ?? []) ?? [caret, caret];
  return (
    <span title={TEXTS.charactersHelp} className={styles.offsets}>
      {TEXTS.characters(start, end)}
    </span>
  );
}
