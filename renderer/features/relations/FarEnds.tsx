import { useState, type CSSProperties } from 'react';
import type { FarEnd } from '../../editor/arcs/links.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { goToEnd } from '../../commands/relations.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { useArticle } from '../../state/article.ts';
import { useCall } from '../../state/queries.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { hueOf, labelOf, useEnds } from './ends.ts';
import { TEXTS } from './texts.ts';
import styles from './relations.module.css';

const SIGNS: Record<FarEnd['direction'], string> = { up: '↑', down: '↓', away: '→' };

/** The ends of the selected span's relations that are out of sight, at the bottom of the text; each has a preview. */
export function FarEnds({ ends, scheme }: { ends: readonly FarEnd[]; scheme: Scheme }) {
  const relations = useArticle((article) => article.relations);
  const shown = ends.flatMap((end) => {
    const relation = relations.find(({ id }) => id === end.link);
    return relation ? [{ ...end, relation }] : [];
  });
  const endOf = useEnds(shown.map(({ relation }) => relation));
  const [peeked, setPeeked] = useState<Uid | null>(null);
  if (shown.length === 0) return null;
  return (
    <div className={styles.farEnds} role="group" aria-label={TEXTS.outOfSight}>
      {shown.map(({ link, span, direction, relation }) => {
        const end = endOf(span);
        const type = scheme.relations.find(({ name }) => name === relation.type);
        const incoming = relation.to !== span && !type?.symmetric;
        const label = labelOf(scheme, relation.type);
        const words = (
          <span className={styles.farWords} dir="auto">
            {end?.words ?? '…'}
          </span>
        );
        return (
          <div key={link} className={styles.farEnd}>
            <button
              type="button"
              style={typeColour(hueOf(scheme, relation.type)) as CSSProperties}
              title={TEXTS.goToFar(TEXTS.where[direction])}
              onMouseEnter={() => setPeeked(link)}
              onMouseLeave={() => setPeeked(null)}
              onFocus={() => setPeeked(link)}
              onBlur={() => setPeeked(null)}
              onClick={() => void goToEnd(span)}
            >
              <span className={styles.sign} aria-hidden>
                {SIGNS[direction]}
              </span>
              {incoming && words}
              <span className={styles.farLabel}>{incoming ? TEXTS.incoming(label) : label}</span>
              {!incoming && words}
            </button>
            {peeked === link && <PeekCard span={span} scheme={scheme} />}
          </div>
        );
      })}
    </div>
  );
}

/** A span in its context, in whichever document it is. */
function PeekCard({ span, scheme }: { span: Uid; scheme: Scheme }) {
  const here = useArticle((article) => article.document?.id);
  const peek = useCall('spans.peek', { ids: [span] }).data?.spans[0];
  if (!peek) return null;
  return (
    <div className={styles.peek} role="tooltip">
      <p className={styles.peekHead}>
        {scheme.types.find(({ name }) => name === peek.type)?.label ?? peek.type}
        {peek.document !== here && <> · {peek.documentTitle}</>}
      </p>
      <p className={styles.peekText} dir="auto">
        {peek.before !== '' && '… '}
        {peek.before}
        <mark>{peek.text || TEXTS.noWords}</mark>
        {peek.after}
        {peek.after !== '' && ' …'}
      </p>
      <p className={styles.peekHead}>
        {TEXTS.followBefore} <ActionKey action="relation.follow" />
        {TEXTS.followAfter}
      </p>
    </div>
  );
}
