import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import type { SchemeStep, StepOf } from '../../../shared/scheme-edit/steps.ts';
import type { WordMatch } from '../../../shared/scheme-edit/word-lists.ts';
import { openQueue } from '../../state/scheme-edit.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { StepDialog } from './StepDialog.tsx';
import { ValueTypes, typesFor } from './ValueTypes.tsx';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

type How = keyof typeof TEXTS.hows;

interface NewType {
  readonly name: string;
  readonly match: WordMatch;
  readonly words: string;
}

const EMPTY: NewType = { name: '', match: 'whole', words: '' };

interface SplitDialogProps {
  type: SpanType;
  scheme: Scheme;
  onClose: () => void;
}

/** Divides a type by lists of words, by a value, or by hand. */
export function SplitDialog({ type, scheme, onClose }: SplitDialogProps) {
  const [how, setHow] = useState<How>('words');
  const [types, setTypes] = useState<readonly NewType[]>([EMPTY, EMPTY]);
  const [attribute, setAttribute] = useState(type.attributes[0]?.name ?? '');
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [rest, setRest] = useState('queue');
  const uses = useCall('scheme.uses', { part: { kind: 'span', name: type.name } }, { keep: true }).data;
  const values = (uses?.values ?? []).filter((each) => each.attribute === attribute);
  const set = (i: number, fields: Partial<NewType>) =>
    setTypes(types.map((each, at) => (at === i ? { ...each, ...fields } : each)));
  const named =
    how === 'attribute'
      ? typesFor(names)
      : [...new Set(types.map(({ name }) => name.trim()).filter(Boolean))];
  const step = stepOf(type, { how, types, attribute, names, named, rest });
  return (
    <StepDialog
      title={TEXTS.splitTitle(type.label)}
      scheme={scheme}
      step={step}
      apply={TEXTS.apply}
      none={TEXTS.undecided}
      onClose={onClose}
      onApplied={() => rest === 'queue' && openQueue(type.name)}
    >
      {() => (
        <div className={styles.form}>
          <Segments
            label={TEXTS.how}
            value={how}
            options={(Object.keys(TEXTS.hows) as How[])
              .filter((each) => each !== 'attribute' || type.attributes.length > 0)
              .map((each) => ({ value: each, label: TEXTS.hows[each] }))}
            autoFocus
            onPick={setHow}
          />
          <p className={controls.help}>{TEXTS.howHelp[how]}</p>
          {how === 'attribute' && (
            <>
              <Field label={TEXTS.attribute}>
                {({ id }) => (
                  <Select
                    id={id}
                    value={attribute}
                    options={type.attributes.map(({ name, label }) => [name, label] as const)}
                    onPick={setAttribute}
                  />
                )}
              </Field>
              <ValueTypes values={values} names={names} onChange={setNames} />
            </>
          )}
          {how !== 'attribute' && (
            <div className={styles.types}>
              {types.map((each, i) => (
                <fieldset key={i} aria-label={TEXTS.newType(i + 1)}>
                  <div className={styles.typeRow}>
                    <Field label={TEXTS.typeName}>
                      {({ id }) => (
                        <input
                          id={id}
                          className={controls.input}
                          value={each.name}
                          placeholder={i === 0 ? TEXTS.typeExample : undefined}
                          spellCheck={false}
                          onChange={({ target }) => set(i, { name: target.value })}
                        />
                      )}
                    </Field>
                    {how === 'words' && (
                      <Field label={TEXTS.match}>
                        {({ id }) => (
                          <Select
                            id={id}
                            value={each.match}
                            options={Object.entries(TEXTS.matches) as [WordMatch, string][]}
                            onPick={(match) => set(i, { match })}
                          />
                        )}
                      </Field>
                    )}
                    {types.length > 1 && (
                      <Button
                        kind="quiet"
                        icon
                        aria-label={TEXTS.removeType(i + 1)}
                        onClick={() => setTypes(types.filter((_, at) => at !== i))}
                      >
                        <X size={14} aria-hidden />
                      </Button>
                    )}
                  </div>
                  {how === 'words' && (
                    <Field label={TEXTS.words}>
                      {({ id }) => (
                        <textarea
                          id={id}
                          className={controls.input}
                          rows={3}
                          dir="auto"
                          spellCheck={false}
                          value={each.words}
                          placeholder={i === 0 ? TEXTS.wordsExample : undefined}
                          onChange={({ target }) => set(i, { words: target.value })}
                        />
                      )}
                    </Field>
                  )}
                </fieldset>
              ))}
              <Button kind="quiet" className={styles.add} onClick={() => setTypes([...types, EMPTY])}>
                <Plus size={14} aria-hidden /> {TEXTS.addType}
              </Button>
            </div>
          )}
          {how !== 'hand' && (
            <Field label={TEXTS.rest}>
              {({ id }) => (
                <Select
                  id={id}
                  value={rest}
                  options={[
                    ['queue', TEXTS.restQueue],
                    [`=${type.name}`, TEXTS.restKeep(type.label)],
                    ...named.map((name) => [`=${name}`, TEXTS.restType(name)] as const),
                  ]}
                  onPick={setRest}
                />
              )}
            </Field>
          )}
        </div>
      )}
    </StepDialog>
  );
}

interface Form {
  readonly how: How;
  readonly types: readonly NewType[];
  readonly attribute: string;
  readonly names: Readonly<Record<string, string>>;
  readonly named: readonly string[];
  readonly rest: string;
}

/** The step that the form describes, or what it lacks. */
function stepOf(type: SpanType, { how, types, attribute, names, named, rest }: Form): SchemeStep | string {
  if (named.length === 0) return how === 'attribute' ? TEXTS.needsValues : TEXTS.needsTypes;
  const list = types.flatMap(({ name, match, words }) => {
    const entries = words
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    return name.trim() === '' || entries.length === 0 ? [] : [{ type: name.trim(), match, words: entries }];
  });
  if (how === 'words' && list.length === 0) return TEXTS.needsWords;
  const by: StepOf<'split'>['by'] =
    how === 'words'
      ? { list }
      : how === 'hand'
        ? { hand: true }
        : {
            attribute,
            to: Object.fromEntries(Object.entries(names).filter(([, name]) => name.trim() !== '')),
          };
  const to = rest.slice(1);
  return {
    step: 'split',
    part: { kind: 'span', name: type.name },
    by,
    types: named.map((name) => ({ name, label: labelFrom(name) })),
    rest:
      how === 'hand' || rest === 'queue' || (to !== type.name && !named.includes(to))
        ? 'queue'
        : { type: to },
  };
}

/** A name as people write it: `GOV_BODY` becomes `Gov body`. */
export function labelFrom(name: string): string {
  const words = name.replaceAll('_', ' ').trim().slice(0, 80);
  const isShouted = words.length > 3 && words === words.toUpperCase();
  return isShouted ? words.charAt(0) + words.slice(1).toLowerCase() : words;
}
