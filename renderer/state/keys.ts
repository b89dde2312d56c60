import { create } from 'zustand';
import { ACTIONS, actionById, type ActionId, type ActionInfo } from '../../shared/actions.ts';
import { isTakenByTabs, keysOf, type OwnKeys } from '../../shared/keys.ts';
import { displayKey, matches } from '../keys.ts';

interface Keys {
  /** What the analyst changed. */
  readonly own: OwnKeys;
  /** Whether the program runs in a browser's tab, which keeps some keys for itself. */
  readonly inTab: boolean;
}

/** The keys in force; the host's settings are their source. */
export const useKeys = create<Keys>()(() => ({ own: {}, inTab: false }));

/** The keys of an action, first the one to show: in a tab, one that reaches the page. */
export function shownKeys(action: ActionInfo, { own, inTab }: Keys): readonly string[] {
  const keys = keysOf(action, own);
  return inTab ? keys.toSorted((a, b) => Number(isTakenByTabs(a)) - Number(isTakenByTabs(b))) : keys;
}

/** Whether a key press is one of an action's keys, wherever it is pressed. */
export function isKeyOf(event: KeyboardEvent, id: ActionId): boolean {
  return keysOf(actionById(id), useKeys.getState().own).some((keys) => matches(event, keys));
}

/** The actions of the given scopes that a key press means, in their order. */
export function actionsMeant(event: KeyboardEvent, holds: (scope: ActionInfo['scope']) => boolean) {
  return ACTIONS.filter(({ id, scope }) => holds(scope) && isKeyOf(event, id));
}

/** An action's key within a sentence: `Ctrl Z`, or its name where it has none. */
export function keyName(id: ActionId): string {
  const action = actionById(id);
  const [keys] = shownKeys(action, useKeys.getState());
  return keys === undefined ? `“${action.label.replace(/…$/, '')}”` : displayKey(keys).replaceAll(' ', '+');
}
