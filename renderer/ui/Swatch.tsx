import type { ReactNode } from 'react';
import type { Family } from '../../shared/model/scheme.ts';
import { typeClass } from '../editor/type-styles.ts';
import styles from './swatch.module.css';

interface SwatchProps {
  /** Place of the type in the scheme; -1 for a type that is not in it. */
  place: number;
  family: Family | undefined;
  /** The key of the type. */
  children?: ReactNode;
}

/**
 * The sign of a type, the same wherever a type is named: its colour over the underline of its mentions, or the bracket of claims and
 * events.
 */
export function Swatch({ place, family = 'mention', children }: SwatchProps) {
  return (
    <kbd className={`${styles.swatch} ${typeClass(place)}`} data-family={family} aria-hidden>
      {children}
    </kbd>
  );
}
