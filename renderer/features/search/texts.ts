import type { OutputOf } from '../../../shared/contract/index.ts';
import { counted, grouped } from '../../../shared/text/counted.ts';

/** The texts of finding in an article and of searching the project, in one place to be read and reworded together. */
export const TEXTS = {
  screen: 'Search',
  find: 'Find in this article',
  matchCase: { label: 'Aa', title: 'Match case and diacritics exactly' },
  wholeWords: { label: 'Word', title: 'Whole words only' },
  toggle: (label: string, title: string) => `${label}: ${title}`,
  notFound: 'Not found',
  at: (index: number, hits: number) => `${grouped(index + 1)} of ${grouped(hits)}`,
  previous: 'Previous hit',
  previousHelp: (key: string) => `Previous (Shift Enter, ${key})`,
  next: 'Next hit',
  nextHelp: (key: string) => `Next (Enter, ${key})`,
  tagFound: (hits: number) =>
    hits === 1 ? 'Tag it as…' : `Tag all ${hits > 0 ? `${grouped(hits)} ` : ''}as…`,
  replace: 'Replace…',
  replaceHelp: (key: string) => `Replace what is found, after a preview (${key})`,
  close: 'Close',
  closeHelp: 'Back to the text (Esc)',
  findType: 'Find a type',
  chooseOneOf: (types: number) => `Find one of ${counted(types, 'type')}`,

  filters: 'Search the project',
  recent: 'Recent searches',
  forget: 'Forget them',
  anyWords: 'Any words',
  where: 'Search in',
  places: { text: 'Articles', annotations: 'Annotations' },
  words: 'Words to find',
  inArticles: 'Text in all articles',
  inAnnotations: 'Text of annotations',
  type: 'Type',
  anyType: 'Type: any',
  set: 'Annotation set',
  anySet: 'Set: any',
  status: 'Status of the article',
  anyStatus: 'Status: any',

  columns: { ticked: 'Selected', before: 'Before', hit: 'Hit', after: 'After', article: 'Article' },
  hits: 'Hits',
  allHits: 'All hits',
  tick: 'Select this hit',
  noText: '(no text)',
  loading: 'Loading',
  searching: 'Searching …',
  count: ({ total, documents, complete, cut }: SearchCount) => {
    const many = `${counted(total, 'hit')} in ${counted(documents, 'article')}`;
    if (cut !== null) return `${many}; the first ${grouped(cut)} are sorted`;
    return complete ? many : `${many} so far …`;
  },
  export: 'Export as CSV',
  exportHelp: 'Cells that look like formulas are made safe for spreadsheets',
  exported: (hits: number, folder: string) =>
    `${counted(hits, 'hit')} exported to ${folder}/hits.csv, safe for spreadsheets.`,
  nothing:
    'Nothing was found. Case and diacritics are ignored unless you turn on “Aa”. Try a part of the word.',
  empty:
    'This screen searches all articles: “isik” also finds Işık. Quotation marks keep words together; a minus before a word excludes the articles that contain it. Under Annotations, a type or a set without text lists all of its annotations.',
  openFirst: (search: string) => `Open an article first; ${search} searches all of them.`,

  tagHits: (hits: number, uncertain: boolean) =>
    hits === 0 ? 'Tag selected hits as…' : `Tag ${counted(hits, 'hit')}${uncertain ? ' and more' : ''} as…`,
  tagTitle: (type: string) => `Tag as ${type}`,
  tagEffect: (created: number, documents: number) =>
    `${counted(created, 'annotation')} in ${counted(documents, 'article')} will be created. One undo reverts this.`,
  leftOut: ({ tagged, overlapping, gone, scattered }: OutputOf<'search.tag'>) => {
    const lines: [number, string][] = [
      [tagged, 'already tagged'],
      [overlapping, 'left out: overlapping another annotation of the layer'],
      [gone, 'left out: the text has changed'],
      [scattered, 'left out: without text, or in several parts'],
    ];
    return lines.filter(([n]) => n > 0).map(([n, what]) => `${counted(n, 'hit')} ${what}`);
  },
  tag: (created: number) => `Tag ${grouped(created)}`,
  cancel: 'Cancel',
} as const;

interface SearchCount {
  readonly total: number;
  readonly documents: number;
  readonly complete: boolean;
  readonly cut: number | null;
}
