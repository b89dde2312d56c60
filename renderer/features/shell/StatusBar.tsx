import { Check, Loader, LockKeyhole, Unplug } from 'lucide-react';
import { hull } from '../../../shared/model/fragments.ts';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { spanType } from '../../../shared/model/scheme.ts';
import { runAction } from '../../commands/index.ts';
import { useArticle, useArticleParts } from '../../state/article.ts';
import { useScheme, useWhyLocked } from '../../state/queries.ts';
import { useViewParts } from '../../state/view.ts';
import { time } from '../../ui/moments.ts';
import styles from './shell.module.css';
import { counted } from '../../../shared/text/counted.ts';
import { keyName } from '../../state/keys.ts';

/** The line at the foot: whether all is saved, and what is here. */
export function StatusBar({ project }: { project: OutputOf<'project.info'> }) {
  const { saving, savedAt, zoom, connection } = useViewParts('saving', 'savedAt', 'zoom', 'connection');
  const locked = useWhyLocked();
  const finished = project.statuses.done + project.statuses.skipped;
  const share = project.documents === 0 ? 0 : Math.round((100 * finished) / project.documents);
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
          'Not connected: nothing is saved now'
        ) : locked !== null ? (
          'Read only'
        ) : saving > 0 ? (
          'Saving…'
        ) : savedAt ? (
          <>
            Saved{' '}
            <time dateTime={new Date(savedAt).toISOString()} title={new Date(savedAt).toISOString()}>
              {time(new Date(savedAt))}
            </time>
          </>
        ) : (
          'All saved'
        )}
      </span>
      <Counts />
      <span title={`${finished} of ${project.documents} documents are done or skipped`}>
        {share} % of {counted(project.documents, 'document')}
      </span>
      <span className={styles.statusEnd} />
      <Offsets />
      <button
        type="button"
        title={`Normal text size (${keyName('zoom.reset')})`}
        onClick={() => runAction('zoom.reset')}
      >
        {Math.round(zoom * 100)} %
      </button>
      <button
        type="button"
        title={`All keys (${keyName('help.keys')})`}
        onClick={() => runAction('help.keys')}
      >
        Keys
      </button>
    </footer>
  );
}

function SavedIcon({ saving, connected, locked }: Record<'saving' | 'connected' | 'locked', boolean>) {
  if (!connected) return <Unplug size={13} aria-hidden />;
  if (locked) return <LockKeyhole size={13} aria-hidden />;
  return saving ? <Loader size={13} aria-hidden /> : <Check size={13} aria-hidden />;
}

/** What the open article has. */
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

/** Where the caret or the selection is. It follows every key, and so is drawn apart from the rest. */
function Offsets() {
  const { document, selection, caret } = useArticleParts('document', 'selection', 'caret');
  const selected = useArticle(({ spans, selected: id }) => spans.find((span) => span.id === id));
  if (!document) return null;
  const place = selection ?? hull(selected?.fragments ?? []) ?? [caret, caret];
  return (
    <span title="Offsets in UTF-16 code units" className={styles.offsets}>
      UTF-16 {place[0] === place[1] ? place[0] : `${place[0]}–${place[1]}`}
    </span>
  );
}
