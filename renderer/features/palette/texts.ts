import { counted, grouped } from '../../../shared/text/counted.ts';
import type { Kind } from './ranking.ts';

/** The texts of the palette, which finds commands and everything else by words. */
export const TEXTS = {
  title: 'Search or command',
  find: 'Find a command, article, entity, claim or setting',
  placeholder: 'Find a command, article, entity, claim or setting',
  placeholderClosed: 'What do you want to do?',
  kinds: {
    command: 'Command',
    article: 'Article',
    entity: 'Entity',
    claim: 'Claim',
    setting: 'Setting',
    guide: 'Guide',
    search: 'Search',
  } satisfies Record<Kind, string>,
  layer: (label: string, hidden: boolean) => `${hidden ? 'Show' : 'Hide'} the layer ${label}`,
  layers: 'Layers',
  types: 'Types',
  tag: (type: string) => `Tag as ${type}`,
  changeType: (type: string) => `Change the type to ${type}`,
  value: (attribute: string, value: string) => `${attribute}: ${value}`,
  valueOf: (type: string) => `Selected: ${type}`,
  typeOfScheme: 'Type of the scheme',
  relationOfScheme: 'Relation type of the scheme',
  labelOfScheme: 'Label of the scheme',
  inText: 'in the text',
  mentions: (count: number) => counted(count, 'mention'),
  searchAll: (words: string) => `Search all articles for “${words}”`,
  recent: 'recent',
  none: 'No matches',
  searching: 'Searching…',
  more: (count: number) => `${grouped(count)} more; type more letters to narrow the list.`,
} as const;
