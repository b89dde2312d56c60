import { useMemo, useState } from 'react';
import type { Document } from '../../../shared/model/document.ts';
import type { Span } from '../../../shared/model/annotation.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { proposalById, spanById, useArticle } from '../../state/article.ts';
import { standsFor } from '../../ui/things.ts';
import { DocumentInspector } from './DocumentInspector.tsx';
import { Kept } from './Kept.tsx';
import { ProposalInspector } from './ProposalInspector.tsx';
import { SpanInspector } from './SpanInspector.tsx';
import styles from './inspector.module.css';

/** The right panel: the selected span, or the document when nothing is selected. */
export function Inspector({ scheme }: { scheme: Scheme }) {
  const document = useArticle((article) => article.document);
  const selected = useArticle((article) => article.selected);
  return (
    <div className={styles.panel} {...standsFor({ span: selected ?? undefined, document: document?.id })}>
      {document && <Inspected key={document.id} document={document} scheme={scheme} />}
    </div>
  );
}

/** Keeps the elements for a span and for the document, because tagging and walking alternate between the two. */
function Inspected({ document, scheme }: { document: Document; scheme: Scheme }) {
  const span = useArticle(({ selected }) => spanById(selected));
  const proposal = useArticle(({ selected }) => proposalById(selected));
  const [last, setLast] = useState<Span | undefined>(span);
  if (span && span !== last) setLast(span);
  const known = span ?? last;
  // The same element, so that what is not shown is not looked at.
  const ofDocument = useMemo(
    () => <DocumentInspector document={document} scheme={scheme} />,
    [document, scheme],
  );
  return (
    <>
      {proposal && !span && (
        <ProposalInspector key={proposal.id} proposal={proposal} scheme={scheme} text={document.text} />
      )}
      {known && (
        <Kept shown={span !== undefined}>
          <SpanInspector span={known} scheme={scheme} text={document.text} />
        </Kept>
      )}
      <Kept shown={!span && !proposal}>{ofDocument}</Kept>
    </>
  );
}
