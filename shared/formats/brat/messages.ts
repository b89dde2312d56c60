import { show } from '../show.ts';

/** Sentences of errors and notes of brat standoff. */
export const MESSAGES = {
  // Lines of an .ann file
  spaceForTab: 'There is a space after the id where brat has a TAB.',
  wereTabsReplaced: 'Were TABs replaced by an editor?',
  notAnAnnotation: (line: string) => `This is no annotation of brat: ${show(line)}.`,
  lineForm: 'A line begins with an id and a TAB.',
  notAName: (name: string) =>
    `${show(name)} cannot be a name: ${name === '' ? 'it is empty' : 'it has 1 to 200 visible characters'}.`,
  emptyGroup: (type: string) => `A group ${show(type)} has no members.`,
  notATextBound: (id: string, data: string) => `${id} has no “TYPE START END” but ${show(data)}.`,
  textBoundForm: 'Type and offsets are separated by blanks, the text by a TAB.',
  noTrigger: (id: string, head: string) => `Event ${id} has no “TYPE:TRIGGER” but ${show(head)}.`,
  triggerNeeded: 'brat has no event without a trigger.',
  notTwoArguments: (id: string, count: number, args: string) =>
    `Relation ${id} has ${count} arguments: ${show(args)}.`,
  twoArguments: 'brat’s relations have two, in different roles.',
  notAnArgument: (id: string, text: string) => `${id} has an argument ${show(text)} that is no “ROLE:ID”.`,
  notAnAttribute: (id: string, data: string) => `Attribute ${id} has no “NAME ID” but ${show(data)}.`,
  notANormalisation: (id: string, data: string) =>
    `Normalisation ${id} has no “TYPE ID RESOURCE:ENTRY” but ${show(data)}.`,

  // References between lines
  /** `absent` is a predicate, such as “was left out” or “is a relation”. */
  absentTrigger: (id: string, trigger: string, absent: string) =>
    `Event ${id} has the trigger ${trigger}, which ${absent}.`,
  absentReference: (what: string, id: string, absent: string) => `${what} refers to ${id}, which ${absent}.`,
  attributeCircle: (cycle: string) => `Attributes belong to each other in a circle: ${cycle}.`,

  // Places in the text
  overlappingFragments: (what: string) => `The fragments of ${what} overlap.`,
  otherText: (what: string, stated: string, covered: string) =>
    `${what} gives its text as ${show(stated)}, but its offsets cover ${show(covered)}.`,
  offsetsReadAs: (unit: string) =>
    `The offsets were read as ${unit}. Do they count in another unit, or over another text?`,
  startsBeforeText: (what: string, start: number) => `${what} starts at ${start}, before the text.`,
  isThisTheText: 'Is this its text, and do the offsets count in another unit? The unit can be forced.',

  // The file of the text
  noText: (file: string) => `There is no text beside these annotations: no ${file}.`,
  putTextBeside:
    'brat keeps the text in a file of the same name that ends in .txt. Put it into the same folder.',
  leftOutWithoutText: 'Left out: there is no text beside these annotations.',
  leftOutEmptyText: 'Left out: the text is empty.',

  // Notes
  severalAnnotators: (names: string) => `Several annotators of one text, a set for each: ${names}.`,
  crlfCountedOnce: 'Offsets count CRLF as one character.',
  byteOrderMarkCounted: 'Offsets count the byte order mark.',
  noteWithoutAnnotation: (id: string, target: string, wasLeftOut: boolean, body: string) =>
    `${id} is a note on ${target}, which ${wasLeftOut ? 'was left out' : 'is not there'}: ${show(body)}.`,
  repaired: (count: number, repair: string) =>
    `${count} text-bound ${count === 1 ? 'annotation' : 'annotations'} ${repair}.`,
  blanksInEntries: (count: number, example: string) =>
    `${count} ${count === 1 ? 'normalisation has an id' : 'normalisations have ids'} with a blank, read whole: ${show(example)}.`,
  linesKept: (count: number, first: string) =>
    `${count} ${count === 1 ? 'line has' : 'lines have'} data that Postil does not represent; kept unchanged for brat, the first: ${show(first)}.`,

  // Notes on annotation.conf
  lineLeftOut: (why: string) => `The line was left out: ${why}.`,
  argumentsLeftOut: 'The line was left out: its arguments cannot be read.',
  nameLeftOut: 'The line was left out: its name cannot be the name of a type.',
} as const;
