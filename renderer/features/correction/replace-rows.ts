import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { ReplacedArticle, ReplacedPlace } from '../../../shared/contract/texts.ts';
import type { InputOf } from '../../../shared/contract/index.ts';
import { call } from '../../api.ts';
import { choiceOf, useReplace, type ReplaceForm } from '../../state/replace.ts';
import { cacheKey } from '../../state/topics.ts';

/** Rows of a page: more than any window shows, so that two pages always cover the view. */
const PAGE = 100;

/** A row: an article, or one of its places, which is undefined until it is read, and null if the text is another one by now. */
export interface Row {
  readonly article: ReplacedArticle;
  /** Index of the place in the article; -1 for the row of the article. */
  readonly index: number;
  readonly place?: ReplacedPlace | null | undefined;
}

/** The rows of a preview: each article, followed by its places. */
export class RowIndex {
  readonly total: number;
  readonly #articles: readonly ReplacedArticle[];
  /** The row of each article. */
  readonly #firsts: readonly number[];

  constructor(articles: readonly ReplacedArticle[]) {
    let row = 0;
    this.#articles = articles;
    this.#firsts = articles.map(({ places }) => {
      const first = row;
      row += 1 + places;
      return first;
    });
    this.total = row;
  }

  /** Returns the index of the article to which a row belongs. */
  #articleAt(row: number): number {
    let [low, high] = [0, this.#firsts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#firsts[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  at(row: number): Row | undefined {
    if (row < 0 || row >= this.total) return undefined;
    const i = this.#articleAt(row);
    return { article: this.#articles[i]!, index: row - this.#firsts[i]! - 1 };
  }

  /** Returns the places in some rows, article by article. */
  slices(from: number, to: number): { article: ReplacedArticle; first: number; count: number }[] {
    const slices: { article: ReplacedArticle; first: number; count: number }[] = [];
    const end = Math.min(to, this.total);
    for (let row = from; row < end;) {
      const i = this.#articleAt(row);
      const article = this.#articles[i]!;
      const start = this.#firsts[i]! + 1;
      const next = Math.min(end, start + article.places);
      const first = Math.max(0, row - start);
      if (next - start > first) slices.push({ article, first, count: next - start - first });
      row = next;
    }
    return slices;
  }
}

/** The rows of a preview, whose places are read page by page as they come into view. */
export function usePlaces(articles: readonly ReplacedArticle[], form: ReplaceForm) {
  const index = useMemo(() => new RowIndex(articles), [articles]);
  const [[first, last], setPages] = useState<readonly [number, number]>([0, 0]);
  const pages = [usePage(index, form, first), usePage(index, form, last)];
  const rowAt = (row: number): Row | undefined => {
    const found = index.at(row);
    if (!found || found.index < 0) return found;
    for (const page of pages) {
      const place = page.get(found.article.document)?.get(found.index);
      if (place !== undefined) return { ...found, place };
    }
    return found;
  };
  const show = useCallback((from: number, to: number) => {
    const next = [Math.floor(from / PAGE), Math.floor(to / PAGE)] as const;
    setPages((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
  }, []);
  return { total: index.total, rowAt, show };
}

type Places = ReadonlyMap<string, ReadonlyMap<number, ReplacedPlace | null>>;
const NO_PLACES: Places = new Map();

/** Returns the places of a page, by article and by their index in it. */
function usePage(index: RowIndex, { document: _, ...replacement }: ReplaceForm, page: number): Places {
  const left = useReplace((state) => state.left);
  const slices = useMemo(() => index.slices(page * PAGE, (page + 1) * PAGE), [index, page]);
  const input: InputOf<'texts.places'> = {
    ...replacement,
    articles: slices.map(({ article: { document, sha256 }, first, count }) => ({
      document,
      of: sha256,
      first,
      count,
      ...choiceOf(left.get(document)),
    })),
  };
  const { data } = useQuery({
    queryKey: [...cacheKey('texts.places', input), page, index],
    queryFn: async (): Promise<Places> => {
      const { articles } = await call('texts.places', input);
      return new Map(
        slices.map(({ article, first, count }, i) => [
          article.document,
          new Map(Array.from({ length: count }, (__, k) => [first + k, articles[i]?.[k] ?? null])),
        ]),
      );
    },
    enabled: slices.length > 0,
    gcTime: 10_000,
    placeholderData: (before: Places | undefined, query) =>
      // While places are left out or annotations change, keep showing the same page.
      query?.queryKey[3] === page && query.queryKey[4] === index ? before : undefined,
  });
  return data ?? NO_PLACES;
}
