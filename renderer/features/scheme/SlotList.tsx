import { Plus } from 'lucide-react';
import type { Scheme, SlotDeclaration, SpanType } from '../../../shared/model/scheme.ts';
import { changePart } from '../../../shared/scheme-edit/edit.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { addToScheme, editScheme } from '../../commands/scheme.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { Check } from './Check.tsx';
import { InnerPart } from './InnerPart.tsx';
import { TypeChecks } from './TypeChecks.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

const ACCEPTS = {
  span: 'words',
  entity: 'an entity',
  document: 'a document',
  text: 'a written text',
} as const;
type Accepted = SlotDeclaration['accepts'][number];

/** The slots of a type, in the order of their digits. */
export function SlotList({ type, scheme }: { type: SpanType; scheme: Scheme }) {
  const owner = { kind: 'span', name: type.name } as const;
  return (
    <section aria-label="Slots">
      <div className={styles.headRow}>
        <h3>Slots</h3>
        <Button kind="quiet" onClick={() => void addToScheme('slot', owner)}>
          <Plus size={14} aria-hidden /> Add
        </Button>
      </div>
      {type.slots.length === 0 && (
        <p className={controls.help}>None. With slots a span is a frame: who, what about, when.</p>
      )}
      {type.slots.map((slot, i) => (
        <InnerPart
          key={slot.name}
          part={{ kind: 'slot', name: slot.name, owner }}
          label={`${i + 1} ${slot.label}`}
          summary={[slot.many ? 'many' : 'one', slot.required && 'required', slot.carried && 'carried over']
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
        <Field label="Label">
          {({ id }) => <TextInput id={id} value={slot.label} onCommit={(label) => change({ label })} />}
        </Field>
        <Field label="Help">
          {({ id }) => (
            <TextInput
              id={id}
              value={slot.help ?? ''}
              onCommit={(help) => change({ help: help || undefined })}
            />
          )}
        </Field>
        <Field label="New mentions become">
          {({ id }) => (
            <select
              id={id}
              className={controls.input}
              value={slot.defaultType ?? ''}
              onChange={({ target }) => change({ defaultType: target.value || undefined })}
            >
              <option value="">the first allowed type</option>
              {scheme.types
                .filter(({ name }) => slot.types.length === 0 || slot.types.includes(name))
                .map(({ name }) => (
                  <option key={name}>{name}</option>
                ))}
            </select>
          )}
        </Field>
      </div>
      <fieldset className={styles.typeChecks}>
        <legend>Filled with</legend>
        {(Object.keys(ACCEPTS) as Accepted[]).map((kind) => (
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
            {ACCEPTS[kind]}
          </label>
        ))}
      </fieldset>
      <TypeChecks
        label="Words of"
        scheme={scheme}
        chosen={slot.types}
        onChange={(types) => change({ types })}
      />
      <div className={styles.grid}>
        <Check label="Takes many" value={slot.many} onChange={(many) => change({ many })} />
        <Check
          label="Required"
          help={TEXTS.required}
          value={slot.required}
          onChange={(required) => change({ required })}
        />
        <Check
          label="Carried over"
          help={TEXTS.carriedHelp}
          value={slot.carried}
          onChange={(carried) => change({ carried })}
        />
      </div>
      {(slot.suggest.length > 0 || slot.derived) && (
        <p className={controls.help}>
          {slot.suggest.length > 0 && `Fillers are offered by ${slot.suggest.length} rules. `}
          {slot.derived &&
            `What it is taken to hold follows from ${slot.derived.relation} of ${slot.derived.slot}. `}
          These are edited in the JSON of the scheme: export, edit, import.
        </p>
      )}
    </>
  );
}
