import type { CSSProperties } from 'react';
import type { Relation } from '../../../shared/model/annotation.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { relationType } from '../../../shared/model/relation-rules.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { decideInPlace } from '../../commands/decide.ts';
import { goToEnd } from '../../commands/relations.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { useArticle, useArticleParts } from '../../state/article.ts';
import { Button } from '../../ui/Button.tsx';
import controls from '../../ui/controls.module.css';
import inspector from '../inspector/inspector.module.css';
import { labelOf } from './ends.ts';
import { TEXTS } from './texts.ts';
import styles from './relations.module.css';

/** Relations that a model proposes at a span or at a proposal; each is decided separately. */
export function ProposedRelations({ span, scheme, text }: { span: Uid; scheme: Scheme; text: string }) {
  const proposed = useArticle((article) => article.proposedRelations);
  const here = proposed.filter(({ from, to }) => from === span || to === span);
  if (here.length === 0) return null;
  return <Proposed span={span} here={here} scheme={scheme} text={text} />;
}

interface ProposedProps {
  span: Uid;
  here: readonly Relation[];
  scheme: Scheme;
  text: string;
}

function Proposed({ span, here, scheme, text }: ProposedProps) {
  const { spans, proposals } = useArticleParts('spans', 'proposals');
  const words = (id: Uid) => {
    const end = [...spans, ...proposals].find((each) => each.id === id);
    return end ? readableQuote(text, end.fragments) || TEXTS.implicit : TEXTS.rejected;
  };
  return (
    <section className={inspector.section} aria-label={TEXTS.proposed}>
      <h2 className={inspector.heading}>{TEXTS.proposed}</h2>
      <ul className={styles.list}>
        {here.map(({ id, type, from, to, score }) => {
          const outgoing = from === span;
          const other = outgoing ? to : from;
          const known = relationType(scheme, type);
          return (
            <li
              key={id}
              className={styles.relation}
              data-proposed
              style={typeColour(known?.hue ?? 250) as CSSProperties}
            >
              <div className={styles.typeRow}>
                <span className={styles.sign} aria-hidden>
                  {known?.symmetric ? '↔' : outgoing ? '→' : '←'}
                </span>
                <span className={styles.typeSelect}>{labelOf(scheme, type)}</span>
                {score !== undefined && <span className={controls.help}>{score.toFixed(2)}</span>}
              </div>
              <button type="button" className={styles.other} onClick={() => void goToEnd(other)}>
                <span dir="auto">{words(other)}</span>
              </button>
              <div className={controls.segments}>
                <Button onClick={() => void decideInPlace(id, 'accept')}>{TEXTS.accept}</Button>
                <Button kind="quiet" onClick={() => void decideInPlace(id, 'reject')}>
                  {TEXTS.reject}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
