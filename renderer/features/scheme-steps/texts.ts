import { counted, grouped } from '../../../shared/text/counted.ts';

/** Every sentence of the dialogs that change the scheme together with annotations, and of the queue of a split. */
export const TEXTS = {
  cancel: 'Cancel',
  close: 'Close',
  effect: 'What it does',
  counting: 'Counting…',
  nothing: 'No annotation changes.',
  changes: (count: number, documents: number) =>
    `${counted(count, 'annotation')} in ${counted(documents, 'article')} would change.`,
  also: (entities: number, quarantined: number) =>
    [
      entities > 0 && `${grouped(entities)} ${entities === 1 ? 'entity' : 'entities'} of the registry`,
      quarantined > 0 && `${counted(quarantined, 'proposal')} in quarantine`,
    ]
      .filter(Boolean)
      .join(' and '),
  alsoChange: (what: string) => `${what} would change too.`,
  undecided: 'undecided',
  dropped: 'removed',
  bySet: 'By annotation set',
  byDocument: (documents: number) => `By article (${grouped(documents)})`,
  examples: 'Examples',
  losses: (losses: readonly { readonly what: string; readonly count: number }[]) =>
    `This deletes ${losses.map(({ what, count }) => `${grouped(count)} ${what}`).join(', ')}. Undo brings them back.`,
  accept: 'Delete them',
  undo: 'One undo restores everything.',
  running: 'Changing annotations',
  waiting: 'Starting…',

  steps: 'Advanced changes',
  stepsHelp: 'Each shows first what it would do to the annotations.',

  hidden: (count: number, part: string) =>
    `${counted(count, 'value')} of ${part} will be out of sight until you undo.`,
  sameLabels: (count: number) =>
    `${counted(count, 'label')} will be the same as another one of the article: one stays.`,
  sameFillers: (count: number) => `${counted(count, 'filler')} will be the same as another one: one stays.`,
  below: (types: readonly string[]) =>
    `${types.join(', ')} ${types.length === 1 ? 'stands' : 'stand'} below it and will stand below the other.`,

  merge: 'Merge into…',
  mergeInner: (noun: string) => `Merge the ${noun} into…`,
  mergeTitle: (name: string) => `Merge ${name} into another`,
  mergeInto: 'Into',
  doMerge: 'Merge',
  nothingToMergeInto: 'There is nothing of its kind to merge it into.',
  adopt: (into: string, parts: readonly string[]) => `Give ${into} what it lacks: ${parts.join(', ')}`,
  adoptHelp: 'Otherwise what annotations have of these is out of sight until you undo.',
  sameSpans: (places: number, relations: number) =>
    (places === 1
      ? '1 place would have two spans on the same words'
      : `${grouped(places)} places would have two spans on the same words`) +
    (relations > 0 ? `; with one of them, ${counted(relations, 'relation')} would repeat another.` : '.'),
  sameRelations: (relations: number) =>
    `${counted(relations, 'relation')} would link the same two as another one.`,
  keepOf: (spans: boolean) =>
    spans ? 'Of two spans on the same words' : 'Of two relations of the same two annotations',
  keep: { one: 'Keep one', both: 'Keep both' },
  keepHelp: {
    one: 'It gets the values, links and notes of the other that it lacks.',
    both: 'Each stays, and counts on its own.',
  },
  valueSteps: 'Rename or merge values',
  valueStepsHelp: 'No annotation is rewritten, and one undo brings the values back.',
  valuesOf: (label: string) => `Values of ${label}`,
  nameOfValue: (value: string) => `Name of the value ${value}`,
  usesOfValue: (uses: number) => `Used ${counted(uses, 'time')}, in all annotation sets`,
  mergeValue: (value: string) => `Merge ${value} into…`,
  mergeValueTitle: (value: string, part: string) => `Merge the value ${value} of ${part} into another`,
  moveSlot: 'Move it to another type…',
  moveSlotTitle: (slot: string) => `Move the slot ${slot} to another type`,
  moveSlotHelp: 'What fills it comes along once the types are merged; until then it is out of sight.',
  doMoveSlot: 'Move',

  split: 'Split…',
  splitTitle: (type: string) => `Split ${type}`,
  apply: 'Split',
  how: 'What decides',
  hows: { words: 'Lists of words', attribute: 'A value', hand: 'By hand' },
  howHelp: {
    words:
      'The words of an annotation decide, then names and aliases of its entity. Case and accents do not matter; * stands for any letters of a word.',
    attribute: 'The value of an attribute decides.',
    hand: 'Every annotation goes into the queue, and you give each its type.',
  },
  newType: (number: number) => `New type ${number}`,
  typeName: 'Name',
  typeExample: 'MINISTRY',
  match: 'Compare',
  matches: { whole: 'all words', starts: 'beginning with', contains: 'containing' },
  words: 'Words, one entry per line',
  wordsExample: 'Ministry of *',
  addType: 'Another type',
  removeType: (number: number) => `Remove new type ${number}`,
  attribute: 'Attribute',
  valueTo: (value: string, count: number) => `${value} (${grouped(count)})`,
  valueToHelp: 'A type name for each value; empty leaves it undecided.',
  rest: 'What nothing decides',
  restQueue: 'goes into a queue',
  restKeep: (type: string) => `stays ${type}`,
  restType: (name: string) => `becomes ${name}`,
  needsTypes: 'Name at least one new type.',
  needsWords: 'Write at least one entry.',
  needsValues: 'Name a type for at least one value.',

  typeToAttribute: 'Make it a value…',
  typeToAttributeTitle: (type: string) => `Make ${type} a value of another type`,
  into: 'Type',
  attributeName: 'Attribute',
  value: 'Value',
  makeValue: 'Make it a value',
  needsValue: 'Name the attribute and the value.',

  attributeToType: 'Make types of its values…',
  attributeToTypeTitle: (attribute: string) => `Make types of the values of ${attribute}`,
  makeTypes: 'Make types',
  staysAsIs: 'Annotations with other values, or none, keep their type.',

  remove: 'Delete with all uses…',
  removeTitle: (noun: string, name: string) => `Delete the ${noun} ${name} with all its uses`,
  doRemove: 'Delete',

  convert: 'Convert its values…',
  convertTitle: (attribute: string) => `Convert the values of ${attribute}`,
  doConvert: 'Convert',
  newKind: 'New kind',
  options: 'Values of the choice, one per line',
  table: 'What each value becomes',
  valueNow: 'Value',
  used: 'Used',
  becomes: 'Becomes',
  leaveOut: 'nothing: it is removed',
  noRow: 'not said yet',
  unnamed: 'Values about which nothing is said',
  unnamedChoices: {
    refuse: 'stop the conversion',
    note: 'are kept in notes',
    drop: 'are removed',
  },
  needsOptions: 'Write at least one value.',

  queue: (left: number) => `${grouped(left)} to split`,
  queueAbout: (left: number, type: string, into: readonly string[]) =>
    `${counted(left, 'annotation')} of ${type} wait to become ${into.join(' or ')}.`,
  queueDoneAbout: (type: string) => `Nothing is left of ${type} to split.`,
  openQueue: 'Decide them…',
  queueTitle: (type: string) => `Split ${type}: what is left`,
  left: (left: number) => `${grouped(left)} left`,
  give: 'New type',
  keepThis: (type: string) => `Stays ${type}`,
  allDecidedBut: (kept: number, type: string) =>
    `All are decided; ${grouped(kept)} ${kept === 1 ? 'stays' : 'stay'} ${type}.`,
  endSplit: 'End the split',
  likely: 'as for the same words elsewhere',
  skip: 'Skip',
  back: 'Back',
  undoLast: 'Undo',
  open: 'Show in the article',
  noWords: 'without words',
  allDecided: 'All are decided.',
  onlySkipped: (left: number) => `The end of the queue. ${counted(left, 'annotation')} skipped.`,
  again: 'From the beginning',
  removeOld: (type: string) => `Delete the type ${type}`,
  keepOld: (type: string) => `Keep the type ${type}`,
  endQueue: (type: string) => `End: the rest stays ${type}`,
} as const;
