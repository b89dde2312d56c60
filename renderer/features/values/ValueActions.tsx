import { useState, type RefObject } from 'react';
import type { ValueList } from '../../../shared/scheme-edit/value-lists.ts';
import { colourValue, replaceValues } from '../../commands/values.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ValueDot } from '../../ui/ValueDot.tsx';
import { ValueInput } from '../../ui/ValueInput.tsx';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';
import styles from './values.module.css';

/** Hues that are told apart, in degrees of OKLCH. */
const HUES = [20, 55, 90, 130, 165, 200, 240, 275, 310, 345];

interface ValueActionsProps {
  list: ValueList;
  /** The values to change, at least one. */
  values: readonly string[];
  /** The colour of the first one. */
  hue: number | null;
  name: RefObject<HTMLInputElement | null>;
  onDone: () => void;
}

/** What can be done with the chosen values, and what it would change in which set. */
export function ValueActions({ list, values, hue, name, onDone }: ValueActionsProps) {
  const { attribute, part } = list;
  const listed = { owner: part.owner, name: part.name };
  const [first = ''] = values;
  const [text, setText] = useState(first);
  const effect = useCall('values.effect', { attribute: listed, values: [...values], by: null }).data;
  const isMerge = values.length > 1;
  const to = text.trim();
  const isChange = to !== '' && (isMerge || to !== first);
  const replace = async (by: string | null) => {
    if (await replaceValues(listed, attribute.label, values, by)) onDone();
  };
  return (
    <section className={styles.actions} aria-label={TEXTS.actions(values)}>
      <Writing>
        <div className={styles.rename}>
          <Field label={isMerge ? TEXTS.mergeInto(values.length) : TEXTS.renameTo(first)}>
            {({ id }) => (
              <ValueInput
                id={id}
                input={name}
                list={listed}
                text={text}
                onText={setText}
                onEnter={() => isChange && void replace(to)}
              />
            )}
          </Field>
          <Button kind="primary" disabled={!isChange} onClick={() => void replace(to)}>
            {isMerge ? TEXTS.merge : TEXTS.rename}
          </Button>
          <Button onClick={() => void replace(null)}>{TEXTS.remove}</Button>
        </div>
        {!isMerge && (
          <div className={styles.hues} role="group" aria-label={TEXTS.colour}>
            <span>{TEXTS.colour}</span>
            <button
              type="button"
              className={styles.hue}
              aria-label={TEXTS.noColour}
              title={TEXTS.noColour}
              aria-pressed={hue === null}
              onClick={() => void colourValue(listed, first, null)}
            >
              –
            </button>
            {HUES.map((each) => (
              <button
                key={each}
                type="button"
                className={styles.hue}
                aria-label={TEXTS.hue(each)}
                aria-pressed={hue === each}
                onClick={() => void colourValue(listed, first, each)}
              >
                <ValueDot hue={each} />
              </button>
            ))}
          </div>
        )}
      </Writing>
      <p className={styles.effect} role="status">
        {effect && TEXTS.effect(effect, values.length)}
      </p>
    </section>
  );
}
