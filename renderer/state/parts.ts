import type { StoreApi, UseBoundStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';

/**
 * A hook that answers the named parts of a store. What is not named may change without drawing the component again:
 * the article's caret moves with every key.
 */
export function partsOf<State extends object>(
  store: UseBoundStore<StoreApi<State>>,
): <Part extends keyof State>(...parts: readonly Part[]) => Pick<State, Part> {
  return function useParts<Part extends keyof State>(...parts: readonly Part[]) {
    return store(
      useShallow(
        (state) => Object.fromEntries(parts.map((part) => [part, state[part]])) as Pick<State, Part>,
      ),
    );
  };
}
