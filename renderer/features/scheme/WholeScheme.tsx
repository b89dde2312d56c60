import type { Scheme } from '../../../shared/model/scheme.ts';
import { editScheme } from '../../commands/scheme.ts';
import { Field } from '../../ui/Field.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { Description } from './Description.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

/** The scheme's name and description. */
export function WholeScheme({ scheme }: { scheme: Scheme }) {
  const change = (fields: Partial<Scheme>) =>
    void editScheme((now) => ({ scheme: { ...now, ...fields }, renames: [] }));
  return (
    <section className={styles.form} aria-label={TEXTS.whole}>
      <p className={controls.help}>
        {TEXTS.aboutScheme(
          scheme.types.length,
          scheme.layers.length,
          scheme.relations.length,
          scheme.labels.length,
        )}
      </p>
      <Field label={TEXTS.name}>
        {({ id }) => <TextInput id={id} value={scheme.name} onCommit={(name) => change({ name })} />}
      </Field>
      <Description
        label={TEXTS.description}
        value={scheme.description}
        onCommit={(description) => change({ description })}
      />
    </section>
  );
}
