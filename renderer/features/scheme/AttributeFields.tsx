import type { Attribute, AttributeKindName } from '../../../shared/model/attributes/index.ts';
import { optionsOf, parseValue } from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { useSchemeEdit } from '../../state/scheme-edit.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { Check } from './Check.tsx';
import { TEXTS } from './texts.ts';
import styles from './scheme.module.css';

interface AttributeFieldsProps {
  attribute: Attribute;
  /** Whether to show a field for the attribute's label; a document label has that field elsewhere. */
  named?: boolean;
  onChange: (attribute: Attribute) => void;
}

const KINDS: Record<AttributeKindName, string> = TEXTS.kinds;

/** The kind of an attribute, its values, default and whether it must be set. */
export function AttributeFields({ attribute, named = false, onChange }: AttributeFieldsProps) {
  const { kind } = attribute;
  const options = optionsOf(attribute);
  const set = (fields: object) => onChange({ ...attribute, ...fields });
  const without = (field: 'default'): Attribute => {
    const { [field]: _, ...rest } = attribute;
    return rest;
  };
  return (
    <div className={styles.grid}>
      {named && (
        <Field label={TEXTS.label}>
          {({ id }) => <TextInput id={id} value={attribute.label} onCommit={(label) => set({ label })} />}
        </Field>
      )}
      <Field label={TEXTS.kind}>
        {({ id }) => (
          <Select
            id={id}
            value={kind}
            options={Object.entries(KINDS) as [AttributeKindName, string][]}
            onPick={(to) => onChange(ofKind(attribute, to))}
          />
        )}
      </Field>
      {kind === 'choice' && (
        <Field label={TEXTS.values} help={TEXTS.valuesHelp}>
          {({ id, describedBy }) => (
            <textarea
              key={attribute.options.join('\n')}
              id={id}
              aria-describedby={describedBy}
              className={controls.input}
              rows={Math.min(8, attribute.options.length + 1)}
              defaultValue={attribute.options.join('\n')}
              onBlur={({ target }) => {
                const options = linesOf(target.value);
                if (options.join('\n') !== attribute.options.join('\n')) set({ options });
              }}
            />
          )}
        </Field>
      )}
      {kind === 'choice' && (
        <Field label={TEXTS.valueLabels} help={TEXTS.valueLabelsHelp}>
          {({ id, describedBy }) => (
            <textarea
              key={labelLines(attribute)}
              id={id}
              aria-describedby={describedBy}
              className={controls.input}
              rows={Math.min(8, attribute.options.length + 1)}
              defaultValue={labelLines(attribute)}
              onBlur={({ target }) => {
                if (target.value !== labelLines(attribute))
                  set({ optionLabels: labelsOf(attribute.options, target.value) });
              }}
            />
          )}
        </Field>
      )}
      {kind === 'number' && (
        <>
          <Bound label={TEXTS.minimum} value={attribute.minimum} onCommit={(minimum) => set({ minimum })} />
          <Bound label={TEXTS.maximum} value={attribute.maximum} onCommit={(maximum) => set({ maximum })} />
          <Check
            label={TEXTS.integer}
            value={attribute.integer ?? false}
            onChange={(integer) => set({ integer })}
          />
        </>
      )}
      {kind === 'text' && (
        <Check
          label={TEXTS.multiline}
          value={attribute.multiline ?? false}
          onChange={(multiline) => set({ multiline })}
        />
      )}
      {options ? (
        <Field label={TEXTS.default}>
          {({ id }) => (
            <Select
              id={id}
              value={attribute.default === undefined ? '' : String(attribute.default)}
              options={[
                ['', TEXTS.noDefault],
                ...options.map((option) => [String(option), valueLabel(attribute, option)] as const),
              ]}
              onPick={(value) =>
                value === ''
                  ? onChange(without('default'))
                  : set({ default: options.find((option) => String(option) === value) })
              }
            />
          )}
        </Field>
      ) : (
        <Field label={TEXTS.default}>
          {({ id }) => (
            <TextInput
              id={id}
              value={attribute.default === undefined ? '' : String(attribute.default)}
              onCommit={(text) => {
                const value = parseValue(attribute, text);
                if (text === '') onChange(without('default'));
                else if (value === undefined)
                  useSchemeEdit.setState({ refusal: TEXTS.unreadable(text, KINDS[kind]) });
                else set({ default: value });
              }}
            />
          )}
        </Field>
      )}
      <Check
        label={TEXTS.required}
        help={TEXTS.requiredHelp}
        value={attribute.required ?? false}
        onChange={(required) => set({ required })}
      />
      <Field label={TEXTS.help}>
        {({ id }) => (
          <TextInput
            id={id}
            value={attribute.help ?? ''}
            onCommit={(help) => set({ help: help || undefined })}
          />
        )}
      </Field>
    </div>
  );
}

function Bound({
  label,
  value,
  onCommit,
}: {
  label: string;
  value: number | undefined;
  onCommit: (value: number | undefined) => void;
}) {
  return (
    <Field label={label}>
      {({ id }) => (
        <TextInput
          id={id}
          value={value === undefined ? '' : String(value)}
          onCommit={(text) => {
            const number = Number(text);
            if (text.trim() === '') onCommit(undefined);
            else if (Number.isFinite(number)) onCommit(number);
            else useSchemeEdit.setState({ refusal: TEXTS.unreadable(text, KINDS.number) });
          }}
        />
      )}
    </Field>
  );
}

/** Returns the attribute as another kind, with the properties that all kinds share. */
function ofKind({ name, label, help, required }: Attribute, kind: AttributeKindName): Attribute {
  const shared = {
    name,
    label,
    ...(help !== undefined && { help }),
    ...(required !== undefined && { required }),
  };
  return kind === 'choice' ? { ...shared, kind, options: ['yes', 'no'] } : { ...shared, kind };
}

/**
 * Returns the labels of a choice's options, one per line in the order of the options; empty for an option without a label.
 */
function labelLines({ options, optionLabels }: Extract<Attribute, { kind: 'choice' }>): string {
  return options.map((option) => optionLabels?.[option] ?? '').join('\n');
}

/** Parses the lines of {@link labelLines}; `undefined` if no option has a label. */
function labelsOf(options: readonly string[], text: string): Record<string, string> | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pairs = options.flatMap((option, i) => (lines[i] ? [[option, lines[i]] as const] : []));
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
