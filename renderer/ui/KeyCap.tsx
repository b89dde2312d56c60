import { displayKey } from '../keys.ts';
import styles from './controls.module.css';

/** A key, as printed on a keyboard. */
export function KeyCap({ keys }: { keys: string }) {
  return <kbd className={styles.key}>{displayKey(keys)}</kbd>;
}
