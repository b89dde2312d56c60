import { counted } from '../../../shared/text/counted.ts';

/** The texts of relations, in one place to be read and reworded together. */
export const TEXTS = {
  relations: 'Relations',
  proposed: 'Proposed relations',
  type: 'Relation type',
  types: 'Relation types',
  typeCode: (name: string) => `Code in files: ${name}`,
  noType: 'no type',
  noWords: 'No text',
  delete: 'Delete the relation',
  deleteKey: 'Delete (Del)',
  reverse: 'Reverse the relation',
  reverseShort: 'Reverse',
  accept: 'Accept',
  reject: 'Reject',
  implicit: 'an implicit annotation',
  rejected: 'a rejected proposal',
  signs: { both: 'with', to: 'to', from: 'from' },
  inSet: (name: string) => `in the set ${name}`,
  goTo: (key: string) => `Go there (${key})`,
  goToWords: (words: string) => `${words}\n\nGo there`,

  arcs: 'Arcs',
  arcsShown: (which: string) => `Arcs: ${which}`,
  arcsOfTypes: 'Arcs of types',
  modes: {
    selection: { label: 'Of the selected annotation', short: 'selected' },
    all: { label: 'All', short: 'all' },
    none: { label: 'None', short: 'none' },
  },
  someTypes: (shown: number, types: number) => `${shown} of ${counted(types, 'type')}`,

  chain: (type: string) => `Chain: ${type}`,
  chainLength: (members: number, truncated: boolean) => (truncated ? `${members} and more` : String(members)),
  chainHelp: (type: string) => `${type}. Enter or a click goes there; the arrow keys move along the chain.`,

  outOfSight: 'Related, out of sight',
  where: { up: 'Further up', down: 'Further down', away: 'In another article' },
  goToFar: (where: string) => `${where}: go there`,
  incoming: (type: string) => `${type} this`,
  // The key of the action is shown between the two parts.
  followBefore: 'Enter or a click goes there; from the text, press',
  followAfter: '.',

  relate: 'Relate…',
  relateHelp: (next: string) =>
    `Marks this annotation as the start. Move to the other end with ${next} and press the key again.`,
  // The words of the start are shown between the two parts.
  relatingBefore: 'Relate',
  relatingAfter: 'to …',
  relatingMove: 'Move with',
  relatingThen: 'or click an annotation, in any article, then press',
  cancel: 'Cancel',
  and: ' and ',
  reversed: ' (from the second to the first)',
  direction: (type: string, reverse: boolean) => `${reverse ? 'the second' : 'the first'} ${type}`,

  columns: { from: 'From', type: 'Relation', to: 'To', document: 'Article', change: 'Change' },
  search: 'Find by text or name',
  searchHelp: 'Find relations by the text or the names at their ends',
  allTypes: 'All types',
  onlyHere: 'Only the open article',
  count: (relations: number) => counted(relations, 'relation'),
  registry: 'Entities',
  otherDocument: (title: string) => `→ ${title}`,
  noneFits: 'No relation matches the filters. Remove one of them.',
  // The keys of the actions are shown between the three parts.
  emptyStart:
    'This screen lists the relations between annotations, and between entities. There are none in this set yet: in an article, select an annotation and press',
  emptyMove: ', move to another one with',
  emptyAgain: ', and press the first key again.',
} as const;
