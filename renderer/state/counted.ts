import type { CountedChange } from '../../shared/contract/change.ts';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import type { DocumentSummary } from '../../shared/model/document.ts';
import { spanType, type Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { CachedName } from './topics.ts';

/** What the window knows besides the result itself. */
export interface Known {
  readonly scheme: Scheme | undefined;
  /** The row of a document, with the counts of a set, as it was before the change; undefined if no list shows it. */
  rowOf(document: Uid, set: Uid): Pick<DocumentSummary, 'spans'> | undefined;
}

type Rule<Name extends CachedName> = (
  data: OutputOf<Name>,
  input: InputOf<Name>,
  change: CountedChange,
  known: Known,
) => OutputOf<Name> | undefined;

/**
 * How a change of spans, slots and statuses affects the result of a query: returns the new result, the same object if it is still
 * right, and undefined if the query must run again. A query without a rule runs again.
 */
const RULES: { readonly [Name in CachedName]?: Rule<Name> } = {
  'documents.list': listAfter,
  'documents.around': (data, input, change) => (changesList(input, change) ? undefined : data),
  'documents.ids': (data, input, change) => (changesList(input, change) ? undefined : data),
  'documents.get': (data, { document, set }, { statuses }) => {
    const now = statuses.findLast((each) => each.document === document);
    if (!now) return data;
    return now.set === set ? { ...data, status: now.status, reason: now.reason } : undefined;
  },
  'project.info': projectAfter,
  // Notes go with their spans, but then their own rows are changed too.
  'notes.counts': (data) => data,
  'notes.list': (data, _, change) => (data.rows.length === 0 || isAddition(change) ? data : undefined),
  'claims.list': (data, _, change, { scheme }) => (scheme && isApart(change, scheme) ? data : undefined),
  'claims.facets': (data, _, change, { scheme }) => (scheme && isApart(change, scheme) ? data : undefined),
  'entities.search': (data, _, change) => (hasLinks(change) ? undefined : data),
  // What is made now is not old.
  'recheck.counts': (data, _, change) => (isAddition(change) ? data : undefined),
  'recheck.list': (data, _, change) => (isAddition(change) ? data : undefined),
  'recheck.groups': (data, _, change) => (isAddition(change) ? data : undefined),
  'relations.chain': (data, _, change) => (isAddition(change) ? data : undefined),
  'slots.names': (data, { span }, change) =>
    isAddition(change) && !change.frames.some((frame) => frame === span) ? data : undefined,
  'slots.derived': (data, _, change) =>
    isAddition(change) && change.frames.length === 0 && !hasLinks(change) ? data : undefined,
};

/** Returns the result of a query after a change, the same object if it is still right, undefined if it must run again. */
export function resultAfter<Name extends CachedName>(
  name: Name,
  input: InputOf<Name>,
  data: OutputOf<Name>,
  change: CountedChange,
  known: Known,
): OutputOf<Name> | undefined {
  return RULES[name]?.(data, input, change, known);
}

/** Whether the change only added spans, and slots of them and of others. */
function isAddition({ spans }: CountedChange): boolean {
  return spans.every(({ before }) => before === null);
}

function hasLinks({ spans, frames }: CountedChange): boolean {
  return frames.length > 0 || spans.some(({ before, after }) => before?.linked || after?.linked);
}

/** Whether no claim can show what the change added or removed: a filler that is removed takes its slot with it. */
function isApart({ spans, frames }: CountedChange, scheme: Scheme): boolean {
  return (
    frames.length === 0 &&
    spans.every(({ before, after }) => {
      const only = before === null ? after : after === null ? before : null;
      const type = only && spanType(scheme, only.type);
      return only && type && !only.owned && type.family !== 'claim' && type.slots.length === 0;
    })
  );
}

type ListInput = Omit<InputOf<'documents.list'>, 'offset' | 'limit'>;

/**
 * For each part of the input of a list of documents: whether a change of spans, slots and statuses in the set of the list may change
 * which documents it has, or their order. The compiler asks for a new part.
 */
const CHANGES_LIST: {
  readonly [Part in keyof ListInput]-?: (
    value: NonNullable<ListInput[Part]>,
    change: CountedChange,
  ) => boolean;
} = {
  set: () => false,
  status: (statuses, change) => statuses.length > 0 && change.statuses.length > 0,
  search: () => false,
  documents: () => false,
  // A change of labels is not counted.
  label: () => false,
  // What is made now is not old.
  recheck: (wanted, change) => wanted && !isAddition(change),
  openItems: (wanted, change) => wanted && change.openItems.length > 0,
  order: (order, change) => order === 'open items' && change.openItems.length > 0,
  descending: () => false,
};

/** Whether a change may change which documents a list has, or their order. Without a set the list is of the analyst's own. */
function changesList(input: ListInput, { spans, statuses, openItems, ...rest }: CountedChange): boolean {
  const { set } = input;
  const isHere = (each: { readonly set: Uid } | null) =>
    each !== null && (set === undefined || each.set === set);
  const here: CountedChange = {
    ...rest,
    spans: spans.filter(({ before, after }) => isHere(before) || isHere(after)),
    statuses: statuses.filter(isHere),
    openItems: openItems.filter(isHere),
  };
  return Object.entries(CHANGES_LIST).some(([part, changes]) => {
    const value = input[part as keyof ListInput];
    return (
      value !== undefined && (changes as (value: unknown, change: CountedChange) => boolean)(value, here)
    );
  });
}

function listAfter(
  data: OutputOf<'documents.list'>,
  input: ListInput,
  change: CountedChange,
): OutputOf<'documents.list'> | undefined {
  const { set } = input;
  // Without a set it is the analyst's own.
  if (set === undefined || changesList(input, change)) return undefined;
  const statuses = new Map(
    change.statuses.filter((each) => each.set === set).map((each) => [each.document, each]),
  );
  const openItems = new Map(
    change.openItems.filter((each) => each.set === set).map((each) => [each.document, each.count]),
  );
  const more = moreOf(change, set, (span) => (span.owned ? null : span.document));
  if (statuses.size === 0 && more.size === 0 && openItems.size === 0) return data;
  return {
    ...data,
    rows: data.rows.map((row) => {
      const now = statuses.get(row.id);
      const by = more.get(row.id) ?? 0;
      const open = openItems.get(row.id) ?? row.openItems;
      if (!now && by === 0 && open === row.openItems) return row;
      return {
        ...row,
        spans: row.spans + by,
        openItems: open,
        ...(now && { status: now.status, reason: now.reason }),
      };
    }),
  };
}

function projectAfter(
  data: OutputOf<'project.info'>,
  { set = data.ownSet ?? undefined }: { set?: string | undefined },
  change: CountedChange,
  known: Known,
): OutputOf<'project.info'> | undefined {
  const statuses = { ...data.statuses };
  for (const each of change.statuses) {
    if (each.set !== set) continue;
    statuses[each.before]--;
    statuses[each.status]++;
  }
  let sets = data.sets;
  let types = data.types;
  for (const id of new Set(
    change.spans.flatMap(({ before, after }) => [before, after].flatMap((span) => span?.set ?? [])),
  )) {
    const old = sets.find((each) => each.id === id);
    if (!old) return undefined;
    let { spans, documents } = old;
    for (const [document, by] of moreOf(change, id, (span) => (span.owned ? null : span.document))) {
      const row = known.rowOf(document, id);
      if (!row) return undefined;
      spans += by;
      documents += Number(row.spans + by > 0) - Number(row.spans > 0);
    }
    sets = sets.map((each) => (each === old ? { ...old, spans, documents } : each));
    const left = moreOf(change, id, ({ type }) => type);
    types = types
      .map((each) => {
        const by = each.set === old.name ? (left.get(each.type) ?? 0) : 0;
        if (each.set === old.name) left.delete(each.type);
        return by === 0 ? each : { ...each, spans: each.spans + by };
      })
      .filter((each) => each.spans > 0);
    for (const [type, by] of left) {
      if (by < 0) return undefined;
      types.push({ set: old.name, type, spans: by });
    }
  }
  return { ...data, statuses, sets, types };
}

type CountedSpan = NonNullable<CountedChange['spans'][number]['after']>;

/** How many more spans of a set there are, by a key; without a key a span does not count. Omits what is as many as before. */
function moreOf<Key extends string>(
  { spans }: CountedChange,
  set: string,
  keyOf: (span: CountedSpan) => Key | null,
): Map<Key, number> {
  const more = new Map<Key, number>();
  const add = (span: CountedSpan | null, by: number) => {
    const key = span && span.set === set ? keyOf(span) : null;
    if (key !== null) more.set(key, (more.get(key) ?? 0) + by);
  };
  for (const { before, after } of spans) {
    add(before, -1);
    add(after, 1);
  }
  for (const [key, by] of more) if (by === 0) more.delete(key);
  return more;
}
