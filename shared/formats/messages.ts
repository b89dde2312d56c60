import { MAX_ARTICLE_BYTES } from '../text/decode.ts';
import { show } from './show.ts';

/** Sentences that several formats use. */
export const COMMON = {
  // The file
  nothingToImport: 'The file is empty: nothing to import.',
  notUtf8: 'The file is not valid UTF-8.',
  saveAsUtf8: 'Save it as UTF-8.',
  saveTheFileAsUtf8: 'Save the file as UTF-8.',
  looksLike: (tool: string) => `This looks like ${tool}.`,
  chooseThatFormat: 'Choose that format instead.',

  // Records and annotations
  recordNotAnObject: 'The record is not a JSON object.',
  idOccursTwice: (id: string, line: number | undefined) =>
    `The id ${id} occurs twice, first on line ${line}.`,

  // Offsets
  notAnOffsetUnit: (unit: string | number | boolean) => `“${String(unit)}” is not an offset unit.`,
  endsBeforeStart: (what: string, start: number, end: number) =>
    `${what} starts at ${start} and ends before it, at ${end}.`,
  pastTheEnd: (what: string, end: number, count: number) =>
    `${what} ends at ${end}, but the text has ${count} units.`,
  cutsCharacter: (what: string, start: number, end: number) =>
    `${what} [${start}, ${end}) cuts a character in half.`,
  wereOffsetsCountedOtherwise: 'Were the offsets counted in another unit or in another text?',
} as const;

/** Sentences of errors and notes of the readers that formats share, and of lists of entities. */
export const MESSAGES = {
  // Encoding and size
  utf16: 'The file is UTF-16.',
  lineNotUtf8: 'The line is not valid UTF-8.',
  recordNotUtf8: 'The record is not valid UTF-8.',
  lineTooLong: (maxBytes: number) => `The line is longer than ${maxBytes} bytes.`,
  isOneRecordPerLine: 'Is it one record per line?',
  fileTooLarge: (maxBytes: number) => `The file is larger than ${maxBytes} bytes.`,
  splitFirst: 'Split it first.',
  textTooLong: (count: number) => `The text has ${count} units; an article may have ${MAX_ARTICLE_BYTES}.`,
  unreadableCharacter: (reason: string, offset: number) => `${reason} at offset ${offset}.`,

  // JSON
  /** `of` names what the column counts in, such as “ of the record”. */
  invalidJson: (column: number, of: string, reason: string) =>
    `Not valid JSON at column ${column}${of}: ${reason}.`,
  oneObjectPerLine: 'Each line must be one whole JSON object.',
  lineNotAnObject: 'The line is not a JSON object.',
  unfit: (field: string, reason: string | undefined) =>
    `${field === '' ? 'The record' : field}: ${reason ?? 'does not fit'}.`,
  otherTool: (tool: string) => `The record is not a JSON object but ${tool}.`,
  notJson: 'This is not JSON: it begins with neither "{" nor "[".',
  notAnObject: 'There is something other than a JSON object between the records.',
  commaMissing: 'A comma is missing between two records of the array.',
  notAnElement: 'An element of the array is not a JSON object, or a comma is too many.',
  textAfterArray: 'Something follows the end of the array.',
  recordTooLong: (startLine: number, maxBytes: number) =>
    `The record that begins on line ${startLine} is longer than ${maxBytes} bytes.`,
  textCutOff: 'A text in quotation marks is cut off at the end of the line.',
  recordCutOff: 'The record is cut off at the end of the line.',
  fileCutOff: (startLine: number) =>
    `The file is cut off inside of the record that begins on line ${startLine}.`,
  arrayCutOff: 'The file is cut off: its array is never closed.',

  // Tables
  otherWidth: (count: number, width: number) => `The row has ${count} cells, the first has ${width}.`,
  rowTooLong: `The row is longer than ${MAX_ARTICLE_BYTES} characters.`,
  openQuotationMark: 'A quotation mark is never closed.',
  misplacedQuotationMark: 'A quotation mark is misplaced, so the row cannot be read.',
  doubleQuotationMarks:
    'A cell that contains quotation marks is enclosed in quotation marks, and those inside are doubled.',

  // Lists of entities
  emptyPack: 'The file is empty.',
  packHeaderNeeded: 'A pack begins with a header row.',
  packColumns: (columns: string) => `A pack has the columns ${columns} and id:AUTHORITY.`,
  noNameColumn: 'The header row has no column “name”.',
  unknownColumn: (column: string) => `The column “${column}” is not known.`,
  columnTwice: (column: string) => `The column “${column}” occurs twice.`,
  lineNotJson: 'The line is not JSON.',
  packLineForm: 'A list of entities has one object per line.',
  invalidRow: (field: string | undefined, reason: string | undefined) =>
    `${field ? `${field}: ` : ''}${reason ?? 'invalid row'}. Nothing was imported.`,

  // Places in a text
  stateUnit: 'Does the file count in another unit? State it as offsetUnit: utf-16, codepoint or byte.',
  otherText: (what: string, stated: string, covered: string) =>
    `${what} gives its text as ${show(stated)}, but the offsets cover ${show(covered)}.`,
  offsetMissing: (what: string, start: number | undefined) =>
    `${what} has ${start === undefined ? 'an end but no start' : 'a start but no end'}.`,
  noOffsets: (what: string) => `${what} has no offsets.`,
  implicitSpanForm: 'An implicit span states "fragments": [].',
  fragmentsDiffer: (what: string, start: number, end: number | undefined) =>
    `${what} has start and end [${start}, ${end}), but its fragments do not span that.`,
  knownUnits: (units: string) => `The units are: auto, ${units}.`,

  // Names
  notAName: (what: string, name: string) => `${what} ${show(name)} cannot be a name.`,
  nameForm: 'A name has visible characters.',

  // Annotations that are not read
  annotationsWithoutText: (found: string) =>
    `The record has no text, but what looks like annotations: ${found}.`,
  giveText: 'Give it the text that they are of.',
  annotationAlone: (text: string | undefined) =>
    `This is an annotation and no article${text === undefined ? '' : `: ${show(text)} is what it marks`}.`,
  recordForm:
    'A record needs the text of its article with a list of annotations beside it, or the id of a document.',
  unreadAnnotations: (found: string, option: string) =>
    `Only the text of this record can be read, but it seems to have annotations: ${found}. ` +
    `Choose the format that has them there, or import the text alone (option ${option}).`,
  noQuarantine: (type: string, text: string, reason: string) =>
    `Without a project there is no quarantine for ${type} ${show(text)}. ${reason}`,

  // Notes
  nameReadAs: (name: string, cleaned: string) => `The name ${show(name)} was read as ${show(cleaned)}.`,
  formerNames: (names: string) =>
    `The file has names from before the scheme was changed. They were read as what they are now: ${names}.`,
  readAsSchemeNames: (names: string) => `Read as the scheme calls them: ${names}.`,
  offsetsAre: (unit: string, usual: string, fits: number, quoted: number) =>
    `Offsets are ${unit}, not ${usual} as usual for this format; ${fits} of ${quoted} quotes match.`,
  lineEndsCountedOnce: (newlineNote: string | null) =>
    `${newlineNote} The offsets count them as one character, as a browser does.`,
  notRead: (key: string, items: number, records: number) =>
    `${show(key)} looks like annotations and is not read: ${items} in ${records} ${records === 1 ? 'record' : 'records'}, the first here.`,
} as const;
