import type { CSSProperties } from 'react';
import type { SpanType } from '../../../shared/model/scheme.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

/** How a span of a type looks in an article, as the fields beside it are changed. */
export function Example({ type: { family, hue, key, label } }: { type: SpanType }) {
  return (
    <section aria-label={TEXTS.example}>
      <h3>{TEXTS.example}</h3>
      <p className={styles.example} data-family={family} style={typeColour(hue) as CSSProperties}>
        {TEXTS.exampleBefore}
        <mark>{label}</mark>
        {TEXTS.exampleAfter} {key && <KeyCap keys={key} />}
      </p>
    </section>
  );
}
