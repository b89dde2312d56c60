import type { CSSProperties } from 'react';
import { typeColour } from '../editor/type-styles.ts';
import styles from './value-dot.module.css';

/** The colour of a value. */
export function ValueDot({ hue }: { hue: number }) {
  return <span className={styles.dot} style={typeColour(hue) as CSSProperties} aria-hidden />;
}
