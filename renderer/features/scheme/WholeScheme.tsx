import type { Scheme } from '../../../shared/model/scheme.ts';
import { counted } from '../../../shared/text/counted.ts';
import { editScheme } from '../../commands/scheme.ts';
import { Field } from '../../ui/Field.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { Guideline } from './Guideline.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

/** The scheme's name and description. */
export function WholeScheme({ scheme }: { scheme: Scheme }) {
  const change = (fields: Partial<Scheme>) =>
    void editScheme((now) => ({ scheme: { ...now, ...fields }, renames: [] }));
  return (
    <section className={styles.form} aria-label="The whole scheme">
      <p className={controls.help}>
        {counted(scheme.types.length, 'type')} in {counted(scheme.layers.length, 'layer')},{' '}
        {counted(scheme.relations.length, 'relation')}, {counted(scheme.labels.length, 'document label')}.
        {TEXTS.aboutChanges}
      </p>
      <Field label="Name">
        {({ id }) => <TextInput id={id} value={scheme.name} onCommit={(name) => change({ name })} />}
      </Field>
      <Guideline
        label="Description"
        value={scheme.description}
        onCommit={(description) => change({ description })}
      />
    </section>
  );
}
