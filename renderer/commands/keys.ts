import { actionById, type ActionId } from '../../shared/actions.ts';
import { conflictsOf, keysOf, sameKeys, type OwnKeys } from '../../shared/keys.ts';
import { call } from '../api.ts';
import { useKeys } from '../state/keys.ts';
import { makeStale } from '../state/queries.ts';
import { toastError } from '../state/view.ts';

/** Assigns one more key to an action, and removes it from any other action. */
export function addKey(id: ActionId, keys: string): void {
  let { own } = useKeys.getState();
  for (const other of conflictsOf(id, keys, own)) own = withoutKey(other.id, keys, own);
  save(withKeys(id, [...keysOf(actionById(id), own), keys], own));
}

export function removeKey(id: ActionId, keys: string): void {
  save(withoutKey(id, keys, useKeys.getState().own));
}

/** Restores the default keys of an action, and removes them from other actions. */
export function resetKeys(id: ActionId): void {
  const { keys } = actionById(id);
  const { [id]: _, ...rest } = useKeys.getState().own;
  let own: OwnKeys = rest;
  for (const each of keys)
    for (const other of conflictsOf(id, each, own)) own = withoutKey(other.id, each, own);
  save(own);
}

/** Restores the default keys of all actions. */
export function resetAllKeys(): void {
  save({});
}

function withoutKey(id: ActionId, keys: string, own: OwnKeys): OwnKeys {
  return withKeys(
    id,
    keysOf(actionById(id), own).filter((each) => !sameKeys(each, keys)),
    own,
  );
}

/** Stores only differences from the default keys, so that later versions can change the defaults. */
function withKeys(id: ActionId, keys: readonly string[], own: OwnKeys): OwnKeys {
  const { keys: given } = actionById(id);
  const { [id]: _, ...others } = own;
  const same = keys.length === given.length && keys.every((each, i) => each === given[i]);
  return same ? others : { ...others, [id]: keys };
}

/** Applies the keys immediately; reverts them if the host refuses them. */
function save(own: OwnKeys): void {
  const { own: before } = useKeys.getState();
  useKeys.setState({ own });
  const keys = Object.fromEntries(Object.entries(own).map(([id, list]) => [id, [...list]]));
  call('host.setKeys', { keys })
    .then(() => makeStale(['host']))
    .catch((error: unknown) => {
      useKeys.setState({ own: before });
      toastError(error);
    });
}
