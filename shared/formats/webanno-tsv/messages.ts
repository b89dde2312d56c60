import { show } from '../show.ts';

/** Sentences of errors and notes of WebAnno TSV. */
export const MESSAGES = {
  // The header
  notWebAnno: (formatLine: string, line: string) =>
    `The file does not begin with "${formatLine}3…", but with ${show(line)}.`,
  olderVersion: (older: string) => `The file is in WebAnno TSV ${older}; only version 3 is read.`,
  exportAsVersion3: 'Open it in WebAnno or INCEpTION and export it as WebAnno TSV 3.',
  noMinorVersion: (line: string) => `The file does not name its minor version: ${show(line)}.`,
  usualVersion: 'The usual version is 3.3.',
  layerTwice: (type: string) => `The layer ${show(type)} is declared twice.`,
  layerWithoutType: (line: string) => `The layer ${show(line)} has no type.`,
  undeclaredEnds: (type: string) => `The relation layer ${show(type)} does not declare what it links.`,
  endsForm: 'Its last column is BT_ with the name of a type.',
  roleWithoutFiller: (type: string) =>
    `The layer ${show(type)} ends with a role and has no column for what fills it.`,
  notARole: (column: string) => `The column ${show(column)} is no role.`,
  roleForm: 'It should read ROLE_<type>:<feature>_<type of the link>.',

  // Rows
  tooLarge: 'The file is too large for one document.',
  outsideSentence: (text: string) => `${show(text)} is outside a sentence.`,
  sentenceForm: 'A sentence begins with a line "#Text=" and ends with an empty line.',
  noTokenNumber: (id: string) => `The row does not begin with the number of a token, but with ${show(id)}.`,
  tokenNumberForm: 'It should look like 3-12 or 3-12.1, then a TAB.',
  noWord: 'The row has no word.',
  noOffsets: (offsets: string) => `The row has no offsets, but ${show(offsets)}.`,
  rowForm: 'The second column should look like 17-23, the third is the word.',
  rowTwice: (id: string, line: number) => `The row ${id} occurs twice, first on line ${line}.`,
  otherColumns: (count: number, declared: number) =>
    `The row has ${count} columns; the header declares ${declared}.`,
  rowBackwards: (begin: number, end: number) => `The row begins at ${begin} and ends before it, at ${end}.`,
  beginsPastArticle: (begin: number) => `The row begins at ${begin}, past the end of any article.`,
  partWithoutToken: (id: string) => `The row ${id} is a part of a token, but no token precedes it.`,
  sentenceWithoutRows: 'The sentence has no rows, so its position is unknown.',

  // Annotations
  rolesAndFillersDiffer: (feature: string, roles: number, fillers: number) =>
    `The slots of ${feature} have ${roles} roles and ${fillers} fillers.`,
  sourcesMissing: (count: number, type: string, sources: number) =>
    `The row has ${count} relations of ${show(type)}, but gives a source for ${sources}.`,
  absentRow: (what: string, row: string) => `${what} refers to ${show(row)}, and there is no such row.`,
  absentAnnotation: (what: string, row: string, number: number) =>
    `${what} refers to ${show(`${row}[${number}]`)}, and no annotation has this number.`,
  absentOfType: (what: string, row: string, type: string) =>
    `${what} refers to ${show(row)}, where there is no ${type}.`,
  isLayerMissing: 'Is a layer missing in the file?',
  chainNotNamed: (type: string) => `The link of a chain of ${show(type)} does not name its chain.`,

  // The text
  sentencesOverlap: (begin: number, before: number) =>
    `The sentence begins at ${begin}, but the one before ends at ${before}.`,
  isOtherUnit: 'Does the file count in another unit?',
  outsideOfSentence: (id: string, begin: number, end: number, first: number, last: number) =>
    `The row ${id} covers ${begin} to ${end}; its sentence goes from ${first} to ${last}.`,
  otherWord: (id: string, word: string, covered: string) =>
    `The word of row ${id} is ${show(word)}, but the offsets cover ${show(covered)}.`,
  tokensOverlap: (id: string, begin: number) =>
    `The token ${id} begins at ${begin}, inside of the one before.`,

  // Notes
  nothingToImport: (hasLines: boolean) =>
    `The file ${hasLines ? 'has no sentences' : 'is empty'}: nothing to import.`,
  readAsYesAndNo: (features: string) => `All values of ${features} are true or false: read as yes and no.`,
  offsetsAreCodePoints:
    'Offsets are code points, not UTF-16 code units as this format requires; every word matches.',
  valuesDiffer: 'An annotation has different values in different rows; the last one was taken',
  slotWithoutFiller: 'A slot has no filler and was left out',
  tokensSkipped: 'An annotation skips tokens between its rows; it was read as covering them',
} as const;
