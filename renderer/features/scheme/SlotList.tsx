import { typeOptions } from '../../ui/type-options.ts';
import { allowsType } from '../../../shared/model/type-tree.ts';
import { Plus } from 'lucide-react';
import type { Scheme, SlotDeclaration, SpanType } from '../../../shared/model/scheme.ts';
import { changePart } from '../../../shared/scheme-edit/edit.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { addToScheme, editScheme } from '../../commands/scheme.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { Check } from './Check.tsx';
import { InnerPart } from './InnerPart.tsx';
import { TypeChecks } from './TypeChecks.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

type Accepted = SlotDeclaration['accepts'][number];

/** The slots of a type, in the order of their digits. */
export function SlotList({ type, scheme }: { type: SpanType; scheme: Scheme }) {
  const owner = { kind: 'span', name: type.name } as const;
  return (
    <section aria-label={TEXTS.slots}>
      <div className={styles.headRow}>
        <h3>{TEXTS.slots}</h3>
        <Button kind="quiet" onClick={() => void addToScheme('slot', owner)}>
          <Plus size={14} aria-hidden /> {TEXTS.add}
        </Button>
      </div>
      {type.slots.length === 0 && <p className={controls.help}>{TEXTS.noSlots}</p>}
      {type.slots.map((slot, i) => (
        <InnerPart
          key={slot.name}
          part={{ kind: 'slot', name: slot.name, owner }}
          label={TEXTS.slot(i + 1, slot.label)}
          summary={[
            slot.many ? TEXTS.many : TEXTS.one,
            slot.required && TEXTS.summaryRequired,
            slot.carried && TEXTS.summaryCarried,
          ]
            .filter(Boolean)
            .join(', ')}
        >
          <SlotFields slot={slot} part={{ kind: 'slot', name: slot.name, owner }} scheme={scheme} />
        </InnerPart>
      ))}
    </section>
  );
}

function SlotFields({ slot, part, scheme }: { slot: SlotDeclaration; part: PartName; scheme: Scheme }) {
  const change = (fields: Partial<SlotDeclaration>) =>
    void editScheme((now) => changePart(now, part, fields));
  return (
    <>
      <div className={styles.grid}>
        <Field label={TEXTS.label}>
          {({ id }) => <TextInput id={id} value={slot.label} onCommit={(label) => change({ label })} />}
        </Field>
        <Field label={TEXTS.help}>
          {({ id }) => (
            <TextInput
              id={id}
              value={slot.help ?? ''}
              onCommit={(help) => change({ help: help || undefined })}
            />
          )}
        </Field>
        <Field label={TEXTS.newMentions}>
          {({ id }) => (
            <Select
              id={id}
              value={slot.defaultType ?? ''}
              options={[
                ['', TEXTS.firstAllowed],
                ...typeOptions(scheme.types.filter(({ name }) => allowsType(scheme, slot.types, name))),
              ]}
              onPick={(type) => change({ defaultType: type || undefined })}
            />
          )}
        </Field>
      </div>
      <fieldset className={styles.typeChecks}>
        <legend>{TEXTS.filledWith}</legend>
        {(Object.keys(TEXTS.accepts) as Accepted[]).map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              checked={slot.accepts.includes(kind)}
              onChange={({ target }) =>
                change({
                  accepts: target.checked
                    ? [...slot.accepts, kind]
                    : slot.accepts.filter((each) => each !== kind),
                })
              }
            />
            {TEXTS.accepts[kind]}
          </label>
        ))}
      </fieldset>
      <TypeChecks
        label={TEXTS.wordsOf}
        scheme={scheme}
        chosen={slot.types}
        onChange={(types) => change({ types })}
      />
      <div className={styles.grid}>
        <Check label={TEXTS.takesMany} value={slot.many} onChange={(many) => change({ many })} />
        <Check
          label={TEXTS.required}
          help={TEXTS.requiredHelp}
          value={slot.required}
          onChange={(required) => change({ required })}
        />
        <Check
          label={TEXTS.carried}
          help={TEXTS.carriedHelp}
          value={slot.carried}
          onChange={(carried) => change({ carried })}
        />
      </div>
      {(slot.suggest.length > 0 || slot.derived) && (
        <p className={controls.help}>{TEXTS.slotRules(slot.suggest.length, slot.derived)}</p>
      )}
    </>
  );
}
