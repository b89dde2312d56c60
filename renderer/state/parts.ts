import type { StoreApi, UseBoundStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';

/**
 * A hook that returns the named parts of a store. Changes of other parts do not render the component again: the article's
 * caret moves with every key.
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
