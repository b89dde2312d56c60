import { typeOptions } from '../../ui/type-options.ts';
import { Copy, History, Trash2, X } from 'lucide-react';
import { memo } from 'react';
import { shallow } from 'zustand/shallow';
import type { Span } from '../../../shared/model/annotation.ts';
import {
  isProposed,
  isWritten,
  type Attribute,
  type AttributeValue,
} from '../../../shared/model/attributes/index.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { groundingOf } from '../../../shared/model/grounding.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { runAction } from '../../commands/index.ts';
import { spanById } from '../../state/article.ts';
import { openHistory } from '../../commands/history.ts';
import { changeType, removeFragment, setAttribute } from '../../commands/spans.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { ProposedRelations } from '../relations/ProposedRelations.tsx';
import { SpanRelations } from '../relations/SpanRelations.tsx';
import { EntitySection } from '../entities/EntitySection.tsx';
import { NoteSection } from '../notes/NoteSection.tsx';
import { Grounding } from '../reader/Grounding.tsx';
import { AttributeInput } from './AttributeInput.tsx';
import { ProposedDates } from './ProposedDates.tsx';
import { FrameSection } from './frame/FrameSection.tsx';
import { GuidelineView } from '../guideline/GuidelineView.tsx';
import styles from './inspector.module.css';
import { keyName } from '../../state/keys.ts';
import { Swatch } from '../../ui/Swatch.tsx';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';

interface SpanInspectorProps {
  span: Span;
  scheme: Scheme;
  text: string;
}

/**
 * The selected span: type, words, fragments, attributes, relations, notes. Another span is shown in the same elements, so parts
 * with a state of their own have the span in their key.
 */
export const SpanInspector = memo(function SpanInspector({ span, scheme, text }: SpanInspectorProps) {
  const type = spanType(scheme, span.type);
  return (
    <>
      <Head span={span} scheme={scheme} text={text} />
      {type && type.guideline.length > 0 && (
        <details key={type.name} className={styles.section}>
          <summary className={styles.heading}>{TEXTS.guideline}</summary>
          <GuidelineView guideline={type.guideline} />
        </details>
      )}
      <FrameSection span={span} scheme={scheme} text={text} />
      {type?.family === 'mention' && <Entities span={span} type={type} scheme={scheme} text={text} />}
      {type && type.attributes.length > 0 && (
        <section className={styles.section} aria-label={TEXTS.attributes}>
          {type.attributes.map((attribute) => (
            <SpanAttribute
              // A field may hold text that is not committed, which belongs to one span.
              key={isWritten(attribute) ? `${span.id} ${attribute.name}` : attribute.name}
              span={span.id}
              type={span.type}
              attribute={attribute}
              value={span.attributes[attribute.name]}
              untouched={span.untouched.includes(attribute.name)}
              words={isProposed(attribute) ? readableQuote(text, span.fragments) : ''}
            />
          ))}
        </section>
      )}
      <Relations span={span} scheme={scheme} />
      <Proposed span={span.id} scheme={scheme} text={text} />
      <Notes document={span.document} span={span.id} />
      <section className={styles.section}>
        <Grounding span={span} className={controls.help} />
        <p className={controls.help}>
          {`${
            span.author
              ? TEXTS.changedBy(span.author)
              : groundingOf(span.extra).grounding
                ? TEXTS.imported
                : TEXTS.notStored
          }${span.score === undefined ? '' : TEXTS.score(span.score)}`}
        </p>
        <Button kind="quiet" onClick={() => openHistory(span.id)}>
          <History size={14} aria-hidden /> {TEXTS.spanHistory}
        </Button>
      </section>
    </>
  );
});

const Entities = memo(EntitySection);
const Relations = memo(SpanRelations, isAlike);
const Proposed = memo(ProposedRelations);
const Notes = memo(function Notes({ document, span }: { document: Uid; span: Uid }) {
  return <NoteSection document={document} about={{ on: 'span', id: span }} />;
});

/** Whether a span has the same type and words as before: filling a slot changes neither. */
function isAlike<Props extends { span: Span }>({ span: a, ...before }: Props, { span: b, ...after }: Props) {
  return a.id === b.id && a.type === b.type && a.fragments === b.fragments && shallow(before, after);
}

/** Type, words and fragments. */
const Head = memo(function Head({ span, scheme, text }: SpanInspectorProps) {
  const type = spanType(scheme, span.type);
  const index = scheme.types.findIndex(({ name }) => name === span.type);
  return (
    <section className={`${styles.section} ${typeClass(index)}`}>
      <div className={styles.typeRow}>
        <Swatch place={index} family={type?.family} />
        <Writing>
          <Select
            look="bare"
            data-span={span.id}
            aria-label={TEXTS.type}
            title={span.type}
            className={styles.typeSelect ?? ''}
            value={span.type}
            options={[...(type ? [] : [[span.type, span.type] as const]), ...typeOptions(scheme.types)]}
            onPick={changeType}
          />
          <Button
            kind="quiet"
            icon
            aria-label={TEXTS.duplicate}
            title={`${TEXTS.duplicate} (${keyName('span.duplicate')})`}
            onClick={() => runAction('span.duplicate')}
          >
            <Copy size={15} aria-hidden />
          </Button>
          <Button
            kind="danger"
            icon
            aria-label={TEXTS.deleteSpan}
            title={TEXTS.deleteHelp(keyName('span.delete'))}
            onClick={() => runAction('span.delete')}
          >
            <Trash2 size={15} aria-hidden />
          </Button>
        </Writing>
      </div>
      <blockquote className={styles.quote} dir="auto">
        {readableQuote(text, span.fragments) || TEXTS.implicit}
      </blockquote>
      {span.fragments.length > 1 && (
        <ol className={styles.fragments} aria-label={TEXTS.fragments}>
          {span.fragments.map(([start, end], i) => (
            <li key={start}>
              <span dir="auto">{text.slice(start, end)}</span>
              <Writing>
                <Button
                  kind="quiet"
                  icon
                  aria-label={TEXTS.removeFragment(i + 1)}
                  onClick={() => removeFragment(spanById(span.id) ?? span, i)}
                >
                  <X size={13} aria-hidden />
                </Button>
              </Writing>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}, isAlike);

interface SpanAttributeProps {
  span: Uid;
  type: string;
  attribute: Attribute;
  value: AttributeValue | undefined;
  untouched: boolean;
  /** The words that a date is proposed from. */
  words: string;
}

const SpanAttribute = memo(function SpanAttribute({
  span,
  type,
  attribute,
  words,
  ...rest
}: SpanAttributeProps) {
  return (
    <>
      <AttributeInput
        owner={{ kind: 'span', name: type }}
        attribute={attribute}
        {...rest}
        onChange={(value) => setAttribute(span, attribute.name, value)}
      />
      {isProposed(attribute) && rest.value === undefined && (
        <ProposedDates words={words} onTake={(value) => setAttribute(span, attribute.name, value)} />
      )}
    </>
  );
});
