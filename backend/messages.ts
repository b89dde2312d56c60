import { MOST_TERMS } from '../shared/text/search.ts';

/** Sentences of errors of calls, search, comparison and history. */
export const MESSAGES = {
  // Calls
  noCall: (call: string) => `There is no call “${call}”.`,
  invalidInput: (name: string, field: undefined | string, reason: undefined | string) =>
    `${name}: ${field ? `${field}: ` : ''}${reason ?? 'invalid input'}.`,
  internalError: (message: string) =>
    `Something went wrong inside Postil: ${message}. Nothing was half done.`,

  // Search and propagation
  replacesNothing: 'The text to find and the text that replaces it are the same.',
  replacingIn: (title: string, problem: string) => `“${title}”: ${problem}`,
  replacingCancelled: 'Replacing was cancelled; nothing was changed.',
  searchCancelled: 'The search was cancelled; nothing was tagged.',
  tooManyWords: (count: number) =>
    `A search takes up to ${MOST_TERMS} words; this has ${count}. Put quotes around a phrase.`,

  // Comparison
  comparedWithItself: 'A set cannot be compared with itself; choose two sets.',
  comparisonCancelled: 'The comparison was cancelled.',

  // History
  /** `kind` has its article, such as “an import”; `past` is “undone” or “redone”, `verb` the command. */
  onlyByName: (label: string, kind: string, past: string, verb: string, change: string) =>
    `“${label}” is ${kind}, which is ${past} only if it is named: postil ${verb} FILE --change ${change}`,
  notInProjectThen: 'The document was not in the project at that time. Choose a later change.',
} as const;
