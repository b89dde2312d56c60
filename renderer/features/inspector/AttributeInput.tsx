import { useState } from 'react';
import type { ListedAttribute } from '../../../shared/contract/values.ts';
import {
  inputOf,
  isValueList,
  parseValue,
  type Attribute,
  type AttributeValue,
} from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { Field } from '../../ui/Field.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Select, type Option } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';

interface AttributeInputProps {
  attribute: Attribute;
  value: AttributeValue | undefined;
  /** The type that has the attribute, if its values in use are to be offered. */
  owner?: ListedAttribute['owner'];
  /** An untouched default is shown lighter. */
  untouched: boolean;
  /** Stores the value, `null` for none; returns why it was refused, or `null`. */
  onChange: (value: AttributeValue | null) => Promise<string | null>;
}

/** The input of an attribute, as its kind states. */
export function AttributeInput({ attribute, owner, value, untouched, onChange }: AttributeInputProps) {
  const input = inputOf(attribute);
  return (
    <Writing>
      {'options' in input ? (
        <Options
          attribute={attribute}
          options={input.options.map((option) => [String(option), valueLabel(attribute, option)])}
          value={value === undefined ? undefined : String(value)}
          untouched={untouched}
          onPick={(picked) =>
            void onChange(input.options.find((option) => String(option) === picked) ?? null)
          }
        />
      ) : (
        <Written
          attribute={attribute}
          {...(owner && { owner })}
          value={value}
          untouched={untouched}
          onChange={onChange}
          multiline={input.multiline}
          placeholder={input.example}
        />
      )}
    </Writing>
  );
}

interface OptionsProps {
  attribute: Attribute;
  options: readonly Option[];
  value: string | undefined;
  untouched: boolean;
  onPick: (value: string | null) => void;
}

/** The maximum number of options shown as buttons; more become a list. */
const AS_BUTTONS = 5;

function Options({ attribute, options, value, untouched, onPick }: OptionsProps) {
  if (options.length > AS_BUTTONS) {
    return (
      <Field label={attribute.label} help={attribute.help}>
        {({ id, describedBy }) => (
          <Select
            id={id}
            aria-describedby={describedBy}
            value={value ?? ''}
            options={[['', '–'], ...options]}
            onPick={(option) => onPick(option || null)}
          />
        )}
      </Field>
    );
  }
  return (
    <fieldset
      className={`${controls.field} ${untouched ? controls.untouched : ''}`}
      style={{ border: 0, margin: 0, padding: 0 }}
      title={[attribute.help, untouched && TEXTS.defaultHelp].filter(Boolean).join('\n') || undefined}
    >
      <legend className={controls.label} style={{ padding: 0, marginBottom: 4 }}>
        {attribute.label}
        {untouched && TEXTS.default}
      </legend>
      <Segments
        value={value}
        options={options.map(([option, label]) => ({ value: option, label }))}
        onPick={onPick}
        confirms={untouched}
      />
    </fieldset>
  );
}

function Written({
  attribute,
  owner,
  value,
  onChange,
  multiline,
  placeholder,
}: AttributeInputProps & { multiline: boolean; placeholder: string | undefined }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const commit = async (text: string) => {
    if (text.trim() === '') return setRefusal(await onChange(null));
    const parsed = parseValue(attribute, text.trim());
    setRefusal(parsed === undefined ? TEXTS.unreadable(text, attribute.kind) : await onChange(parsed));
  };
  return (
    <Field label={attribute.label} help={attribute.help} refusal={refusal}>
      {({ id, describedBy }) => (
        <TextInput
          id={id}
          aria-describedby={describedBy}
          value={value === undefined ? '' : String(value)}
          multiline={multiline}
          list={owner && isValueList(attribute) ? { owner, name: attribute.name } : undefined}
          {...(placeholder && { placeholder })}
          onCommit={(text) => void commit(text)}
        />
      )}
    </Field>
  );
}
