import type { CSSProperties } from 'react';
import type { Relation, Span } from '../../../shared/model/annotation.ts';
import { relationType } from '../../../shared/model/relation-rules.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { runAction } from '../../commands/index.ts';
import { goToEnd, setRelationAttribute } from '../../commands/relations.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { useArticle } from '../../state/article.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { AttributeInput } from '../inspector/AttributeInput.tsx';
import inspector from '../inspector/inspector.module.css';
import { useEnds, type ShownEnd } from './ends.ts';
import { RelationButtons, RelationTypeSelect } from './RelationControls.tsx';
import styles from './relations.module.css';

/** The relations of the selected span: what it leads to and what leads to it. */
export function SpanRelations({ span, scheme }: { span: Span; scheme: Scheme }) {
  const all = useArticle(({ relations }) => relations);
  const own = all.filter(({ from, to }) => from === span.id || to === span.id);
  const endOf = useEnds(own);
  const relatable = scheme.relations.some(
    ({ ends, from, to }) =>
      ends === 'span' && [from, to].some((types) => types.length === 0 || types.includes(span.type)),
  );
  if (!relatable && own.length === 0) return null;
  return (
    <section className={inspector.section} aria-label="Relations">
      <div className={styles.headRow}>
        <h2 className={inspector.heading}>Relations</h2>
        <Button
          kind="quiet"
          title="Marks this span as the start. Walk to the other end with Tab and press the key again."
          onClick={() => {
            runAction('relation.relate');
            runAction('focus.text');
          }}
        >
          Relate… <KeyCap keys="Alt+R" />
        </Button>
      </div>
      {own.length > 0 && (
        <ul className={styles.list}>
          {own.map((relation) => (
            <Row
              key={relation.id}
              relation={relation}
              outgoing={relation.from === span.id}
              span={span}
              other={endOf(relation.from === span.id ? relation.to : relation.from)}
              scheme={scheme}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  relation: Relation;
  outgoing: boolean;
  span: Span;
  other: ShownEnd | undefined;
  scheme: Scheme;
}

function Row({ relation, outgoing, span, other, scheme }: RowProps) {
  const type = relationType(scheme, relation.type);
  const [from, to] = outgoing ? [span.type, other?.type] : [other?.type, span.type];
  const sign = type?.symmetric ? '↔' : outgoing ? '→' : '←';
  const told = type?.symmetric ? 'with' : outgoing ? 'to' : 'from';
  return (
    <li className={styles.relation} style={typeColour(type?.hue ?? 250) as CSSProperties}>
      <div className={styles.typeRow}>
        <span className={styles.sign} aria-label={told} role="img">
          {sign}
        </span>
        <RelationTypeSelect
          relation={relation}
          scheme={scheme}
          from={from}
          to={to}
          className={styles.typeSelect}
        />
        <RelationButtons relation={relation} scheme={scheme} deleteTitle="Delete the relation" />
      </div>
      <button
        type="button"
        className={styles.other}
        title="Go there (Alt G)"
        onClick={() => void goToEnd(outgoing ? relation.to : relation.from)}
      >
        <span dir="auto">{other?.words ?? '…'}</span>
        {other?.elsewhere && <small>{other.elsewhere.documentTitle}</small>}
      </button>
      {type && type.attributes.length > 0 && (
        <div className={styles.attributes}>
          {type.attributes.map((attribute) => (
            <AttributeInput
              key={attribute.name}
              attribute={attribute}
              value={relation.attributes[attribute.name]}
              untouched={relation.untouched.includes(attribute.name)}
              onChange={(value) => setRelationAttribute(relation.id, attribute.name, value)}
            />
          ))}
        </div>
      )}
    </li>
  );
}
