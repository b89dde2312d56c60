import { useState } from 'react';
import {
  optionsOf,
  parseValue,
  isValueList,
  type AttributeValue,
} from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { setValueOfChosen } from '../../commands/claims.ts';
import { useChosenClaims } from '../../state/chosen-claims.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { ValueInput } from '../../ui/ValueInput.tsx';
import controls from '../../ui/controls.module.css';
import { TEXTS } from './texts.ts';

/** Sets an attribute of all chosen claims; the topic comes first, since that is what most often is set later. */
export function SetValueDialog({ onClose }: { onClose: () => void }) {
  const scheme = useScheme();
  const count = useChosenClaims(({ ids }) => ids.size);
  const types = scheme?.types.filter(({ family }) => family === 'claim') ?? [];
  const all = types.flatMap((type) => type.attributes.map((attribute) => ({ attribute, type: type.name })));
  const offered = [...new Map(all.map((each) => [each.attribute.name, each])).values()].sort(
    (a, b) => Number(isValueList(b.attribute)) - Number(isValueList(a.attribute)),
  );
  const [name, setName] = useState(offered[0]?.attribute.name);
  const [text, setText] = useState('');
  const chosen = offered.find(({ attribute }) => attribute.name === name);
  if (!chosen) return null;
  const { attribute, type } = chosen;
  const options = optionsOf(attribute);
  const set = (written: string) => {
    const shown = written.trim();
    const value: AttributeValue | null | undefined =
      shown === ''
        ? null
        : options
          ? (options.find((option) => String(option) === shown) ?? null)
          : parseValue(attribute, shown);
    if (value === undefined) return;
    onClose();
    void setValueOfChosen(
      attribute.name,
      attribute.label,
      value,
      value === null ? '' : valueLabel(attribute, value),
    );
  };
  return (
    <ModalDialog title={TEXTS.setTitle(count)} onClose={onClose}>
      <Field label={TEXTS.attribute}>
        {({ id }) => (
          <Select
            id={id}
            value={attribute.name}
            options={offered.map((each) => [each.attribute.name, each.attribute.label] as const)}
            onPick={(picked) => {
              setName(picked);
              setText('');
            }}
          />
        )}
      </Field>
      <Field label={attribute.label} help={TEXTS.setHelp}>
        {({ id, describedBy }) =>
          options ? (
            <Select
              key={attribute.name}
              id={id}
              aria-describedby={describedBy}
              value={text}
              options={[
                ['', TEXTS.noValue],
                ...options.map((option) => [String(option), valueLabel(attribute, option)] as const),
              ]}
              onPick={setText}
            />
          ) : (
            <ValueInput
              key={attribute.name}
              id={id}
              aria-describedby={describedBy}
              autoFocus
              list={
                isValueList(attribute)
                  ? { owner: { kind: 'span', name: type }, name: attribute.name }
                  : undefined
              }
              text={text}
              onText={setText}
              onEnter={set}
            />
          )
        }
      </Field>
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.cancel}</Button>
        <Button kind="primary" onClick={() => set(text)}>
          {TEXTS.setDo(count)}
        </Button>
      </div>
    </ModalDialog>
  );
}
