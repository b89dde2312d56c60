import { create } from 'zustand';
import type { SearchHit, SearchOrder, SearchPlace } from '../../shared/contract/search.ts';
import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** The values of the search filters. */
export interface SearchForm {
  readonly text: string;
  readonly where: 'text' | 'annotations';
  readonly wholeWords: boolean;
  readonly matchCase: boolean;
  readonly type: string;
  readonly inSet: Uid | null;
  readonly status: Status | '';
}

interface Search {
  readonly form: SearchForm;
  readonly order: SearchOrder;
  readonly descending: boolean;
  /** Index of the current row, kept while an article is shown. */
  readonly at: number;
  /** Ticked hits by their keys; if `all` is true, the unticked ones instead. */
  readonly ticked: ReadonlyMap<string, SearchPlace>;
  readonly all: boolean;
  /** The row of the last tick: Shift ticks all rows from it to the next one. */
  readonly anchor: number | null;
  /** The hit that was opened last. */
  readonly gone: SearchPlace | null;
}

const nothing: Search = {
  form: {
    text: '',
    where: 'text',
    wholeWords: false,
    matchCase: false,
    type: '',
    inSet: null,
    status: '',
  },
  order: 'document',
  descending: false,
  at: 0,
  ticked: new Map(),
  all: false,
  anchor: null,
  gone: null,
};

/** State of the project search, kept while an article is shown. */
export const useSearch = create<Search>()(() => nothing);

/** Resets the search, because another project has other texts. */
export function forgetSearch(): void {
  useSearch.setState(nothing);
}

/** Changes the search and clears the ticks, which belong to the earlier hits. */
export function changeForm(change: Partial<SearchForm>): void {
  useSearch.setState(({ form }) => ({
    form: { ...form, ...change },
    at: 0,
    ticked: new Map(),
    all: false,
    anchor: null,
  }));
}

/** Returns the position of a hit for tagging; `null` if it has no text. */
export function placeOf({ document, start, end }: SearchHit): SearchPlace | null {
  return start === null || end === null ? null : { document, start, end };
}

function keyOf({ document, start, end }: SearchPlace): string {
  return `${document} ${start} ${end}`;
}

/** Whether a hit is ticked. */
export function isTicked(hit: SearchHit, { ticked, all }: Pick<Search, 'ticked' | 'all'>): boolean {
  const place = placeOf(hit);
  return place !== null && ticked.has(keyOf(place)) !== all;
}

/** Ticks hits, or unticks them if all are ticked. */
export function toggleTicks(hits: readonly SearchHit[]): void {
  useSearch.setState((now) => {
    const on = !hits.every((hit) => placeOf(hit) === null || isTicked(hit, now));
    const ticked = new Map(now.ticked);
    for (const hit of hits) {
      const place = placeOf(hit);
      if (!place) continue;
      if (on !== now.all) ticked.set(keyOf(place), place);
      else ticked.delete(keyOf(place));
    }
    return { ticked };
  });
}

/** Ticks all hits, including those that are not loaded yet, or none. */
export function tickAll(all: boolean): void {
  useSearch.setState({ all, ticked: new Map(), anchor: null });
}
