import { useState } from 'react';
import {
  parseValue,
  type Attribute,
  type AttributeKindName,
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

interface AttributeInputProps<Declared extends Attribute = Attribute> {
  attribute: Declared;
  value: AttributeValue | undefined;
  /** An untouched default is shown lighter. */
  untouched: boolean;
  /** Stores the value, `null` for none; returns why it was refused, or `null`. */
  onChange: (value: AttributeValue | null) => Promise<string | null>;
}
type InputProps<Kind extends AttributeKindName> = AttributeInputProps<Extract<Attribute, { kind: Kind }>>;

/** One input per attribute kind; the compiler requires each. */
const inputs: { [Kind in AttributeKindName]: (props: InputProps<Kind>) => React.ReactNode } = {
  choice: ({ attribute, value, untouched, onChange }) => (
    <Options
      attribute={attribute}
      options={attribute.options.map((option) => [option, valueLabel(attribute, option)])}
      value={value as string | undefined}
      untouched={untouched}
      onPick={(option) => void onChange(option)}
    />
  ),
  boolean: ({ attribute, value, untouched, onChange }) => (
    <Options
      attribute={attribute}
      options={[
        ['true', TEXTS.yes],
        ['false', TEXTS.no],
      ]}
      value={value === undefined ? undefined : String(value)}
      untouched={untouched}
      onPick={(option) => void onChange(option === null ? null : option === 'true')}
    />
  ),
  text: (props) => <Written {...props} multiline={props.attribute.multiline} />,
  number: (props) => <Written {...props} />,
  date: (props) => <Written {...props} placeholder={TEXTS.dates} />,
};

/** The input of an attribute, whatever its kind. */
export function AttributeInput(props: AttributeInputProps) {
  const Input = inputs[props.attribute.kind] as (props: AttributeInputProps) => React.ReactNode;
  return (
    <Writing>
      <Input {...props} />
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
  value,
  onChange,
  multiline,
  placeholder,
}: AttributeInputProps & { multiline?: boolean | undefined; placeholder?: string }) {
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
          {...(placeholder && { placeholder })}
          onCommit={(text) => void commit(text)}
        />
      )}
    </Field>
  );
}
