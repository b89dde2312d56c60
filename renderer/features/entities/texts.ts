import type { CandidateReason } from '../../../shared/contract/entities.ts';
import { counted, countedParts, grouped } from '../../../shared/text/counted.ts';

/** The texts of entities, in one place to be read and reworded together. */
export const TEXTS = {
  entities: 'Entities',
  entity: 'Entity',
  group: (count: number) => `Entities: a group of ${count}`,
  newEntity: (name: string) => `New entity “${name}”`,
  typeCode: (name: string) => `Code in files: ${name}`,
  mentions: (count: number) => counted(count, 'mention'),
  noMentions: 'no mentions',
  articles: (count: number) => counted(count, 'article'),
  /** Why an entity is offered. */
  reasons: {
    'last name': 'last name, in this article',
    'linked before': 'linked before',
    country: 'the country of this people',
    name: 'same name',
    alias: 'an alias',
    near: 'almost the same name',
    variant: 'another spelling of the name',
    part: 'shares a part of the name',
    here: 'in this article',
    prefix: 'similar',
  } satisfies Record<CandidateReason, string>,

  mentionedBefore: 'mentioned before',

  importPack: 'Import pack',
  importPackHelp: 'Import a pack of entities: CSV or JSONL',
  export: 'Export',
  search: 'Find by name or alias',
  searchHelp: 'Find entities by name or alias',
  type: 'Type',
  allTypes: 'All types',
  ofType: (type: string, entities: number) => `${type} (${grouped(entities)})`,
  columns: {
    name: 'Name',
    description: 'Description',
    aliases: 'Also called',
    articles: 'Articles',
    mentions: 'Mentions',
    by: 'Claims by',
    about: 'Claims on',
    seen: 'Last seen',
    externalId: 'Outside id',
  },
  aliasesOf: (first: readonly string[], all: number) =>
    first.join(', ') + (all > first.length ? ` and ${grouped(all - first.length)} more` : ''),
  new: 'New',
  tickedEntities: (count: number) => `${counted(count, 'entity', 'entities')} selected`,
  tickedMentions: (count: number) => `${counted(count, 'mention')} selected`,
  tick: 'Select (Space)',
  untick: 'Clear the selection',
  merge: 'Merge…',
  delete: 'Delete',
  noneFits: 'No entity matches. Change the search, or add a new entity with this name.',
  empty: (accept: string) =>
    `This screen lists the people, organisations and places that the project knows by name. There are none yet: tag a name in an article and press ${accept} to add it, or import a pack. Postil then offers the entity wherever the name occurs.`,

  back: 'Entities',
  gone: 'This entity is not in the project; it was deleted or undone.',
  deleteThis: 'Delete this entity',
  deleteHelp: 'Delete; its mentions remain',
  name: 'Name',
  noType: 'No type',
  noMentionsYet: 'No mentions yet',
  mentionsIn: (mentions: number, documents: number) =>
    `${counted(mentions, 'mention')} in ${counted(documents, 'document')}`,
  tabs: {
    summary: 'Summary',
    mentions: 'Mentions',
    claims: 'Claims',
    relations: 'Relations',
    details: 'Details',
  },
  about: 'About this entity',
  facts: {
    claims: 'Claims',
    aliases: 'Also called',
    externalIds: 'Outside ids',
    merged: 'Merged from',
    note: 'Description',
    relations: 'Relations',
  },
  claimsOf: (by: number, about: number, within: number) =>
    by + about + within === 0
      ? 'None by it or on it yet'
      : [`${grouped(by)} by it`, `${grouped(about)} on it`, `mentioned in ${grouped(within)} more`].join(
          ' · ',
        ),
  latestClaims: 'Latest claims',
  allOf: (tab: string) => `All in “${tab}”`,

  noMentionsHere:
    'No mention in this annotation set is linked to this entity yet. Link one in an article, in the panel on the right.',
  newName: 'Name of the new entity',
  split: 'Split off',

  claimsBy: (name: string) => `By ${name}`,
  claimsAbout: (name: string) => `About ${name}`,
  noClaimsBy: 'No claims by this entity yet.',
  noClaimsAbout: 'No claims about this entity yet: it fills no slot of a claim and is not mentioned in one.',
  moreClaims: 'There are more; the Claims screen lists all.',
  mentionedIn: 'mentioned in it',
  claimWithoutText: 'Claim without text',

  noRelations: 'No relations to other entities yet, such as an office held or a membership.',
  relations: 'Relations',
  openPage: 'Open its page',
  otherSet: 'of another analyst',
  newRelation: 'New relation',
  newRelationType: 'Type of the new relation',
  relationTo: (type: string) => `${type} …`,
  relationFrom: (type: string) => `… ${type} this`,
  otherEnd: (type: string, reverse: boolean) =>
    reverse ? `Entity that ${type} this` : `Entity that this ${type}`,
  noRelationFor: (type: string | undefined) =>
    type === undefined
      ? 'No relation type starts or ends at an entity without a type. Choose a type above.'
      : `No relation type starts or ends at an entity of the type ${type}.`,
  noEntityRelations: 'The scheme has no relations between entities.',
  anEntity: 'an entity',
  anyOf: (types: readonly string[]) =>
    types.length === 1 ? types[0]! : `${types.slice(0, -1).join(', ')} or ${types.at(-1)!}`,
  find: (kinds: string) => `Find ${kinds}`,
  noneOfKind: (kinds: string) =>
    `No suitable entity (${kinds}) has this name. Add entities in the list of entities or at mentions.`,

  aliases: 'Aliases',
  aliasesHelp: 'Other names by which it is found; case and diacritics are ignored.',
  addAlias: 'Add an alias',
  externalIds: 'External ids',
  externalIdsHelp: 'Stored as text; nothing is downloaded.',
  externalIdExample: 'wikidata:Q43',
  externalIdProblem: 'Write the authority, a colon and the id, such as wikidata:Q43.',
  remove: (entry: string) => `Remove ${entry}`,
  note: 'Note',
  colour: 'Colour',
  colourOfType: 'The colour of its type.',
  useColourOfType: 'Use the colour of its type',
  eraseHelp: 'If you delete an entity, its names stay in articles, history and backups.',
  erase: 'Delete its names for good…',

  findEntity: 'Find an entity',
  linkAnother: 'Link another entity',
  openPageKey: (key: string) => `Open its page (${key})`,
  unlink: 'Unlink',
  unlinkEntity: (name: string) => `Unlink ${name}`,
  offered: 'Suggested entities',
  typeName: 'Type a name.',
  groupHelp: 'A nationality or group can be linked to its country.',

  mergeTitle: (count: number) => `Merge ${count} entities`,
  mergeQuestion: 'Which one remains?',
  mergeEffect: (name: string, coming: number, total: number, others: number) =>
    `“${name}” takes over ${countedParts([[coming, 'mention']]) || 'no mentions'} and will have ${grouped(total)}. The other ${
      others === 1 ? 'name becomes an alias' : 'names become aliases'
    }; external ids, slot fillers and relations are moved too.`,
  mergeTypes: 'They have different types. Are they really the same thing?',
  mergeHelp: (undo: string, name: string) =>
    `${undo} undoes this. Later imports that name the merged entities find “${name}”.`,
  mergeDo: 'Merge',
  cancel: 'Cancel',
  close: 'Close',

  packImporting: (name: string) => `Importing ${name}`,
  packReading: 'Reading …',
  packFailed: 'Nothing was imported',
  packDone: (name: string) => `Imported ${name}`,
  packAdded: (entities: number, aliases: number) => {
    const added = countedParts([
      [entities, 'entity', 'entities'],
      [aliases, 'alias', 'aliases'],
    ]);
    return added === '' ? 'The project has all of this already.' : `Added ${added}.`;
  },
  packEnriched: (entities: number) => ` ${counted(entities, 'entity', 'entities')} received more details.`,
  packExport: 'Export the entities',
  packExportHelp:
    'Exports names, types, aliases, external ids, notes and colours as a pack, which other projects can import. Mentions are not included; export annotations to get them.',
  asCsv: 'As CSV',
  asJsonl: 'As JSONL',
} as const;

/** The tabs of an entity's page. */
export type Tab = keyof typeof TEXTS.tabs;
