import { counted } from '../../../shared/text/counted.ts';

/** Every sentence of the panel of open items. */
export const TEXTS = {
  title: 'Open items',
  count: (count: number) => counted(count, 'open item'),
  in: 'in',
  focusList: 'focuses the list,',
  goThere: 'goes to the item',
  close: 'Close the list',
  article: 'the article',
  implicit: '(implicit)',
  noEntity: 'No entity linked',
  empty: (slot: string) => `${slot} is empty`,
  notSet: (attribute: string) => `${attribute} is not set`,
} as const;
