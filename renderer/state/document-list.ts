import type { InputOf } from '../../shared/contract/index.ts';
import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';

export type LabelFilter = NonNullable<InputOf<'documents.list'>['label']>;

/** Filter and order of the list of documents. */
export interface ListView {
  readonly search: string;
  readonly statuses: readonly Status[];
  /** Only articles with annotations to re-check. */
  readonly recheck: boolean;
  /** A document label with the value that documents have; null for none. */
  readonly label: LabelFilter | null;
  readonly order: 'added' | 'title' | 'published' | 'length';
  readonly descending: boolean;
}

/** The list of a window that was just opened. */
export const NEW_LIST: ListView = {
  search: '',
  statuses: [],
  recheck: false,
  label: null,
  order: 'added',
  descending: false,
};

/** Returns the input of `documents.list` and `documents.step`, with the statuses and counts of a set. */
export function listInput(
  { search, statuses, recheck, label, order, descending }: ListView,
  set: Uid | null,
): Omit<InputOf<'documents.list'>, 'offset' | 'limit'> {
  return {
    ...(set && { set }),
    ...(search && { search }),
    ...(statuses.length > 0 && { status: [...statuses] }),
    ...(recheck && { recheck }),
    ...(label && { label }),
    order,
    descending,
  };
}
