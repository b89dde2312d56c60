import { counted, grouped } from '../../../shared/text/counted.ts';

/** Every sentence of the list of documents. */
export const TEXTS = {
  find: 'Find documents',
  findBy: 'Find documents by words, title or file name',
  filter: 'Filter by status',
  statuses: { new: 'New', 'in progress': 'In progress', done: 'Done', skipped: 'Skipped' },
  recheck: 'Re-check',
  recheckHelp: 'Only articles with annotations from before their type changed its meaning',
  selection: 'Selected documents',
  chosen: (count: number) => `${grouped(count)} selected`,
  actions: 'Actions',
  chooseNothing: 'Clear the selection',
  chooseNothingKey: 'Clear the selection (Esc)',
  sortBy: 'Sort by',
  orders: { added: 'Added', title: 'Title', published: 'Published', length: 'Length' },
  ascending: 'Sort ascending',
  descending: 'Sort descending',
  list: 'Documents',
  noMatches: 'No document matches. Change the filter to see more.',
  none: 'No documents yet. Import some, or drop files here.',
  openQuestions: (count: number) => counted(count, 'open question'),
  skip: 'Skip this document',
  skipReason: 'Reason',
  skipHelp: 'Optional. It is shown in the list of documents.',
  doSkip: 'Skip',
  cancel: 'Cancel',
} as const;
