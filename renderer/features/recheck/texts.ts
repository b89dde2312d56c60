import { grouped } from '../../../shared/text/counted.ts';

/** The texts of the list of annotations to re-check. */
export const TEXTS = {
  list: 'Annotations to re-check',
  count: (count: number) => `Re-check ${grouped(count)}`,
  close: 'Close the list',
  type: 'Type',
  allTypes: 'All types',
  ofType: (label: string, count: number) => `${label} (${grouped(count)})`,
  current: 'Annotation to re-check',
  madeBy: (analyst: string | null, version: number) => `${analyst ?? 'Unknown'}, scheme version ${version}`,
  changed: 'Changed, and no longer in the list.',
  guideline: 'Guideline now',
  confirm: 'Confirm',
  next: 'Skip',
  several: 'Confirm several…',
  article: (count: number) => `All ${grouped(count)} in this article`,
  words: (count: number, words: string) => `All ${grouped(count)} of the words “${words}”`,
  listed: (count: number) => `All ${grouped(count)} in the list`,
  keys: 'The other keys apply as in the article: change its type or attributes, or delete it.',
  noArticle: 'In no article',
  implicit: '(implicit)',
  more: (count: number) => `${grouped(count)} more are listed once these are decided.`,
  doneTitle: 'Nothing to re-check.',
  done: 'If a change of the scheme gives a type another meaning, its annotations from before are listed here until each is confirmed, changed or deleted.',
} as const;
