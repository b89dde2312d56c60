import { useState } from 'react';
import { MANY_TYPES } from './matching-types.ts';

/**
 * The options of a choice that may have thousands: then renders only the chosen one until the field is focused, because
 * such a field may appear beside every span. Set the returned `field` on the `select`.
 */
export function useManyOptions<Option>(
  options: readonly Option[],
  isChosen: (option: Option) => boolean,
): {
  readonly options: readonly Option[];
  readonly field: { readonly onFocus: () => void; readonly onPointerDown: () => void };
} {
  const [wanted, setWanted] = useState(false);
  const all = wanted || options.length <= MANY_TYPES;
  const want = () => setWanted(true);
  return { options: all ? options : options.filter(isChosen), field: { onFocus: want, onPointerDown: want } };
}
