import { show } from '../show.ts';

/** Sentences of errors and notes of UIMA CAS JSON. */
export const MESSAGES = {
  // The file
  jsonOfUima2: 'This is the JSON of UIMA 2, which cannot be read back.',
  exportAsXmi: 'Export the CAS as XMI, or as UIMA CAS JSON 0.4.',
  notCasJson: 'This is not UIMA CAS JSON: it has none of its keys.',
  casForm: 'A CAS is an object with %TYPES, %FEATURE_STRUCTURES and %VIEWS.',

  // Structures and views
  idOccursTwice: (id: number) => `The id ${id} occurs twice.`,
  notAnId: (what: string, value: string) => `The id of ${what}, ${value}, is no positive whole number.`,
  notAList: (what: string) => `${what} are no list of an array.`,
  notBase64: (what: string) => `${what} are not Base64.`,
  notAPrimitive: (what: string, value: string) =>
    `${what} is ${value}, neither text, number nor true or false.`,
  notSpecial: (what: string, value: string) => `${what} is ${value}, not NaN or Infinity.`,
  notAText: (what: string) => `${what} is missing or no text.`,
  notAnObject: (what: string) => `${what} is no object.`,
  membersNotAList: (view: string) => `The members of the view ${show(view)} are no list.`,
  absentMember: (view: string, id: number) =>
    `The view ${show(view)} has the member ${id}, and there is no structure with this id.`,
  absentSofa: (id: number, type: string, ref: number) =>
    `Structure ${id} (${type}) refers to sofa ${ref}, which does not exist. The text of the file is missing.`,
  absentStructure: (type: string, name: string, id: number, ref: number) =>
    `${type}:${name} of structure ${id} refers to ${ref}, and there is no structure with this id.`,

  // Notes
  undeclared: (names: string) =>
    `The file does not declare ${names}; their types are derived from their values.`,
} as const;
