import type { ReadStore } from '../connection/store.ts';
import { formerNames } from './former-names.ts';
import { currentScheme } from './scheme.ts';

/**
 * Returns the name that a type, relation type or label has now. Conditions, filters and searches that were kept may name it as it was
 * called before it was renamed or merged. `undefined` if the scheme has no such part, for example because it was deleted.
 */
export function presentName(
  store: ReadStore,
  kind: 'span' | 'relation' | 'label',
  name: string,
): string | undefined {
  const { types, relations, labels } = currentScheme(store).scheme;
  const list: readonly { readonly name: string }[] = { span: types, relation: relations, label: labels }[
    kind
  ];
  if (list.some((part) => part.name === name)) return name;
  const names =
    formerNames(store)[({ span: 'types', relation: 'relations', label: 'labels' } as const)[kind]];
  return (Object.hasOwn(names, name) ? names[name] : undefined) ?? undefined;
}
