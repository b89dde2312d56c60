import type { Scheme } from '../../../shared/model/scheme.ts';
import { useArticleParts } from '../../state/article.ts';
import { DocumentInspector } from './DocumentInspector.tsx';
import { ProposalInspector } from './ProposalInspector.tsx';
import { SpanInspector } from './SpanInspector.tsx';
import styles from './inspector.module.css';

/** The right panel: the selected span, or the document when nothing is selected. */
export function Inspector({ scheme }: { scheme: Scheme }) {
  const { document, spans, proposals, selected } = useArticleParts(
    'document',
    'spans',
    'proposals',
    'selected',
  );
  const span = spans.find(({ id }) => id === selected);
  const proposal = proposals.find(({ id }) => id === selected);
  if (!document) return <div className={styles.panel} />;
  return (
    <div className={styles.panel}>
      {proposal && !span ? (
        <ProposalInspector key={proposal.id} proposal={proposal} scheme={scheme} text={document.text} />
      ) : span ? (
        <SpanInspector key={span.id} span={span} scheme={scheme} text={document.text} />
      ) : (
        <DocumentInspector key={document.id} document={document} scheme={scheme} />
      )}
    </div>
  );
}
