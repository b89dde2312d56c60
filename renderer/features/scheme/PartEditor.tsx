import { ArrowDown, ArrowUp, ListIndentDecrease, ListIndentIncrease, Trash2 } from 'lucide-react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { nounOf } from '../../../shared/scheme-edit/diff.ts';
import { changePart } from '../../../shared/scheme-edit/edit.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import {
  editScheme,
  moveInScheme,
  removeFromScheme,
  renameInScheme,
  shiftInScheme,
} from '../../commands/scheme.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { GuidelineEditor } from '../guideline/GuidelineEditor.tsx';
import { AdvancedSteps } from '../scheme-steps/AdvancedSteps.tsx';
import { MergeButton } from '../scheme-steps/MergeButton.tsx';
import { SplitSection } from '../scheme-steps/SplitSection.tsx';
import { TEXTS as STEPS } from '../scheme-steps/texts.ts';
import { Example } from './Example.tsx';
import { LabelFields } from './LabelFields.tsx';
import { LayerFields } from './LayerFields.tsx';
import { RelationFields } from './RelationFields.tsx';
import { TypeFields } from './TypeFields.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface PartEditorProps {
  part: PartName;
  scheme: Scheme;
}

/** One part of the scheme: all its fields, its number of uses, and its position in the list. */
export function PartEditor({ part, scheme }: PartEditorProps) {
  const { kind, name } = part;
  const type = scheme.types.find((each) => kind === 'span' && each.name === name);
  const relation = scheme.relations.find((each) => kind === 'relation' && each.name === name);
  const label = scheme.labels.find((each) => kind === 'label' && each.name === name);
  const layer = scheme.layers.find((each) => kind === 'layer' && each.name === name);
  const shown = type ?? relation ?? label ?? layer;
  const used = useCall('scheme.uses', { part: named(part) }, { keep: true }).data?.uses;
  if (!shown) return null;
  const change = (fields: object) => void editScheme((now) => changePart(now, part, fields));
  const guideline = type ?? relation ?? label;
  return (
    <section className={styles.part} aria-label={TEXTS.part(nounOf(kind), name)}>
      <div className={styles.form}>
        <div className={styles.headRow}>
          <h2>{shown.label}</h2>
          <span className={controls.help}>{nounOf(kind)}</span>
          <span className={styles.spring} />
          <Button
            kind="quiet"
            icon
            aria-label={TEXTS.moveUp}
            title={TEXTS.moveUp}
            onClick={() => moveInScheme(part, -1)}
          >
            <ArrowUp size={15} aria-hidden />
          </Button>
          <Button
            kind="quiet"
            icon
            aria-label={TEXTS.moveDown}
            title={TEXTS.moveDown}
            onClick={() => moveInScheme(part, 1)}
          >
            <ArrowDown size={15} aria-hidden />
          </Button>
          {kind === 'span' && (
            <>
              <Button
                kind="quiet"
                icon
                aria-label={TEXTS.moveOut}
                title={TEXTS.moveOut}
                disabled={type?.parent === undefined}
                onClick={() => shiftInScheme(name, 'out')}
              >
                <ListIndentDecrease size={15} aria-hidden />
              </Button>
              <Button
                kind="quiet"
                icon
                aria-label={TEXTS.moveIn}
                title={TEXTS.moveIn}
                onClick={() => shiftInScheme(name, 'in')}
              >
                <ListIndentIncrease size={15} aria-hidden />
              </Button>
            </>
          )}
          <MergeButton part={part} scheme={scheme} label={STEPS.merge} />
          <Button
            kind="danger"
            icon
            aria-label={TEXTS.delete(nounOf(kind))}
            title={used?.words ? TEXTS.inUse(used.words) : TEXTS.delete(nounOf(kind))}
            onClick={() => void removeFromScheme(part)}
          >
            <Trash2 size={15} aria-hidden />
          </Button>
        </div>
        {kind !== 'layer' && used && (
          <p className={controls.help} data-testid="uses">
            {used.words ? TEXTS.inUseAbout(used.words) : TEXTS.notUsed}
          </p>
        )}
        <div className={styles.grid}>
          <Field label={TEXTS.name} help={TEXTS.nameHelp}>
            {({ id, describedBy }) => (
              <TextInput
                id={id}
                aria-describedby={describedBy}
                value={name}
                onCommit={(to) => void renameInScheme(part, to)}
              />
            )}
          </Field>
          <Field label={TEXTS.label} help={TEXTS.labelHelp}>
            {({ id, describedBy }) => (
              <TextInput
                id={id}
                aria-describedby={describedBy}
                value={shown.label}
                onCommit={(next) => change({ label: next })}
              />
            )}
          </Field>
        </div>
        {type && <SplitSection type={type} scheme={scheme} />}
        {type && <TypeFields type={type} scheme={scheme} onChange={change} />}
        {relation && <RelationFields relation={relation} scheme={scheme} onChange={change} />}
        {layer && <LayerFields layer={layer} onChange={change} />}
        {label && <LabelFields label={label} scheme={scheme} onChange={change} />}
        <AdvancedSteps
          part={part}
          scheme={scheme}
          isUsed={used !== undefined && used.count + used.entities > 0}
        />
      </div>
      {guideline && (
        <div className={styles.beside}>
          {type && <Example type={type} />}
          <GuidelineEditor part={part} guideline={guideline.guideline} />
        </div>
      )}
    </section>
  );
}

function named({ kind, name, owner }: PartName) {
  return { kind, name, ...(owner && { owner: { ...owner } }) };
}
