import { create } from 'zustand';
import { ACTIONS, actionById, type ActionId, type ActionInfo } from '../../shared/actions.ts';
import { isTakenByTabs, keysOf, type OwnKeys } from '../../shared/keys.ts';
import { displayKey, matches, matchesAs, readingsOf } from '../keys.ts';

export interface Keys {
  /** The keys that the analyst changed. */
  readonly own: OwnKeys;
  /** Whether the program runs in a browser tab, which reserves some keys for itself. */
  readonly inTab: boolean;
}

/** The keys in force, as the host's settings have them. */
export const useKeys = create<Keys>()(() => ({ own: {}, inTab: false }));

/** The keys of an action, first the one to show; in a tab, one that the browser does not reserve. */
export function shownKeys(action: ActionInfo, { own, inTab }: Keys): readonly string[] {
  const keys = keysOf(action, own);
  return inTab ? keys.toSorted((a, b) => Number(isTakenByTabs(a)) - Number(isTakenByTabs(b))) : keys;
}

/** Whether a key press is one of an action's keys, wherever it is pressed. */
export function isKeyOf(event: KeyboardEvent, id: ActionId): boolean {
  return keysOf(actionById(id), useKeys.getState().own).some((keys) => matches(event, keys));
}

/**
 * Returns the actions in the given scopes that a key press triggers, in their order. What is printed on the key precedes
 * the physical key, so that an analyst may assign keys of their own script.
 */
export function actionsMeant(
  event: KeyboardEvent,
  holds: (scope: ActionInfo['scope']) => boolean,
): readonly ActionInfo[] {
  const { own } = useKeys.getState();
  for (const reading of readingsOf(event)) {
    const meant = ACTIONS.filter(
      (action) => holds(action.scope) && keysOf(action, own).some((keys) => matchesAs(event, reading, keys)),
    );
    if (meant.length > 0) return meant;
  }
  return [];
}

/** Returns an action's key for use in a sentence: `Ctrl+Z`, or the action's name in quotes if it has none. */
export function keyName(id: ActionId): string {
  const action = actionById(id);
  const [keys] = shownKeys(action, useKeys.getState());
  return keys === undefined ? `“${action.label.replace(/…$/, '')}”` : displayKey(keys).replaceAll(' ', '+');
}
