import { counted, grouped } from '../../../shared/text/counted.ts';

/** Every sentence of the scheme screen. */
export const TEXTS = {
  screen: 'Scheme',
  versions: 'Versions',
  import: 'Import…',
  export: 'Export…',

  parts: 'Parts of the scheme',
  whole: 'The whole scheme',
  usesOfPart: (uses: number) => `Used ${counted(uses, 'time')}, in all annotation sets`,
  relations: 'Relations',
  labels: 'Document labels',
  layers: 'Layers',
  addType: (layer: string) => `Add a type to ${layer}`,
  addRelation: 'Add a relation',
  addLabel: 'Add a document label',
  addLayer: 'Add a layer',

  aboutScheme: (types: number, layers: number, relations: number, labels: number) =>
    `${counted(types, 'type')} in ${counted(layers, 'layer')}, ${counted(relations, 'relation')}, ` +
    `${counted(labels, 'document label')}. Choose or add one on the left. Changes apply immediately; each is a version of ` +
    'the scheme and can be undone. Renaming changes no annotation.',
  description: 'Description',

  /** Accessible name of the fields of a part. */
  part: (noun: string, name: string) => `${noun} ${name}`,
  moveUp: 'Move up',
  moveDown: 'Move down',
  moveInnerUp: (noun: string) => `Move the ${noun} up`,
  moveInnerDown: (noun: string) => `Move the ${noun} down`,
  delete: (noun: string) => `Delete this ${noun}`,
  deleteInner: (noun: string) => `Delete the ${noun}`,
  inUse: (uses: string) => `In use: ${uses}`,
  inUseAbout: (uses: string) =>
    `In use: ${uses}. It can only be deleted with all of these, under “Advanced changes”.`,
  notUsed: 'Not used yet.',

  name: 'Name',
  nameHelp: 'Used in files and conditions. Renaming changes no annotation.',
  label: 'Label',
  labelHelp: 'What analysts read.',
  help: 'Help',
  required: 'Required',
  requiredHelp: 'Listed as an open item when an article is marked done without it.',
  add: 'Add',

  example: 'In an article',
  exampleBefore: 'Words before it, then ',
  exampleAfter: ', and the words that follow.',
  markdownHelp: 'Markdown: *emphasis*, **strong**, - lists, > examples, [links](https://…).',
  noGuideline: 'None yet.',
  write: 'Write…',
  edit: 'Edit…',
  preview: 'Preview',
  save: 'Save',
  cancel: 'Cancel',

  key: 'Key',
  keyHelp: 'Press a letter in the field; Backspace removes it.',
  keyTaken: (letter: string, type: string) => `${letter} is the key of ${type}.`,
  freeKeys: 'free:',
  colour: 'Colour',
  colourSample: 'words',
  hue: (degrees: number) => `hue ${degrees}°`,
  layer: 'Layer',
  parent: 'Under',
  parentHelp: 'Filters by that type and places that allow it include this one.',
  noParent: 'no other type',
  moveIn: 'Move under the type before it',
  moveOut: 'Move out, beside its parent',
  treeHelp: (keys: string) => `${keys} move a type; drag it onto another to move it under that.`,
  family: 'Family',
  families: {
    mention: 'mention: tinted words',
    claim: 'claim: a bracket in the margin',
    event: 'event: a bracket in the margin',
    cue: 'cue: belongs to a claim',
  },
  wantsEntity: 'Names are linked to entities',
  wantsEntityHelp: 'A name of this type without an entity is listed as an open item of its article.',
  visible: 'Shown by default',
  visibleHelp: 'Each analyst can show or hide it at any time.',

  links: 'Links',
  ends: { span: 'two spans', entity: 'two entities' },
  symmetric: 'Symmetric',
  symmetricHelp: 'It holds in both directions.',
  transitive: 'Transitive',
  transitiveHelp: 'It holds along chains, which must not form a circle.',
  from: 'From',
  to: 'To',
  allowed: (label: string, any: boolean) => `${label}: ${any ? 'any type' : 'only these'}`,
  typeSearch: (label: string) => `Find a type for ${label}`,
  typeSearchExample: (types: number) => `Find one of ${grouped(types)} types`,

  attributes: 'Attributes',
  none: 'None.',
  kind: 'Kind',
  kinds: {
    choice: 'one of several values',
    boolean: 'yes or no',
    text: 'text',
    number: 'number',
    date: 'date',
  },
  group: 'Group',
  groupHelp: 'Labels of a group are shown and hidden together, for example “Topic”.',
  severalValues: 'Several values',
  severalValuesHelp: 'An article can have more than one of the values.',
  values: 'Values',
  valuesHelp: 'One per line; saved when you leave the field.',
  valueLabels: 'Labels of the values',
  valueLabelsHelp:
    'Optional, one per line in the order of the values: what analysts read. Files keep the values.',
  minimum: 'Minimum',
  maximum: 'Maximum',
  integer: 'Whole numbers',
  multiline: 'Several lines',
  default: 'Default',
  noDefault: 'none',
  unreadable: (text: string, kind: string) => `“${text}” is not a valid ${kind}.`,

  slots: 'Slots',
  noSlots: 'None. A type with slots is a frame: it records who, about what, and when.',
  slot: (number: number, label: string) => `${number} ${label}`,
  many: 'several fillers',
  one: 'one filler',
  summaryRequired: 'required',
  summaryCarried: 'carried over',
  newMentions: 'New mentions become',
  firstAllowed: 'the first allowed type',
  filledWith: 'Filled with',
  accepts: { span: 'words', entity: 'an entity', document: 'a document', text: 'a written text' },
  wordsOf: 'Words of',
  takesMany: 'Takes several fillers',
  carried: 'Carried over',
  carriedHelp: 'The next claim can start with its fillers.',
  /** About properties of a slot that this screen shows but cannot change. */
  slotRules: (rules: number, derived: { relation: string; slot: string } | undefined) =>
    [
      rules > 0 && `${counted(rules, 'rule')} suggest${rules === 1 ? 's' : ''} fillers.`,
      derived && `If it is empty, its filler is derived from ${derived.relation} of ${derived.slot}.`,
      'To change this, export the scheme, edit its JSON file and import it.',
    ]
      .filter(Boolean)
      .join(' '),

  verbs: { added: 'added', changed: 'changed', removed: 'removed' },
  importTitle: (scheme: string) => `Import the scheme “${scheme}”`,
  importAbout: (changes: number, refused: number) =>
    changes === 0
      ? 'This project already has this scheme; nothing would change.'
      : `${counted(changes, 'change')} to the scheme of this project.` +
        (refused > 0 ? ` ${counted(refused, 'change')} cannot be made because of existing annotations.` : ''),
  importRenames:
    'A part that has another name in the file counts as removed and added, unless a table gives its former name.',
  /** The notes of a reader, in words. */
  importNotes: 'About the file',
  exportTitle: 'Export the scheme',
  exportAs: 'Format',
  formats: {
    json: { label: 'JSON', help: 'Everything, for other projects and for scripts.' },
    xlsx: {
      label: 'Excel workbook',
      help: 'A row for each layer, type, relation and document label. Imported again, it keeps attributes and slots.',
    },
    csv: { label: 'CSV', help: 'The same table as text.' },
    brat: {
      label: 'brat configuration',
      help: 'annotation.conf with visual.conf (labels, colours) and kb_shortcuts.conf (keys).',
    },
    html: {
      label: 'Guideline as a web page',
      help: 'To read: one file with all guidelines, keys, colours, attributes and examples. It cannot be imported.',
    },
    md: { label: 'Guideline as Markdown', help: 'The same as text.' },
  },
  doExport: 'Export',
  notHeld: (count: number) =>
    `The file does not hold ${counted(count, 'thing')} of the scheme. Imported again into this project, these stay as they are.`,
  changes: 'Changes',
  doImport: 'Import the scheme',

  meaningTitle: 'Does this change what is marked?',
  meaningAbout: (label: string, count: number) => `${label}: ${counted(count, 'annotation')} made until now.`,
  meaningHelp:
    'If the words now ask for something else, the annotations made until now are listed to re-check, until each is confirmed, changed or deleted. If they only say the same more clearly, nothing is listed.',
  sameMeaning: 'Same meaning',
  anotherMeaning: (count: number) => `Another meaning: re-check ${grouped(count)}`,
  otherMeaning: (names: string) => `Another meaning from here on: ${names}`,

  versionsTitle: 'Versions of the scheme',
  version: (number: number) => `Version ${number}`,
  unknownAuthor: 'unknown',
  undone: ' · undone',
  current: 'current',
  restore: 'Restore this version',
  earlier: 'Show earlier versions',
  close: 'Close',
} as const;
