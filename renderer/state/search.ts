import { create } from 'zustand';
import type { SearchHit, SearchOrder, SearchPlace } from '../../shared/contract/search.ts';
import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** What is looked for, as the filters show it. */
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
  /** The row one is at; it is there again when one comes back from an article. */
  readonly at: number;
  /** Ticked hits by their keys; with `all` those that are not. */
  readonly ticked: ReadonlyMap<string, SearchPlace>;
  readonly all: boolean;
  /** The row at which ticking began: with Shift all up to the next one are ticked. */
  readonly anchor: number | null;
  /** The hit that was gone to last. */
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

/** The search of the project: it is the same when one comes back from an article. */
export const useSearch = create<Search>()(() => nothing);

/** Another project has other texts. */
export function forgetSearch(): void {
  useSearch.setState(nothing);
}

/** Changes what is looked for; what was ticked is of the hits before. */
export function changeForm(change: Partial<SearchForm>): void {
  useSearch.setState(({ form }) => ({
    form: { ...form, ...change },
    at: 0,
    ticked: new Map(),
    all: false,
    anchor: null,
  }));
}

/** Where a hit is, as far as it can be tagged; `null` without words. */
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

/** Ticks hits, or takes the tick off where all of them have it. */
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

/** Ticks all hits there are, also those not read yet, or none. */
export function tickAll(all: boolean): void {
  useSearch.setState({ all, ticked: new Map(), anchor: null });
}
