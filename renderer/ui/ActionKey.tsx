import { actionById, type ActionId } from '../../shared/actions.ts';
import { shownKeys, useKeys } from '../state/keys.ts';
import { KeyCap } from './KeyCap.tsx';

/** The current key of an action; renders nothing if it has none. */
export function ActionKey({ action }: { action: ActionId }) {
  const [keys] = shownKeys(actionById(action), useKeys());
  return keys === undefined ? null : <KeyCap keys={keys} />;
}
