import { actionById, type ActionId } from '../../shared/actions.ts';
import { shownKeys, useKeys } from '../state/keys.ts';
import { KeyCap } from './KeyCap.tsx';

/** The key that an action has now; nothing when it has none. */
export function ActionKey({ action }: { action: ActionId }) {
  const [keys] = shownKeys(actionById(action), useKeys());
  return keys === undefined ? null : <KeyCap keys={keys} />;
}
