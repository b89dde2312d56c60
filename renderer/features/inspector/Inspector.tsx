import type { Scheme } from '../../../shared/model/scheme.ts';
import { useArticle } from '../../state/article.ts';
import { DocumentInspector } from './DocumentInspector.tsx';
import { SpanInspector } from './SpanInspector.tsx';
import styles from './inspector.module.css';

/** The right panel: the selected span, or the document when nothing is selected. */
export function Inspector({ scheme }: { scheme: Scheme }) {
  const { document, spans, selected } = useArticle();
  const span = spans.find(({ id }) => id === selected);
  if (!document) return <div className={styles.panel} />;
  return (
    <div className={styles.panel}>
      {span ? (
        <SpanInspector key={span.id} span={span} scheme={scheme} text={document.text} />
      ) : (
        <DocumentInspector key={document.id} document={document} scheme={scheme} />
      )}
    </div>
  );
}
