import { useEffect, useRef, useState } from 'react';
import { inputOf, isValueList, isWritten, type Attribute } from '../../../shared/model/attributes/index.ts';
import { chooseValue, leaveAttributes, writeValue } from '../../commands/attributes.ts';
import { useArticle } from '../../state/article.ts';
import { offeredValues, openAttribute, openedAttribute, useAttributeBar } from '../../state/attribute-bar.ts';
import { useCall } from '../../state/queries.ts';
import { keyName } from '../../state/keys.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useValueOffers } from '../../ui/use-value-offers.tsx';
import controls from '../../ui/controls.module.css';
import styles from './slots.module.css';
import { TEXTS } from './texts.ts';

/** The open attribute of the selected span, with the letters of its values. */
export function AttributeBar() {
  const { writing, refusal } = useAttributeBar();
  const spans = useArticle((article) => article.spans);
  const opened = openedAttribute();
  const set = useArticle((article) => article.set);
  const used = useCall(
    'spans.values',
    { type: opened?.span.type ?? '', ...(set && { set }) },
    { enabled: opened !== null },
  ).data?.attributes;
  if (!opened) return null;
  const { span, attribute, attributes, index } = opened;
  const shown = spans.find(({ id }) => id === span.id) ?? span;
  const value = shown.attributes[attribute.name];
  const written = isWritten(attribute);
  return (
    <div className={`${styles.bar} ${styles.rows}`} data-testid="attribute-bar">
      <div className={styles.head}>
        <p className={styles.prompt} role="status">
          <strong>{attribute.label}</strong>{' '}
          <span className={refusal ? styles.refusal : undefined}>
            {refusal ?? TEXTS.setValue(keyName('attribute.accept'), keyName('attribute.write'), written)}
          </span>
        </p>
        {attributes.length > 1 && (
          <div className={styles.steps} role="group" aria-label={TEXTS.attributes}>
            {attributes.map(({ name, label }, i) => (
              <button
                key={name}
                type="button"
                className={styles.step}
                aria-current={i === index ? 'step' : undefined}
                title={label}
                aria-label={`${i + 1} ${label}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => openAttribute(span.id, name)}
              >
                {i + 1}
              </button>
            ))}
          </div>
        )}
        <Button kind="quiet" onClick={leaveAttributes}>
          {TEXTS.close} <KeyCap keys="Escape" />
        </Button>
      </div>
      {written && writing ? (
        <WrittenValue
          key={attribute.name}
          attribute={attribute}
          type={span.type}
          value={value === undefined ? '' : String(value)}
        />
      ) : (
        <div className={styles.values} role="toolbar" aria-label={TEXTS.values(attribute.label)}>
          {offeredValues(opened, used).map((offer) => (
            <button
              key={String(offer.value)}
              type="button"
              className={styles.offer}
              aria-pressed={offer.value === value}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => void chooseValue(offer.value)}
            >
              {offer.letter && <kbd>{offer.letter.toUpperCase()}</kbd>}
              <span className={styles.value}>{offer.label}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

interface WrittenValueProps {
  attribute: Attribute;
  /** The type of the span. */
  type: string;
  value: string;
}

/** The field of a value that is written; Enter and Tab set it, Shift+Enter breaks the line, Escape leaves it as it was. */
function WrittenValue({ attribute, type, value }: WrittenValueProps) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.select(), []);
  const input = inputOf(attribute);
  const { multiline, example } = 'options' in input ? { multiline: false, example: undefined } : input;
  const list = isValueList(attribute)
    ? ({ owner: { kind: 'span', name: type }, name: attribute.name } as const)
    : undefined;
  const offers = useValueOffers({
    list,
    text,
    onPick: (picked) => writeValue(picked, false),
    opensAtOnce: true,
  });
  return (
    <div className={styles.written}>
      <textarea
        {...offers.attributes}
        ref={field}
        rows={1}
        className={`${controls.input} ${styles.field}`}
        aria-label={attribute.label}
        value={text}
        placeholder={example}
        onChange={({ target }) => {
          setText(target.value);
          offers.onWrite();
        }}
        onKeyDown={(event) => {
          if (offers.handle(event)) return;
          const sets = event.key === 'Tab' || (event.key === 'Enter' && !(multiline && event.shiftKey));
          if (event.nativeEvent.isComposing || !(sets || event.key === 'Escape')) return;
          event.preventDefault();
          event.stopPropagation();
          if (sets) writeValue(event.currentTarget.value, event.key === 'Tab');
          else leaveAttributes();
        }}
      />
      {offers.list}
    </div>
  );
}
