import { show } from '../show.ts';

/** Sentences of errors and notes of Label Studio. */
export const MESSAGES = {
  // The file
  notJson: (isTsv: boolean) => `This is Label Studio’s ${isTsv ? 'TSV' : 'CSV'} export, not its JSON.`,
  exportAsJson: 'Export from Label Studio as JSON.',
  unreadableConfig: (reason: string) => `The labelling configuration cannot be read: ${reason}.`,

  // Tasks and their results
  noData: 'The task has no “data”.',
  isExport: 'Is this an export of Label Studio, as JSON?',
  noTextUnder: (key: string) => `The data of the task has no text under “${key}”.`,
  noText: 'It has no text at all.',
  knownTexts: (keys: string) => `There are: ${keys}.`,
  notAList: (what: string) => `“${what}s” is not a list.`,
  notAnObject: (what: string, number: number) => `The ${what} ${number} is not a JSON object.`,
  resultNotAList: (what: string, number: number) => `The result of ${what} ${number} is not a list.`,
  resultNotAnObject: (result: number, what: string, number: number) =>
    `Result ${result} of ${what} ${number} is not a JSON object.`,

  // Notes
  counted: (count: number, what: string, example: string) =>
    `${count} × ${what} (the first: ${show(example, 120)}).`,
} as const;
