import type { InputOf } from '../../shared/contract/index.ts';
import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';

export type ListOrder = NonNullable<InputOf<'documents.list'>['order']>;
export type LabelFilter = NonNullable<InputOf<'documents.list'>['label']>;

/** Filter and order of the list of documents. */
export interface ListView {
  readonly search: string;
  readonly statuses: readonly Status[];
  /** Only articles with annotations to re-check. */
  readonly recheck: boolean;
  /** A document label with the value that documents have; null for none. */
  readonly label: LabelFilter | null;
  /** Only articles with open items. */
  readonly openItems: boolean;
  readonly order: ListOrder;
  readonly descending: boolean;
}

/** The list of a window that was just opened. */
export const NEW_LIST: ListView = {
  search: '',
  statuses: [],
  recheck: false,
  label: null,
  openItems: false,
  order: 'added',
  descending: false,
};

/** The names of all parts of it, for `useViewParts`. */
export const LIST_PARTS = Object.keys(NEW_LIST) as (keyof ListView)[];

/** Whether a list shows only some of the documents. */
export function isFiltered({ search, statuses, recheck, label, openItems }: ListView): boolean {
  return search !== '' || statuses.length > 0 || recheck || label !== null || openItems;
}

/** Returns the input of `documents.list` and `documents.step`, with the statuses and counts of a set. */
export function listInput(
  { search, statuses, recheck, label, openItems, order, descending }: ListView,
  set: Uid | null,
): Omit<InputOf<'documents.list'>, 'offset' | 'limit'> {
  return {
    ...(set && { set }),
    ...(search && { search }),
    ...(statuses.length > 0 && { status: [...statuses] }),
    ...(recheck && { recheck }),
    ...(label && { label }),
    ...(openItems && { openItems }),
    order,
    descending,
  };
}
