import { counted, grouped } from '../../../shared/text/counted.ts';

/** Every text of finding and replacing. */
export const REPLACE = {
  title: 'Find and replace',
  scope: 'Replace in',
  thisArticle: 'This article',
  allArticles: 'All articles',
  find: 'Find',
  replaceBy: 'Replace by',
  nothing: 'Replace by (nothing)',
  leave: 'Leave',
  run: (places: number) => (places === 0 ? 'Replace' : `Replace ${grouped(places)}`),
  searching: (done: number, total: number | null) =>
    total === null ? 'Searching …' : `Searching … ${Math.floor((100 * done) / Math.max(1, total))} %`,
  total: ({ places, articles, affected }: { places: number; articles: number; affected: number }) =>
    places === 0
      ? 'All places are left out.'
      : `${counted(places, 'place')} in ${counted(articles, 'article')}; ${affected === 0 ? 'no annotation gets' : `${counted(affected, 'annotation')} ${affected === 1 ? 'gets' : 'get'}`} other words`,
  all: 'All places',
  again: 'Search again',
  againHelp: 'Search again, if texts were changed meanwhile',
  gone: (gone: number) =>
    `Of ${counted(gone, 'annotation')} no words are left. What becomes of ${gone === 1 ? 'it' : 'them'}?`,
  goneLabel: 'Annotations without words',
  keep: 'Keep on the nearest word',
  delete: 'Delete',
  places: 'Places',
  help: 'Replaces a text in the open article or in all of them. The annotations of every set follow, and nothing is changed before you have seen each place. One undo reverts it.',
  none: 'Nothing was found. Case and diacritics are ignored unless you turn on “Aa”.',
  same: 'The text to find and the text that replaces it are the same.',
  take: (words: string) => `Replace “${words}” here`,
  takeArticle: (title: string) => `Replace in “${title}”`,
  articlePlaces: (taken: number, places: number) =>
    taken === places ? counted(places, 'place') : `${grouped(taken)} of ${counted(places, 'place')}`,
  annotations: (affected: number) => counted(affected, 'annotation'),
  more: (count: number) => `+${grouped(count)}`,
  loading: 'Loading',
  outdated: 'The text was changed meanwhile. It is left out; search again to see it.',
  panel: 'What changes',
  openPlace: 'Show it in the article',
  was: 'before',
  is: 'after',
  here: (affected: number) =>
    affected === 0
      ? 'No annotation gets other words here.'
      : `${counted(affected, 'annotation')} ${affected === 1 ? 'gets' : 'get'} other words here.`,
  inArticle: (affected: number) =>
    affected === 0
      ? 'No annotation of this article gets other words.'
      : `${counted(affected, 'annotation')} of this article ${affected === 1 ? 'gets' : 'get'} other words.`,
  leftOut: 'This place is left out.',
} as const;
