import { show } from '../show.ts';

/** Sentences of errors and notes of CSV and TSV tables. */
export const MESSAGES = {
  // Columns
  emptyFile: 'The file is empty.',
  headerNeeded: 'A table of spans begins with a header row.',
  noTypeStartEnd: (header: string) => `The header row names no type, start and end: ${show(header)}.`,
  setColumns: (roles: string) =>
    `Set the option “columns”, as in “type=kind, start=from, end=to”. Roles are ${roles}.`,
  columnTwice: (column: string) => `The column ${show(column)} occurs twice.`,
  notAnAttribute: (column: number, name: string) =>
    `Column ${column} has a name that cannot be an attribute's: ${show(name)}.`,
  notARole: (pair: string) => `The option “columns” has ${show(pair)}, which is no “ROLE=COLUMN”.`,
  knownRoles: (roles: string) => `There are the roles ${roles}.`,
  foreignHeader: 'The header row is not that of a Postil CSV.',

  // Rows
  emptyRow: 'The row is empty.',
  noType: 'The row has no type.',
  notAType: (type: string) => `${show(type)} cannot be the name of a type.`,
  setTooLong: (set: string) => `${show(set)} is too long for a set.`,
  notAScore: (score: string) => `The score is ${show(score)}, not a number from 0 to 1.`,
  notAUuid: (id: string) => `The id ${show(id)} is no UUID.`,

  // Offsets
  notAFragment: (fragment: string) => `The fragment ${show(fragment)} is no “START:END”.`,
  fragmentsDiffer: 'Start and end are not those of the fragments.',
  offsetMissing: (start: number | undefined) => `The row has ${start === undefined ? 'no start' : 'no end'}.`,
  bothNeeded: 'A span needs both; offsets are not guessed from the words.',
  notAnOffset: (text: string) => `${show(text)} is no offset.`,
  offsetForm: 'Offsets are whole numbers from 0.',
  notAUnit: (unit: string) => `There is no offset unit ${show(unit)}.`,
  knownUnits: (units: string) => `There are ${units}.`,

  // The text
  otherText: (row: number | undefined) => `The row has another text than row ${row} of the same document.`,
  wordsMatch: (document: string, file: string) =>
    `There is no text for document ${show(document)}; its words match ${file}.`,
  noText: 'The table has no text, and names no document.',
  noTextFor: (document: string) => `There is no text for document ${show(document)}.`,
  putTextBeside: (file: string) =>
    `Put a text file ${show(file)} beside the table, add a column “article” with the text, or import the articles into the project first.`,

  // Notes
  cellsSeparatedBy: (separator: string) => `Cells are separated by ${separator}.`,
  columns: (columns: string) => `Columns: ${columns}.`,
  documentInPieces: 'The rows of a document are not consecutive; it is imported in several pieces.',
} as const;
