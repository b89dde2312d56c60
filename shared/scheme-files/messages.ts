import { counted } from '../text/counted.ts';

/** Sentences of errors and notes about scheme files. */
export const MESSAGES = {
  notUtf8: 'The scheme file is not UTF-8 text.',
  saveAsUtf8: 'Save it as UTF-8, or as a workbook (.xlsx).',
  noNameColumn: 'The table has no column “name”.',
  columnsOfScheme: (columns: readonly string[]) => `A scheme has the columns ${columns.join(', ')}.`,
  noRows: 'The table has no rows.',
  noTypes: 'The configuration declares no types and no relations.',
  unknownColumns: (names: readonly string[]) =>
    `${counted(names.length, 'column')} not read: ${names.join(', ')}.`,
  unknownKind: (kind: string, known: readonly string[]) =>
    `“${kind}” is no kind of part; it is one of ${known.join(', ')}.`,
  noName: 'The row has no name.',
  twice: (kind: string, name: string) => `There are two rows for the ${kind} “${name}”.`,
  notAKey: (key: string) => `“${key}” is no key: a key is one letter.`,
  notAColour: (colour: string) => `“${colour}” is no colour with a hue, such as #20c3d9.`,
  notAFamily: (family: string, known: readonly string[]) =>
    `“${family}” is no family; it is one of ${known.join(', ')}.`,
  unknownFlags: (flags: readonly string[], known: readonly string[]) =>
    `Unknown properties: ${flags.join(', ')}. Known are ${known.join(', ')}.`,
  wouldNotFit: (problem: string) => `The scheme would not be valid: ${problem}.`,
  kept: (kinds: readonly string[]) =>
    `The file has no ${kinds.join(' and no ')}; those of the scheme stay as they are.`,
  groupsOnly: (names: readonly string[]) =>
    `${counted(names.length, 'type')} only group${names.length === 1 ? 's' : ''} others (“!”) and ${names.length === 1 ? 'is' : 'are'} left out; what was below stands higher: ${names.join(', ')}.`,
  nestingRules: (count: number) => `${counted(count, 'rule')} about nesting and overlap left out.`,
  labelsUnused: (count: number, example: string) =>
    `${counted(count, 'label')} in visual.conf for names that the configuration does not declare: ${example}.`,
  coloursUnread: (count: number, example: string) =>
    `${counted(count, 'colour')} in visual.conf left out, because they are no “#rrggbb” with a hue: ${example}.`,
  keysUnused: (count: number, example: string) =>
    `${counted(count, 'key')} in kb_shortcuts.conf left out, because the type is not declared or the key is taken: ${example}.`,
  keptBeside: 'What brat’s configuration cannot hold stays as it is in the scheme.',
} as const;
