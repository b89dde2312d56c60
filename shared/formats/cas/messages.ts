import { show } from '../show.ts';

/** Sentences of errors and notes of both UIMA CAS formats. */
export const MESSAGES = {
  // XML
  tooManyReferences: (most: number) => `The file has more than ${most} numeric references.`,
  notWellFormed: (line: number, column: number, reason: string) =>
    `Line ${line}, column ${column}: ${reason}`,
  doctype: 'There is a DOCTYPE. It could define or load anything, so it is refused. Remove it.',
  tooDeep: (most: number) => `Elements are nested more than ${most} deep.`,
  invalidByte: (encoding: string, byte: string) =>
    `The file declares the encoding ${show(encoding)}, but byte 0x${byte} is not valid in it.`,
  saveAndDeclareUtf8: 'Save it as UTF-8 and declare UTF-8.',
  unreadableEncoding: (encoding: string) =>
    `The file declares the encoding ${show(encoding)}, which cannot be read here.`,
  invalidBytes: (encoding: string) =>
    `The file declares the encoding ${show(encoding)}, but has bytes that are not valid in it.`,
  probablyNotXml: (reason: string) => `${reason}; the file is probably not XML.`,
  featureIncomplete: 'A feature has no name or no range.',
  typeWithoutName: 'A type has no name.',

  // The text
  noText: (view: string) =>
    `The file has no text${view === '' ? '' : `, only the view ${view}`}: nothing to import.`,
  sofaWithoutText: 'The file has annotations and no text that they are of: its sofa has no sofaString.',
  noSofa: 'The file has no sofa, so there is no text that its annotations are of.',
  exportWithText: 'Export it again with its document text.',
  notAnOffset: (feature: string, type: string, id: number, value: string) =>
    `The ${feature} of ${type} ${id} is ${value}.`,

  // Notes
  viewsKept: (views: string) => `Without text, kept for export: ${views}.`,
  withoutOffsets: (count: number, types: string) =>
    `${count} ${count === 1 ? 'annotation has' : 'annotations have'} neither a begin nor an end (${types}); left out, and kept unchanged for export.`,
  relationsWithoutEnd: (count: number) =>
    `${count} ${count === 1 ? 'relation has' : 'relations have'} an end that is missing or is no annotation of the text`,
  leftOutAndKept: (what: string, types: string) =>
    `${what} (${types}): left out, and kept for export as they are.`,
  linksNotFilled: (count: number, feature: string) =>
    `${count} ${count === 1 ? 'link' : 'links'} of ${feature} ${count === 1 ? 'leads' : 'lead'} to no annotation of the text: not filled, and kept for export as they are.`,
} as const;
