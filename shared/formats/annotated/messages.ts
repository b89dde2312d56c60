import { grouped } from '../../text/counted.ts';

/** What is written into annotated articles, besides the articles and the words of the scheme. */
export const MESSAGES = {
  // Facts of an article
  source: 'Source',
  published: 'Published',
  byline: 'Byline',
  dateline: 'Dateline',
  url: 'Address',
  language: 'Language',
  file: 'File',
  status: 'Status',

  // Headings
  legend: 'Legend',
  claims: 'Claims',
  events: 'Events',
  others: 'Other annotations',
  entities: 'Entities',
  relations: 'Relations',
  notes: 'Notes',

  // Headings of columns
  number: 'No.',
  claimer: 'Claimer',
  claim: 'Claim',
  event: 'Event',
  details: 'Details',
  type: 'Type',
  words: 'Words',
  entity: 'Entity',
  mentions: 'Mentions',
  inWords: 'In words',
  from: 'From',
  relation: 'Relation',
  to: 'To',
  noteOn: 'On',
  note: 'Note',

  // Cells
  noWords: '(not in words)',
  nobody: '(no claimer)',
  article: 'the article',
  alsoCalled: 'also called',
  times: (count: number) => `${count}×`,
  label: (label: string) => `${label}: `,
  quoted: (words: string) => `“${words}”`,
  beside: (words: string) => ` · ${words}`,
  reply: '↳ ',
  question: (state: 'open' | 'answered') => (state === 'open' ? 'open question' : 'answered question'),
  count: (count: number) => grouped(count),

  // The file
  allArticles: 'Annotated articles',

  // Reading back
  damaged: (reason: string) => `The file is damaged: ${reason}.`,
} as const;

/** What an annotated article cannot hold, besides what follows from its declaration. */
export const LOSSES = {
  attributes: 'attributes of spans that are neither claims nor events',
  entities: 'entities that the articles do not mention',
  characters: 'control characters (shown as their pictures)',
} as const;
