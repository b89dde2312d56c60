import { create } from 'zustand';
import type { OutputOf } from '../../shared/contract/index.ts';
import type { GoneChoice, ReplacedArticle } from '../../shared/contract/texts.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** What is replaced by what, and where. */
export interface ReplaceForm {
  readonly find: string;
  readonly replace: string;
  readonly words: boolean;
  readonly matchCase: boolean;
  /** The only article in which it is replaced; null for all. */
  readonly document: Uid | null;
}

/** Places of an article, by the offsets at which they begin: those that are left out, or the only ones that are taken. */
export interface LeftOut {
  readonly isOnly: boolean;
  readonly starts: ReadonlySet<number>;
}

/** All places of an article are left out. */
const ALL: LeftOut = { isOnly: true, starts: new Set() };

/** What is replaced in an article, without the places that are left out. */
export type Total = Pick<ReplacedArticle, 'places' | 'affected' | 'gone'>;

/** What a preview found. */
export type ReplacePreview = OutputOf<'texts.replace'>;

interface Replacing {
  readonly isOpen: boolean;
  readonly form: ReplaceForm;
  /** Incremented to search again. */
  readonly asked: number;
  readonly left: ReadonlyMap<Uid, LeftOut>;
  /** The totals of articles of which some places are left out, as far as they are known. */
  readonly totals: ReadonlyMap<Uid, Total>;
  /** What becomes of annotations of whose words none are left, unless something else is chosen for one of them. */
  readonly gone: GoneChoice | undefined;
  readonly choices: ReadonlyMap<Uid, GoneChoice>;
  readonly at: number;
  readonly isRunning: boolean;
}

const NONE: Replacing = {
  isOpen: false,
  form: { find: '', replace: '', words: false, matchCase: false, document: null },
  asked: 0,
  left: new Map(),
  totals: new Map(),
  gone: undefined,
  choices: new Map(),
  at: 0,
  isRunning: false,
};

/** State of finding and replacing, kept while an article is shown. */
export const useReplace = create<Replacing>()(() => NONE);

/** Resets it, because another project has other texts. */
export function forgetReplace(): void {
  useReplace.setState(NONE);
}

/** Changes what is replaced. What was left out or chosen belongs to the earlier places. */
export function changeReplace(change: Partial<ReplaceForm>): void {
  useReplace.setState(({ form }) => ({ form: { ...form, ...change }, ...afresh() }));
}

/** Searches again, because texts have changed. */
export function searchAgain(): void {
  useReplace.setState(({ asked }) => ({ asked: asked + 1, ...afresh() }));
}

function afresh() {
  return {
    left: new Map<Uid, LeftOut>(),
    totals: new Map<Uid, Total>(),
    gone: undefined,
    choices: new Map<Uid, GoneChoice>(),
    at: 0,
  };
}

/** Whether the place that begins at an offset is taken; without an offset, whether all places of the article are. */
export function isTaken(out: LeftOut | undefined, start?: number): boolean {
  return out === undefined || (start !== undefined && out.starts.has(start) === out.isOnly);
}

/** Returns what calls are told about the places of an article. */
export function choiceOf(out: LeftOut | undefined): { except?: number[]; only?: number[] } {
  if (out === undefined) return {};
  const starts = [...out.starts].sort((a, b) => a - b);
  return out.isOnly ? { only: starts } : { except: starts };
}

/** Returns what is replaced in an article. */
export function totalOf(
  article: ReplacedArticle,
  { left, totals }: Pick<Replacing, 'left' | 'totals'>,
): Total {
  const out = left.get(article.document);
  if (out === undefined) return article;
  const { size } = out.starts;
  const places = out.isOnly ? size : article.places - size;
  if (places === 0) return { places, affected: 0, gone: 0 };
  const { affected, gone } = totals.get(article.document) ?? article;
  return { places, affected, gone };
}

/** Returns what is replaced in all articles. */
export function sumOf(
  articles: readonly ReplacedArticle[],
  state: Pick<Replacing, 'left' | 'totals'>,
): Total & { readonly articles: number } {
  return articles.reduce(
    (sum, article) => {
      const { places, affected, gone } = totalOf(article, state);
      return {
        articles: sum.articles + (places > 0 ? 1 : 0),
        places: sum.places + places,
        affected: sum.affected + affected,
        gone: sum.gone + gone,
      };
    },
    { articles: 0, places: 0, affected: 0, gone: 0 },
  );
}

/** Whether it is open what becomes of annotations of whose words none are left. */
export function isQuestionOpen({ gone }: Total, state: Pick<Replacing, 'gone' | 'choices'>): boolean {
  return gone > 0 && state.gone === undefined && state.choices.size < gone;
}

/** Leaves a whole article out, or takes it in with all of its places. */
export function toggleArticle({ document }: ReplacedArticle): void {
  useReplace.setState(({ left }) => {
    const next = new Map(left);
    if (!next.delete(document)) next.set(document, ALL);
    return { left: next };
  });
}

/** Leaves one place out, or takes it in again. */
export function togglePlace({ document, places }: ReplacedArticle, start: number): void {
  useReplace.setState(({ left }) => {
    const { isOnly, starts: before } = left.get(document) ?? { isOnly: false, starts: new Set<number>() };
    const starts = new Set(before);
    if (!starts.delete(start)) starts.add(start);
    const next = new Map(left);
    const isWhole = isOnly ? starts.size === places : starts.size === 0;
    if (isWhole) next.delete(document);
    else next.set(document, !isOnly && starts.size === places ? ALL : { isOnly, starts });
    return { left: next };
  });
}

/** Takes all articles, or leaves all out. */
export function toggleAll(articles: readonly ReplacedArticle[], on: boolean): void {
  useReplace.setState({ left: new Map(on ? [] : articles.map(({ document }) => [document, ALL] as const)) });
}
