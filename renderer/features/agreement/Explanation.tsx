import { FEW_DOCUMENTS } from '../../../shared/comparison/intervals.ts';
import type { AgreementReport } from '../../state/agreement.ts';
import styles from './agreement.module.css';

/** Explains how the numbers are computed. */
export function Explanation({ report: { intervals } }: { report: AgreementReport }) {
  return (
    <details className={styles.explanation}>
      <summary>How this is measured</summary>
      <dl>
        <dt>Pairs</dt>
        <dd>
          Within a document, each span of one set corresponds to at most one of the other: first those with
          the same bounds and type, then so that the overlaps (shared characters over characters that either
          covers) add up highest. Spans pair only within their layer. Cues belong to their claim and count as
          its slots.
        </dd>
        <dt>Exact</dt>
        <dd>Same bounds and same type, as seqeval counts entities.</dd>
        <dt>Overlap</dt>
        <dd>
          The right words, whatever the type: whole for the same bounds, half where only some characters are
          shared (“partial” in SemEval-2013 task 9.1).
        </dd>
        <dt>Type</dt>
        <dd>The same type, and at least one shared character (“type” there).</dd>
        <dt>All, mean</dt>
        <dd>
          Counted together, every span weighs the same; the mean over types weighs rare types as much as
          frequent ones. A rate with nothing to divide by is shown as – and counts as 0.
        </dd>
        <dt>Intervals</dt>
        <dd>
          {intervals
            ? `${(100 * intervals.share).toFixed(1)} % of ${intervals.samples.toLocaleString()} draws of as many ${
                intervals.units < intervals.documents ? 'groups of documents' : 'documents'
              } with replacement lie between the bounds: more than ${Math.round(100 * intervals.level)} %, since few documents vary less than all that could have been taken. They show how much the figures depend on the choice of documents; with fewer than ${FEW_DOCUMENTS} they may still be too narrow.`
            : 'They need at least two documents.'}
        </dd>
        <dt>Agreement</dt>
        <dd>
          Positions where both have the same bounds and type, of all positions where either has an annotation.
          κ is Cohen’s, of the types where both have something.
        </dd>
        <dt>Document labels</dt>
        <dd>
          κ is Cohen’s, α is Krippendorff’s: nominal for labels with one value, with MASI distance (Passonneau
          2006) for labels with several. A document without a value in one of the sets is missing and not
          counted. Of a label with several values it has an empty set of values instead if its status there is
          done, or if a model or an import has annotated it. Each value is scored like a type.
        </dd>
      </dl>
    </details>
  );
}
