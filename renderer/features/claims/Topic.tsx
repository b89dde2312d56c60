import { hueOf, valueLists } from '../../../shared/scheme-edit/value-lists.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { ValueDot } from '../../ui/ValueDot.tsx';
import styles from './claims.module.css';

/** The topic of a claim, in its colour if it has one. Without `type`, the first type with such a topic gives it. */
export function Topic({ scheme, value, type }: { scheme: Scheme; value: string; type?: string }) {
  const hue = valueLists(scheme)
    .filter(({ part }) => part.name === 'topic' && (type === undefined || part.owner.name === type))
    .map(({ attribute }) => hueOf(attribute, value))
    .find((each) => each !== undefined);
  return (
    <span className={styles.topic}>
      {hue !== undefined && <ValueDot hue={hue} />}
      <bdi>{value}</bdi>
    </span>
  );
}
