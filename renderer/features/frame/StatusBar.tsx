import { Check, Loader } from 'lucide-react';
import { hull } from '../../../shared/model/fragments.ts';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { spanType } from '../../../shared/model/scheme.ts';
import { runAction } from '../../commands/index.ts';
import { useArticle } from '../../state/article.ts';
import { useScheme } from '../../state/queries.ts';
import { useView } from '../../state/view.ts';
import styles from './frame.module.css';
import { counted } from '../../../shared/text/counted.ts';
import { keyName } from '../../state/keys.ts';

/** The line at the foot: whether all is saved, and what is here. */
export function StatusBar({ project }: { project: OutputOf<'project.info'> }) {
  const { saving, savedAt, zoom } = useView();
  const { spans, document, selection, caret, selected } = useArticle();
  const scheme = useScheme();
  const own = spans.filter(({ owner }) => owner === undefined);
  const claims = own.filter((span) => scheme && spanType(scheme, span.type)?.family === 'claim').length;
  const finished = project.statuses.done + project.statuses.skipped;
  const share = project.documents === 0 ? 0 : Math.round((100 * finished) / project.documents);
  const span = spans.find(({ id }) => id === selected);
  const place = selection ?? (span && hull(span.fragments)) ?? [caret, caret];
  return (
    <footer className={styles.status}>
      <span className={styles.saved} role="status" data-testid="saved" data-saving={saving > 0}>
        {saving > 0 ? <Loader size={13} aria-hidden /> : <Check size={13} aria-hidden />}
        {saving > 0 ? (
          'Saving…'
        ) : savedAt ? (
          <>
            Saved{' '}
            <time dateTime={new Date(savedAt).toISOString()} title={new Date(savedAt).toISOString()}>
              {new Date(savedAt).toLocaleTimeString(undefined, { timeStyle: 'short' })}
            </time>
          </>
        ) : (
          'All saved'
        )}
      </span>
      {document && (
        <>
          <span data-testid="counts">
            {counted(own.length, 'span')} · {counted(claims, 'claim')}
          </span>
          <span>{document.text.length.toLocaleString()} characters</span>
        </>
      )}
      <span title={`${finished} of ${project.documents} documents are done or skipped`}>
        {share} % of {counted(project.documents, 'document')}
      </span>
      <span className={styles.statusEnd} />
      {document && (
        <span title="Offsets in UTF-16 code units" className={styles.offsets}>
          UTF-16 {place[0] === place[1] ? place[0] : `${place[0]}–${place[1]}`}
        </span>
      )}
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
