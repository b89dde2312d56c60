import { readableQuote } from '../../../shared/model/fragments.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import { decideInPlace } from '../../commands/decide.ts';
import type { ProposedSpan } from '../../editor/span-store.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { useReviewCase } from '../../state/review-case.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import controls from '../../ui/controls.module.css';
import { CaseFacts } from '../review/CaseFacts.tsx';
import { ProposedRelations } from '../relations/ProposedRelations.tsx';
import styles from './inspector.module.css';
import { Swatch } from '../../ui/Swatch.tsx';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';

interface ProposalInspectorProps {
  proposal: ProposedSpan;
  scheme: Scheme;
  text: string;
}

/** The selected proposal of the article, and the buttons that decide it. */
export function ProposalInspector({ proposal, scheme, text }: ProposalInspectorProps) {
  const index = scheme.types.findIndex(({ name }) => name === proposal.type);
  const detail = useReviewCase(proposal.id);
  return (
    <>
      <section className={`${styles.section} ${typeClass(index)}`}>
        <div className={styles.typeRow}>
          <Swatch place={index} family={scheme.types[index]?.family} />
          <strong title={proposal.type}>{spanType(scheme, proposal.type)?.label ?? proposal.type}</strong>
          <span className={controls.help}>{TEXTS.proposed}</span>
        </div>
        <blockquote className={styles.quote} dir="auto">
          {readableQuote(text, proposal.fragments) || TEXTS.implicit}
        </blockquote>
        <div className={controls.segments}>
          <Writing>
            <Button kind="primary" onClick={() => void decideInPlace(proposal.id, 'accept')}>
              {TEXTS.accept} <ActionKey action="span.inspect" />
            </Button>
            <Button onClick={() => void decideInPlace(proposal.id, 'reject')}>
              {TEXTS.reject} <ActionKey action="span.delete" />
            </Button>
          </Writing>
        </div>
        <p className={controls.help}>{TEXTS.proposalHelp}</p>
      </section>
      <ProposedRelations span={proposal.id} scheme={scheme} text={text} />
      {detail && (
        <section className={styles.section}>
          <CaseFacts detail={detail} scheme={scheme} />
        </section>
      )}
    </>
  );
}
