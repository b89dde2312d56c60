import { allowsType } from '../../../shared/model/type-tree.ts';
import type { Relation, Span } from '../../../shared/model/annotation.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { runAction } from '../../commands/index.ts';
import { goToEnd } from '../../commands/relations.ts';
import { useArticle } from '../../state/article.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import inspector from '../inspector/inspector.module.css';
import { Chains } from './Chains.tsx';
import { useEnds, type ShownEnd } from './ends.ts';
import { RelationItem } from './RelationItem.tsx';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';
import styles from './relations.module.css';

/** The relations of the selected span, in both directions. */
export function SpanRelations({ span, scheme }: { span: Span; scheme: Scheme }) {
  const all = useArticle(({ relations }) => relations);
  const own = all.filter(({ from, to }) => from === span.id || to === span.id);
  const endOf = useEnds(own);
  const relatable = scheme.relations.some(
    ({ ends, from, to }) =>
      ends === 'span' && [from, to].some((types) => allowsType(scheme, types, span.type)),
  );
  if (!relatable && own.length === 0) return null;
  return (
    <section className={inspector.section} aria-label={TEXTS.relations}>
      <div className={styles.headRow}>
        <h2 className={inspector.heading}>{TEXTS.relations}</h2>
        <Writing>
          <Button
            kind="quiet"
            title={TEXTS.relateHelp(keyName('span.next'))}
            onClick={() => {
              runAction('relation.relate');
              runAction('focus.text');
            }}
          >
            {TEXTS.relate} <ActionKey action="relation.relate" />
          </Button>
        </Writing>
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
      <Chains span={span} relations={own} scheme={scheme} />
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
  const [from, to] = outgoing ? [span.type, other?.type] : [other?.type, span.type];
  return (
    <RelationItem relation={relation} outgoing={outgoing} from={from} to={to} scheme={scheme}>
      <button
        type="button"
        className={styles.other}
        title={TEXTS.goTo(keyName('relation.follow'))}
        onClick={() => void goToEnd(outgoing ? relation.to : relation.from)}
      >
        <span dir="auto">{other?.words ?? '…'}</span>
        {other?.elsewhere && <small>{other.elsewhere.documentTitle}</small>}
      </button>
    </RelationItem>
  );
}
