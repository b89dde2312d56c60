import type { CSSProperties, KeyboardEvent } from 'react';
import type { PeekedSpan } from '../../../shared/contract/relations.ts';
import type { Relation, Span } from '../../../shared/model/annotation.ts';
import type { RelationType, Scheme } from '../../../shared/model/scheme.ts';
import { goToEnd } from '../../commands/relations.ts';
import { typeClass, typeColour } from '../../editor/type-styles.ts';
import { useCall } from '../../state/queries.ts';
import { TEXTS } from './texts.ts';
import styles from './chains.module.css';

/** Minimum length of a chain: two members are a relation, which is listed anyway. */
const SHORTEST = 3;

/**
 * The chains that a span belongs to: everything that is the same as it, also indirectly and in other articles. Types that
 * are symmetric and transitive form chains.
 */
export function Chains({
  span,
  relations,
  scheme,
}: {
  span: Span;
  relations: readonly Relation[];
  scheme: Scheme;
}) {
  const types = scheme.relations.filter(
    (type) => type.symmetric && type.transitive && relations.some((relation) => relation.type === type.name),
  );
  return types.map((type) => <Chain key={type.name} span={span} type={type} scheme={scheme} />);
}

function Chain({ span, type, scheme }: { span: Span; type: RelationType; scheme: Scheme }) {
  const { data } = useCall('relations.chain', { span: span.id, type: type.name }, { keep: true });
  // While the next chain is loading, the query returns that of the previous span: show it only if it contains this span.
  if (!data || data.members.length < SHORTEST || !data.members.some(({ id }) => id === span.id)) return null;
  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
  return (
    <div className={styles.chain} style={typeColour(type.hue) as CSSProperties}>
      <h3 className={styles.head}>
        {TEXTS.chain(type.label)}
        <small>{TEXTS.chainLength(data.members.length, data.truncated)}</small>
      </h3>
      <ol className={styles.members} aria-label={TEXTS.chain(type.label)} onKeyDown={onKeyDown}>
        {data.members.map((member, i) => {
          const here = member.id === span.id;
          const index = scheme.types.findIndex(({ name }) => name === member.type);
          const elsewhere = member.document !== (data.members[i - 1]?.document ?? span.document);
          return (
            <li key={member.id}>
              {elsewhere && <p className={styles.document}>{member.documentTitle}</p>}
              <button
                type="button"
                className={`${styles.member} ${typeClass(index)}`}
                aria-current={here || undefined}
                tabIndex={here ? 0 : -1}
                title={TEXTS.chainHelp(scheme.types[index]?.label ?? member.type)}
                onClick={() => void goToEnd(member.id)}
              >
                <Words member={member} />
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Length of the text shown before the words, in UTF-16 units; the text after them is cut at the end of the line. */
const BEFORE = 34;

function Words({ member: { text, before, after } }: { member: PeekedSpan }) {
  const near = before.slice(-BEFORE).replace(/\s+/g, ' ');
  // Begin at a word.
  const from = before.length > BEFORE ? near.indexOf(' ') + 1 : 0;
  return (
    <span dir="auto">
      {before.length > BEFORE && '… '}
      {near.slice(from)}
      <mark>{text.replace(/\s+/g, ' ') || TEXTS.noWords}</mark>
      {after.replace(/\s+/g, ' ')}
    </span>
  );
}
