import { useState } from 'react';
import {
  optionsOf,
  parseValue,
  type Attribute,
  type AttributeKindName,
  type AttributeValue,
} from '../../../shared/model/attributes/index.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { StepEffect } from '../../../shared/contract/scheme-steps.ts';
import type { ConvertedValue } from '../../../shared/scheme-edit/convert-value.ts';
import { attributeIn } from '../../../shared/scheme-edit/find-part.ts';
import { subjectOf } from '../../../shared/scheme-edit/diff.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { grouped } from '../../../shared/text/counted.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { TEXTS as SCHEME } from '../scheme/texts.ts';
import { StepDialog } from './StepDialog.tsx';
import { stepPart } from './step-part.ts';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

interface ConvertDialogProps {
  part: PartName;
  scheme: Scheme;
  onClose: () => void;
}

type Unnamed = keyof typeof TEXTS.unnamedChoices;

/** What a row of the table says: a value as text, `DROP`, or nothing. */
const DROP = '\u0000';

/** Changes the kind of an attribute, with a table of what its values become. */
export function ConvertDialog({ part, scheme, onClose }: ConvertDialogProps) {
  const [before] = useState(() => attributeIn(scheme, part));
  const [kind, setKind] = useState<AttributeKindName>(before.kind === 'choice' ? 'text' : 'choice');
  const [options, setOptions] = useState(() =>
    before.kind === 'choice' ? before.options.join('\n') : before.kind === 'boolean' ? 'yes\nno' : '',
  );
  const [table, setTable] = useState<readonly { from: AttributeValue; to: string }[]>([]);
  const [unnamed, setUnnamed] = useState<Unnamed>('refuse');
  const listed = options
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const to = declarationOf(before, kind, listed);
  const say = (from: AttributeValue, text: string) =>
    setTable([...table.filter((row) => row.from !== from), ...(text === '' ? [] : [{ from, to: text }])]);
  const rows = to
    ? table.flatMap((row): ConvertedValue[] => {
        if (row.to === DROP) return [{ from: row.from, to: null }];
        const value = parseValue(to, row.to);
        return value === undefined ? [] : [{ from: row.from, to: value }];
      })
    : [];
  return (
    <StepDialog
      title={TEXTS.convertTitle(subjectOf(part))}
      scheme={scheme}
      step={
        to
          ? {
              step: 'convert',
              part: stepPart(part as PartName & { kind: 'attribute' | 'label' }),
              to,
              table: rows,
              unnamed,
            }
          : TEXTS.needsOptions
      }
      apply={TEXTS.doConvert}
      onClose={onClose}
    >
      {(effect) => (
        <div className={styles.form}>
          <Field label={TEXTS.newKind}>
            {({ id }) => (
              <Select
                id={id}
                value={kind}
                options={Object.entries(SCHEME.kinds) as [AttributeKindName, string][]}
                autoFocus
                onPick={setKind}
              />
            )}
          </Field>
          {kind === 'choice' && (
            <Field label={TEXTS.options}>
              {({ id }) => (
                <textarea
                  id={id}
                  className={controls.input}
                  rows={4}
                  spellCheck={false}
                  value={options}
                  onChange={({ target }) => setOptions(target.value)}
                />
              )}
            </Field>
          )}
          {to && <Table effect={effect} to={to} table={table} onSay={say} />}
          <Field label={TEXTS.unnamed}>
            {({ id }) => (
              <Select
                id={id}
                value={unnamed}
                options={Object.entries(TEXTS.unnamedChoices) as [Unnamed, string][]}
                onPick={setUnnamed}
              />
            )}
          </Field>
        </div>
      )}
    </StepDialog>
  );
}

interface TableProps {
  effect: StepEffect | undefined;
  to: Attribute;
  table: readonly { readonly from: AttributeValue; readonly to: string }[];
  onSay: (from: AttributeValue, to: string) => void;
}

/** Every value in use with what it becomes. */
function Table({ effect, to, table, onSay }: TableProps) {
  // Kept while the next effect is counted, so that the field in use stays.
  const [kept, setKept] = useState(effect);
  if (effect && effect !== kept) setKept(effect);
  const options = optionsOf(to);
  const values = kept?.values ?? [];
  if (values.length === 0) return null;
  return (
    <table className={styles.table} aria-label={TEXTS.table}>
      <thead>
        <tr>
          <th scope="col">{TEXTS.valueNow}</th>
          <th scope="col">{TEXTS.used}</th>
          <th scope="col">{TEXTS.becomes}</th>
        </tr>
      </thead>
      <tbody>
        {values.map(({ from, to: becomes, isOpen, count }) => {
          const said = table.find((row) => row.from === from)?.to ?? '';
          const label = `${TEXTS.becomes}: ${String(from)}`;
          const untold = isOpen ? TEXTS.noRow : String(becomes ?? '');
          return (
            <tr key={`${typeof from} ${String(from)}`} data-open={(isOpen && said === '') || undefined}>
              <th scope="row" dir="auto">
                {String(from)}
              </th>
              <td>{grouped(count)}</td>
              <td>
                {options ? (
                  <Select
                    value={said}
                    aria-label={label}
                    options={[
                      ['', said === '' ? untold : TEXTS.noRow],
                      ...options.map((option) => [String(option), String(option)] as const),
                      [DROP, TEXTS.leaveOut],
                    ]}
                    onPick={(text) => onSay(from, text)}
                  />
                ) : (
                  <input
                    className={controls.input}
                    aria-label={label}
                    value={said}
                    placeholder={untold}
                    onChange={({ target }) => onSay(from, target.value)}
                  />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The attribute as another kind; null if it is a choice without values. */
function declarationOf(
  before: Attribute,
  kind: AttributeKindName,
  options: readonly string[],
): Attribute | null {
  const { name, label, help, required } = before;
  const shared = {
    name,
    label,
    ...(help !== undefined && { help }),
    ...(required !== undefined && { required }),
  };
  if (kind !== 'choice') return { ...shared, kind };
  return options.length === 0 ? null : { ...shared, kind, options: [...new Set(options)] };
}
